-- EXPECT: column id: column of raw.a.id; as from
-- EXPECT: grain id: distinct
-- EXPECT: rows of nobody
select id from raw.a except select id from raw.b
