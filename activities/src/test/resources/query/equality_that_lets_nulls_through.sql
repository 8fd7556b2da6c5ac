-- EXPECT: column id: column of raw.a.id; as from
-- EXPECT: join inner raw.a.id = raw.b.id
-- EXPECT: beside inner raw.b by id
select a.id from raw.a as a join raw.b as b on a.id is not distinct from b.id
