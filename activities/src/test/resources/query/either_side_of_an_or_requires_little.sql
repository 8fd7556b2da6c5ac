-- EXPECT: column a: column of raw.t.a; as from
-- EXPECT: column b: column of raw.t.b; always
-- EXPECT: column c: column of raw.t.c; as from
select a, b, c from raw.t where (a > 1 and b = 2) or (c like 'x%' and b < 7)
