-- EXPECT: column key: column of raw.t.id; as from
-- EXPECT: column note: column of raw.t.text; as from
with named (key, note) as (select id, text from raw.t)
select * from named
