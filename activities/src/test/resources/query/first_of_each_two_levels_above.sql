-- EXPECT: grain k: first of each
with numbered as (
    select id as k, v, row_number() over (partition by id order by v) as rn from raw.events
), carried as (select k, v, rn as place from numbered)
select k, v from carried where place <= 1
