-- EXPECT: column id: column of raw.a.id; always
-- EXPECT: column kind: literal; always; texts x | y | z
-- EXPECT: rows of nobody, several
with one as (select id, 'x' as kind from raw.a where id > 1 union all select id, 'y' from raw.a where id < 1)
select id, kind from one
union all
(select id, 'z' as kind from raw.a where id = 1)
