-- EXPECT: join inner raw.b.id = raw.c.b_id
-- EXPECT: groups raw.b.kind
-- EXPECT: rows of raw.a
-- EXPECT: column id: column of raw.a.id; always
select id from raw.a
where id in (select b.kind from raw.b as b join raw.c as c on b.id = c.b_id group by b.kind)
