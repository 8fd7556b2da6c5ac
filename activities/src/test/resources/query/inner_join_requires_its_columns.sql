-- EXPECT: column id: column of raw.orders.id; as from
-- EXPECT: column customer_id: column of raw.orders.customer_id; always <- o.customer_id = c.id
-- EXPECT: column email: column of raw.customers.email; as from
-- EXPECT: join inner raw.orders.customer_id = raw.customers.id
select o.id, o.customer_id, c.email
from raw.orders o join raw.customers c on o.customer_id = c.id
