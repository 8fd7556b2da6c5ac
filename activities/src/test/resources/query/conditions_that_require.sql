-- EXPECT: column a: column of raw.t.a; always
-- EXPECT: column b: column of raw.t.b; always
-- EXPECT: column c: column of raw.t.c; always
-- EXPECT: column d: column of raw.t.d; always
-- EXPECT: column e: column of raw.t.e; as from
-- EXPECT: column f: column of raw.t.f; as from
-- EXPECT: column g: column of raw.t.g; always
-- EXPECT: column h: column of raw.t.h; as from
select a, b, c, d, e, f, g, h from raw.t
where a between 1 and 2 and not (b is null) and lower(c) <> 'x' and d not in (1, 2)
  and coalesce(e, 1) = 1 and f is distinct from 3 and is_open = g and h is null
