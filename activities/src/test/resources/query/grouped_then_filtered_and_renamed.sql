-- EXPECT: column customer: column of raw.orders.customer_id; as from
-- EXPECT: column known: expression from raw.orders.amount; always
-- EXPECT: grain customer: grouped
with sums as (select customer_id, sum(amount) as total from raw.orders group by customer_id),
big as (select * from sums where total > 100)
select customer_id as customer, total is not null as known from big
