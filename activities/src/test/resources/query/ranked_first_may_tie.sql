-- EXPECT: no grain
select * from raw.events qualify rank() over (partition by id order by v) = 1
