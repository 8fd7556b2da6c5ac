-- EXPECT: column b: column of raw.t.b; as from
-- EXPECT: column c: literal; always
-- EXPECT: no passes
with x as (select a, b, 1 as c from raw.t)
select * except (a) from x
