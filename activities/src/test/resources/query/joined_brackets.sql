-- EXPECT: join inner raw.b.id = raw.c.b_id
-- EXPECT: join left raw.a.id = raw.b.a_id
-- EXPECT: column c: column of raw.c.v; maybe not
select c.v as c from raw.a as a left join (raw.b as b join raw.c as c on b.id = c.b_id) on a.id = b.a_id
