-- EXPECT: column a: column of raw.t.a; always
-- EXPECT: column b: column of raw.t.b; as from
-- EXPECT: rows of raw.t
select a, b from raw.t
where a in (select x from raw.u) and b not in (select y from raw.v)
