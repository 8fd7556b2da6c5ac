-- EXPECT: rows of raw.orders, multiplied
-- EXPECT: beside cross a subquery
-- EXPECT: column id: column of raw.orders.id; as from
-- EXPECT: column tag: expression; unknown
select o.id, e.tag from raw.orders o lateral view explode(o.tags) e as tag
