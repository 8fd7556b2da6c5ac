-- EXPECT: beside left a subquery by customer_id
select c.id, t.total
from raw.customers c
left join (
    select customer_id, shop, sum(amount) as total from raw.orders group by customer_id, shop
) as t on t.customer_id = c.id
