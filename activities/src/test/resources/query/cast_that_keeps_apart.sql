-- EXPECT: grain id: grouped
with a as (select id, count(*) as n from raw.t group by id)
select cast(id as varchar) as id, n from a
