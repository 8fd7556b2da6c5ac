-- EXPECT: grain id: first of each
select id, v from raw.t
qualify row_number() over w = 1
window w as (partition by id order by v desc)
