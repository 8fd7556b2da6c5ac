-- EXPECT: column id: column of raw.orders.id; as from
-- EXPECT: column email: column of raw.customers.email; maybe not
-- EXPECT: rows of raw.orders
-- EXPECT: beside left raw.customers by id
-- EXPECT: join left raw.orders.customer_id = raw.customers.id
-- EXPECT: no grain
with orders as (select * from raw.orders), customers as (select * from raw.customers)
select orders.id, customers.email
from orders left join customers on customers.id = orders.customer_id
