-- EXPECT: column a: column of raw.t.a; as from
-- EXPECT: rows of raw.t
select a /* , b from raw.u -- */ from raw.t -- where a is not null
