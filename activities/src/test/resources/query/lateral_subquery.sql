-- EXPECT: rows of raw.a, multiplied
-- EXPECT: beside cross raw.b
select a.id, x.v from raw.a as a cross join lateral (select v from raw.b as b where b.a_id = a.id) as x
