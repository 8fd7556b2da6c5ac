-- EXPECT: grain id: first of each
-- EXPECT: grain code: first of each
with a as (select * from raw.t qualify row_number() over (partition by id order by v) = 1)
select id, code from a qualify row_number() over (partition by code order by v) = 1
