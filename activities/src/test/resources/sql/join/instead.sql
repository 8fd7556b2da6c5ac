### the reference stands in a CTE that takes all
with orders as (
    select * from {{ ref('orders') }}
),

payments as (

    select * from {{ ref('payments') }}

)

select
    orders.order_id,
    payments.paid_at as last_paid_at
from orders
left join payments
    on orders.order_id = payments.order_id
=== after
with orders as (
    select * from {{ ref('orders') }}
),

payments as (

    select * from {{ ref('payments_by_order') }}

)

select
    orders.order_id,
    payments.last_paid_at
from orders
left join payments
    on orders.order_id = payments.order_id

### the reference stands in the join
SELECT o.order_id, p.amount, coalesce(p.amount, 0) > 0 AS is_paid
FROM {{ ref("orders") }} AS o
INNER JOIN {{ ref( "payments" ) }} AS p ON p.order_id = o.order_id
=== after
SELECT o.order_id, p.amount, coalesce(p.amount, 0) > 0 AS is_paid
FROM {{ ref("orders") }} AS o
INNER JOIN {{ ref( "payments_by_order" ) }} AS p ON p.order_id = o.order_id

### a CTE lists the columns, and there the name is given
with p as (select order_id, paid_at as last_paid_at from {{ ref('shop', 'payments') }})
select o.order_id, last_paid_at from {{ ref('orders') }} o left join p on o.order_id = p.order_id
=== after
with p as (select order_id, last_paid_at from {{ ref('shop', 'payments_by_order') }})
select o.order_id, last_paid_at from {{ ref('orders') }} o left join p on o.order_id = p.order_id

### a query in the join, which joins by using
select order_id, o.status, p.amount
from {{ ref('orders') }} o
left outer join (select * from {{ ref('payments') }}) p using (order_id)
=== after
select order_id, o.status, p.amount
from {{ ref('orders') }} o
left outer join (select * from {{ ref('payments_by_order') }}) p using (order_id)

### another reference to it has another purpose and stays
with refunds as (
  select order_id, sum(amount) as refunded from {{ ref('payments') }} where amount < 0 group by 1
)
select o.order_id, p.amount, r.refunded
from {{ ref('orders') }} o
left join {{ ref('payments') }} p on o.order_id = p.order_id
left join refunds r on o.order_id = r.order_id
=== after
with refunds as (
  select order_id, sum(amount) as refunded from {{ ref('payments') }} where amount < 0 group by 1
)
select o.order_id, p.amount, r.refunded
from {{ ref('orders') }} o
left join {{ ref('payments_by_order') }} p on o.order_id = p.order_id
left join refunds r on o.order_id = r.order_id

### the rows go on through CTEs that rank them
{{ config(materialized='table') }}
with joined as (
  select o.*, p.amount from {{ ref('orders') }} o
  left join {{ ref('payments') }} p on (o.order_id = p.order_id)
), final as (
  select *, row_number() over (partition by customer_id order by ordered_at) as n from joined
)
select * from final
=== after
{{ config(materialized='table') }}
with joined as (
  select o.*, p.amount from {{ ref('orders') }} o
  left join {{ ref('payments_by_order') }} p on (o.order_id = p.order_id)
), final as (
  select *, row_number() over (partition by customer_id order by ordered_at) as n from joined
)
select * from final

### joined:source.shop.raw.payments a source is joined
select o.order_id, p.amount
from {{ ref('orders') }} o
left join {{ source('raw', 'payments') }} p on o.order_id = p.order_id
=== after
select o.order_id, p.amount
from {{ ref('orders') }} o
left join {{ ref('payments_by_order') }} p on o.order_id = p.order_id

### names in backticks
select o.`order_id`, p.`paid_at` as `last_paid_at`
from {{ ref('orders') }} o
left join {{ ref('payments') }} p on o.`order_id` = p.`order_id`
=== after
select o.`order_id`, p.`last_paid_at`
from {{ ref('orders') }} o
left join {{ ref('payments_by_order') }} p on o.`order_id` = p.`order_id`

### the text's own conditions on the other side stay
select o.order_id, p.amount
from {{ ref('orders') }} o
left join {{ ref('payments') }} p on o.order_id = p.order_id
where o.status <> 'cancelled'
order by o.order_id
=== after
select o.order_id, p.amount
from {{ ref('orders') }} o
left join {{ ref('payments_by_order') }} p on o.order_id = p.order_id
where o.status <> 'cancelled'
order by o.order_id
