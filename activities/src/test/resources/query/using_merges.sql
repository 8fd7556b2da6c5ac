-- EXPECT: column id: column of raw.a.id; always
-- EXPECT: passes raw.a without id
-- EXPECT: passes raw.b without id
-- EXPECT: join inner raw.a.id = raw.b.id
select * from raw.a join raw.b using (id)
