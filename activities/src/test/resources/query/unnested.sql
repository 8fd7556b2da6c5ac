-- EXPECT: rows of raw.orders, multiplied
-- EXPECT: beside cross a subquery
-- EXPECT: column id: column of raw.orders.id; as from
-- EXPECT: column item: expression; unknown
select o.id, item from raw.orders as o, unnest(o.items) as item
