-- EXPECT: column id: column of raw.t.id; always
-- EXPECT: column kind: column of raw.t.kind; as from
-- EXPECT: rows of nobody, several
with a as (select id, kind from raw.t where id is not null and n = 1),
b as (select id, kind from raw.t where id > 0)
select * from a union all select * from b
