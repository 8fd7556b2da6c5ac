-- EXPECT: grain id, day: first of each
with days as (
    select id, cast(at as date) as day, v,
        row_number() over (partition by id, cast(at as date) order by at desc) as place
    from raw.t
)
select id, day, v from days where place = 1
