-- EXPECT: rows of raw.a
-- EXPECT: beside inner raw.b by a_id
-- EXPECT: join inner raw.a.id = raw.b.a_id
-- EXPECT: column id: column of raw.a.id; always
select a.id from raw.a a, raw.b b where a.id = b.a_id and b.kind = 'x'
