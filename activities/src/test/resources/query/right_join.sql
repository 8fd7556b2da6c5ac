-- EXPECT: column id: column of raw.orders.id; maybe not
-- EXPECT: column email: column of raw.customers.email; as from
-- EXPECT: rows of raw.customers
-- EXPECT: beside right raw.orders by customer_id
-- EXPECT: join right raw.orders.customer_id = raw.customers.id
select o.id, c.email from raw.orders o right join raw.customers c on o.customer_id = c.id
