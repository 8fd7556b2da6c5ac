-- EXPECT: grain id: distinct
-- EXPECT: column id: column from raw.a.id, raw.b.id; unknown
-- EXPECT: rows of nobody, several
select id from raw.a union select id from raw.b
