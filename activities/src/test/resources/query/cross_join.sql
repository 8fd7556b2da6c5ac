-- EXPECT: rows of raw.a, multiplied
-- EXPECT: beside cross raw.b
-- EXPECT: no join
select a.x, b.y from raw.a cross join raw.b
