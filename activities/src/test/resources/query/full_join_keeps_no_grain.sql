-- EXPECT: no grain
with a as (select id, count(*) as n from raw.a group by id),
b as (select id, count(*) as m from raw.b group by id)
select a.id, n, m from a full join b on a.id = b.id
