### the reference stands in a CTE that takes all
with prices as (

    select * from {{ ref('payments') }}

)

select o.order_id, prices.amount
from {{ ref('orders') }} o
left join prices on o.order_id = prices.order_id
=== after
with prices as (

    select distinct order_id, amount from {{ ref('payments') }}

)

select o.order_id, prices.amount
from {{ ref('orders') }} o
left join prices on o.order_id = prices.order_id

### it is joined by itself, in capitals
SELECT O.ORDER_ID, P.AMOUNT
FROM {{ ref('orders') }} O
LEFT JOIN {{ ref('payments') }} P ON O.ORDER_ID = P.ORDER_ID
=== after
SELECT O.ORDER_ID, P.AMOUNT
FROM {{ ref('orders') }} O
LEFT JOIN (SELECT DISTINCT ORDER_ID, AMOUNT FROM {{ ref('payments') }}) P ON O.ORDER_ID = P.ORDER_ID

### a CTE that lists what it takes
with p as (select order_id, amount from {{ ref('payments') }})
select o.order_id, p.amount from {{ ref('orders') }} o left join p on o.order_id = p.order_id
=== after
with p as (select distinct order_id, amount from {{ ref('payments') }})
select o.order_id, p.amount from {{ ref('orders') }} o left join p on o.order_id = p.order_id

### it reads more than was compared
select o.order_id, p.amount, p.method
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
=== refused reads other columns

### it counts what it joins
select o.order_id, count(p.amount) as amounts
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
group by 1
=== refused group by
