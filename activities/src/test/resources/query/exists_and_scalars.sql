-- EXPECT: column id: column of raw.a.id; as from
-- EXPECT: column has: expression; always
-- EXPECT: rows of raw.a
-- EXPECT: no grain
select a.id, exists (select 1 from raw.b as b where b.a_id = a.id) as has from raw.a as a
