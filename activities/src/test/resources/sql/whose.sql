### name:customer_id a left join's key is the left side's
select
    customer_id,
    c.name
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on o.customer_id = c.customer_id
group by customer_id, c.name
=== after
select
    o.customer_id,
    c.name
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on o.customer_id = c.customer_id
group by o.customer_id, c.name

### name:customer_id rows without a partner may be what is looked for
select o.order_id
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on o.customer_id = c.customer_id
where customer_id is null
=== refused a left join may have left one of the two empty

### name:customer_id what is counted may be the partners
select o.order_id, count(customer_id) as n
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on o.customer_id = c.customer_id
group by o.order_id
=== refused a left join may have left one of the two empty

### name:customer_id an inner join holds it equal everywhere
select max(customer_id) as c
from {{ ref('orders') }} as o
join {{ ref('customers') }} as c on o.customer_id = c.customer_id
where customer_id > 0
=== after
select max(o.customer_id) as c
from {{ ref('orders') }} as o
join {{ ref('customers') }} as c on o.customer_id = c.customer_id
where o.customer_id > 0

### name:customer_id through the CTEs of a model, and where it is sorted by
with orders as (
    select * from {{ ref('orders') }}
),

customers as (
    select * from {{ ref('customers') }}
)

select customer_id, name
from orders
inner join customers on orders.customer_id = customers.customer_id and orders.amount > 0
order by customer_id
=== after
with orders as (
    select * from {{ ref('orders') }}
),

customers as (
    select * from {{ ref('customers') }}
)

select orders.customer_id, name
from orders
inner join customers on orders.customer_id = customers.customer_id and orders.amount > 0
order by customer_id

### name:created_at two times that may differ
select created_at
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on o.customer_id = c.customer_id
=== refused created_at is in orders and customers, and may differ between them

### name:created_at new:customers one of them had it alone until the newest commit
select created_at
from {{ ref('customers') }} as c
left join {{ ref('orders') }} as o on o.customer_id = c.customer_id
=== after
select o.created_at
from {{ ref('customers') }} as c
left join {{ ref('orders') }} as o on o.customer_id = c.customer_id

### name:created_at new:orders,customers both have it since then
select created_at
from {{ ref('customers') }} as c
left join {{ ref('orders') }} as o on o.customer_id = c.customer_id
=== refused may differ

### name:customer_id a full join leaves either side empty
select customer_id
from {{ ref('orders') }} as o
full join {{ ref('customers') }} as c on o.customer_id = c.customer_id
=== refused may differ

### name:customer_id a right join keeps the other side
select customer_id
from {{ ref('orders') }} as o
right join {{ ref('customers') }} as c on o.customer_id = c.customer_id
=== refused may differ

### name:customer_id an or holds nothing equal
select customer_id
from {{ ref('orders') }} as o
join {{ ref('customers') }} as c on o.customer_id = c.customer_id or c.customer_id is null
=== refused may differ

### name:customer_id other columns are held equal
select customer_id
from {{ ref('orders') }} as o
join {{ ref('customers') }} as c on o.order_id = c.customer_id
=== refused may differ

### name:order_id three that are held equal by two joins
select order_id, n.note
from {{ ref('orders') }} as o
join {{ ref('items') }} as i on i.order_id = o.order_id
left join {{ ref('notes') }} as n on n.order_id = i.order_id
=== after
select o.order_id, n.note
from {{ ref('orders') }} as o
join {{ ref('items') }} as i on i.order_id = o.order_id
left join {{ ref('notes') }} as n on n.order_id = i.order_id

### name:order_id one of three is not held
select order_id
from {{ ref('orders') }} as o
join {{ ref('items') }} as i on i.order_id = o.order_id
cross join {{ ref('notes') }} as n
=== refused may differ

### name:customer_id only the place that is not told
select customer_id, count(c.customer_id) as n
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on o.customer_id = c.customer_id
group by o.customer_id
=== after
select o.customer_id, count(c.customer_id) as n
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on o.customer_id = c.customer_id
group by o.customer_id

### name:customer_id a macro is told the name
select {{ cents('customer_id') }} as x
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on o.customer_id = c.customer_id
=== refused a macro is told the name

### name:customer_id a relation of which nothing is known
select customer_id
from {{ ref('orders') }} as o
left join {{ ref('strangers') }} as c on o.customer_id = c.customer_id
=== refused not all known
