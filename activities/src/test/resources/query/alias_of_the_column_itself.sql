-- EXPECT: column id: column of raw.orders.id; as from
-- EXPECT: column key: function coalesce from raw.orders.id; always
select o.id as id, coalesce(id, 0) as key from raw.orders as o
