-- EXPECT: column customer_id: column of raw.orders.customer_id; as from
-- EXPECT: column orders: aggregate count; always
-- EXPECT: column total: aggregate sum from raw.orders.amount; unknown
-- EXPECT: grain customer_id: grouped
-- EXPECT: rows of nobody
-- EXPECT: groups raw.orders.customer_id
select customer_id, count(*) as orders, sum(amount) as total
from raw.orders
group by customer_id
