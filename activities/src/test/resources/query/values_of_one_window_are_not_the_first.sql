-- EXPECT: no grain
select * from (
    select *, row_number() over (partition by id order by v) as rn from raw.events
) as n where rn >= 1
