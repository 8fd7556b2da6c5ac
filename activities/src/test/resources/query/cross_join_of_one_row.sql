-- EXPECT: column x: column of raw.a.x; as from
-- EXPECT: column last: aggregate max from raw.b.y; unknown
-- EXPECT: rows of raw.a
-- EXPECT: beside cross a subquery, once
with latest as (select max(y) as last from raw.b)
select a.x, latest.last from raw.a as a cross join latest
