-- EXPECT: rows of raw.orders, multiplied
-- EXPECT: beside cross a subquery
-- EXPECT: column id: column of raw.orders.id; as from
-- EXPECT: column value: expression; unknown
select id, f.value from raw.orders, lateral flatten(input => items) f
