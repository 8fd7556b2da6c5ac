-- EXPECT: rows of raw.customers
-- EXPECT: beside left a subquery by customer_id, once
-- EXPECT: column id: column of raw.customers.id; as from
-- EXPECT: column total: aggregate sum from raw.orders.amount; maybe not
-- EXPECT: join left raw.customers.id = raw.orders.customer_id
-- EXPECT: groups raw.orders.customer_id
with totals as (select customer_id, sum(amount) as total from raw.orders group by 1)
select c.id, t.total from raw.customers c left join totals t on t.customer_id = c.id
