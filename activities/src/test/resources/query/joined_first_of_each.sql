-- EXPECT: rows of raw.customers
-- EXPECT: beside left raw.orders by customer_id, once
with numbered as (
    select *, row_number() over (partition by customer_id order by at desc) as place
    from raw.orders
)
select c.id, n.amount
from raw.customers as c left join numbered as n on c.id = n.customer_id and n.place = 1
