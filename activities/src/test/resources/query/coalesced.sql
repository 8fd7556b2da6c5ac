-- EXPECT: column a: function coalesce from raw.t.a; always
-- EXPECT: column b: function coalesce from raw.t.b; maybe not
-- EXPECT: column c: function coalesce from raw.t.c, raw.t.d; unknown
-- EXPECT: column e: function ifnull from raw.t.e; always
select coalesce(a, 0) as a, coalesce(b, null) as b, coalesce(c, d) as c, ifnull(e, '') as e
from raw.t
