-- EXPECT: column id: column of raw.a.id; as from
-- EXPECT: grain id: distinct
select id from raw.a intersect select id from raw.b
