-- EXPECT: grain b_id: grouped
with a as (select id, count(*) as n from raw.a group by id),
b as (select b_id from raw.b group by b_id)
select b.b_id, a.n from a inner join b on a.id = b.b_id
