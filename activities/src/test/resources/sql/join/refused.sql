### a name that is given in one place only
select o.order_id, p.paid_at as last_paid_at, p.paid_at
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
=== refused reads paid_at where it does not call it last_paid_at

### a column that nobody compared
select o.order_id, p.amount, p.method
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
=== refused reads method of payments, which nobody has compared

### sums over the joined rows
select o.order_id, sum(p.amount) as paid
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
group by o.order_id, p.order_id
=== refused it has a group by over the rows that the join with payments gives

### counts as a window
select o.order_id, count(*) over (partition by o.order_id) as payment_count, p.amount
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
=== refused it has a count over the rows

### sums further down
with j as (
  select o.order_id, o.customer_id, p.amount
  from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
)
select customer_id, sum(amount) as amount from j group by 1
=== refused it has a group by over the rows

### a distinct further down
with j as (
  select o.order_id, p.amount
  from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
)
select distinct * from j
=== refused it has a distinct over the rows

### a union
select o.order_id, p.amount
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
union all
select order_id, amount from {{ ref('gifts') }}
=== refused it has a union over the rows

### one CTE for two purposes
with p as (select * from {{ ref('payments') }}),
refunds as (select order_id, sum(amount) as amount from p where amount < 0 group by 1)
select o.order_id, p.amount, r.amount as refunded
from {{ ref('orders') }} o
left join p on o.order_id = p.order_id
left join refunds r on o.order_id = r.order_id
=== refused is read in 2 places, so that the join's cannot change alone

### joined twice
select o.order_id, p.amount, q.amount as other
from {{ ref('orders') }} o
left join {{ ref('payments') }} p on o.order_id = p.order_id
left join {{ ref('payments') }} q on o.parent_id = q.order_id
=== refused it joins payments in 2 places

### a full join
select o.order_id, p.amount
from {{ ref('orders') }} o full outer join {{ ref('payments') }} p on o.order_id = p.order_id
=== refused the join is a full outer join

### a star over what is joined
select o.order_id, p.*
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
=== refused takes all columns of what is joined

### a star over everything
select *
from {{ ref('orders') }} o left join {{ ref('payments') }} p using (order_id)
=== refused takes all columns of what is joined

### a condition that chooses among the rows
select o.order_id, p.amount
from {{ ref('orders') }} o
left join {{ ref('payments') }} p on o.order_id = p.order_id and p.amount > 0
=== refused a condition that is no equality of two columns: p.amount > 0

### a condition on a joined column
select o.order_id, p.amount
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
where p.amount > 0
=== refused its where reads the joined columns

### a filter before the join
with p as (select * from {{ ref('payments') }} where amount > 0)
select o.order_id, p.amount from {{ ref('orders') }} o left join p on o.order_id = p.order_id
=== refused no join is seen that takes the rows of payments as they are

### a further join by a joined column
select o.order_id, p.amount, c.name
from {{ ref('orders') }} o
left join {{ ref('payments') }} p on o.order_id = p.order_id
left join {{ ref('cards') }} c on p.amount = c.amount
=== refused its on reads the joined columns

### the table by its own name
select o.order_id, payments.amount
from {{ ref('orders') }} o left join {{ ref('payments') }} on o.order_id = payments.order_id
=== refused the join gives payments no alias

### a macro is told of it
select o.order_id, {{ dollars('p.amount') }} as amount
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
=== refused a macro is told of the joined columns

### a loop over its columns
select o.order_id {% for c in ['a', 'b'] %}, p.{{ c }} {% endfor %}
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
=== refused which column of it is read cannot be seen

### a reference that is given a name first
{% set payments = ref('payments') %}
select o.order_id, p.amount
from {{ ref('orders') }} o left join {{ payments }} p on o.order_id = p.order_id
=== refused reads payments by more than its name

### a macro takes the reference
select {{ dbt_utils.star(ref('payments')) }}
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
=== refused reads payments by more than its name

### a version is asked for
select o.order_id, p.amount
from {{ ref('orders') }} o left join {{ ref('payments', v=2) }} p on o.order_id = p.order_id
=== refused does not read payments by a reference of its own

### a comment between the column and its name
select o.order_id, p.paid_at /* the last one */ as last_paid_at
from {{ ref('orders') }} o left join {{ ref('payments') }} p on o.order_id = p.order_id
=== refused something stands between

### it is what the others are joined to
select p.order_id, o.status
from {{ ref('payments') }} p left join {{ ref('orders') }} o on o.order_id = p.order_id
=== refused no join is seen

### something is made of it before it is joined
with p as (select order_id, amount * 100 as cents from {{ ref('payments') }})
select o.order_id, p.cents from {{ ref('orders') }} o left join p on o.order_id = p.order_id
=== refused something is made of the joined columns before
