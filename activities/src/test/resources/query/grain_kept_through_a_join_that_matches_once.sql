-- EXPECT: grain day: grouped
-- EXPECT: beside left a subquery by day, once
-- EXPECT: rows of nobody
with a as (select day, count(*) as n from raw.a group by day),
b as (select day, count(*) as m from raw.b group by day)
select a.day, n, m from a left join b on a.day = b.day
