-- EXPECT: no grain
with sums as (select customer_id, sum(amount) as total from raw.orders group by customer_id)
select total from sums
