### a column of the CTE that the select reads wrong:ordrs
with by_month as (
    select channel, count(*) as orders, sum(amount) as revenue -- ordrs
    from {{ ref('orders') }}
    group by channel
)

select
    channel,
    revenue / ordrs as revenue_per_order, -- ordrs
    'ordrs' as label
from by_month
=== after
with by_month as (
    select channel, count(*) as orders, sum(amount) as revenue -- ordrs
    from {{ ref('orders') }}
    group by channel
)

select
    channel,
    revenue / orders as revenue_per_order, -- ordrs
    'ordrs' as label
from by_month

### a column of the model above, by its alias wrong:custmer_id
select o.order_id, c.name
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on c.customer_id = o.custmer_id
=== after
select o.order_id, c.name
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on c.customer_id = o.customer_id

### without an alias two relations would have it wrong:custmer_id
select custmer_id as id
from {{ ref('orders') }} as o
left join {{ ref('customers') }} as c on c.customer_id = o.customer_id
=== refused more than one relation in scope has customer_id

### every place or none wrong:amuont
select order_id, amuont, case when amuont > 0 then 'x' end as sign
from {{ ref('orders') }}
where amuont is not null
order by amuont
=== after
select order_id, amount, case when amount > 0 then 'x' end as sign
from {{ ref('orders') }}
where amount is not null
order by amount

### through a CTE that passes it on wrong:amuont
with o as (
    select order_id, amuont from {{ ref('orders') }}
)
select o.order_id, sum(o.amuont) as total from o group by 1
=== after
with o as (
    select order_id, amount from {{ ref('orders') }}
)
select o.order_id, sum(o.amount) as total from o group by 1

### a star passes it on wrong:statsu
with o as (select * from {{ ref('orders') }})
select * from o where statsu = 'paid'
=== after
with o as (select * from {{ ref('orders') }})
select * from o where status = 'paid'

### capitals wrong:amuont
SELECT AMUONT AS X FROM {{ ref('orders') }}
=== after
SELECT AMOUNT AS X FROM {{ ref('orders') }}

### a name that is another column's alias in the same select wrong:totl
select amount as total, totl / 2 as half from {{ ref('orders') }}
=== refused total is a name that the select itself gives

### an alias of the select that the sort reads wrong:sums
select status, sum(amount) as sums from {{ ref('orders') }} group by 1 order by sums
=== refused in words of its own

### two are near wrong:pricw
with p as (select 1 as price, 2 as prices)
select pricw * 2 as twice from p
=== refused price and prices are both close

### a digit more is another name wrong:amount_2
with p as (select 1 as amount_1)
select amount_2 from p
=== refused too far

### least and most are two names wrong:max_price
with p as (select 1 as min_price)
select max_price from p
=== refused too far

### nothing is near wrong:discount
select discount from {{ ref('orders') }}
=== refused no column in scope is close

### what it reads is not known wrong:amuont
select amuont from {{ ref('unknown') }}
=== refused the columns of unknown are not all known

### one of two is not known wrong:amuont
select amuont from {{ ref('orders') }} o join {{ ref('unknown') }} u on u.order_id = o.order_id
=== refused the columns of unknown are not all known

### one of two is not known and the place says which wrong:amuont
select o.amuont from {{ ref('orders') }} o join {{ ref('unknown') }} u on u.order_id = o.order_id
=== after
select o.amount from {{ ref('orders') }} o join {{ ref('unknown') }} u on u.order_id = o.order_id

### another relation in scope has a column of that name, so the alias may be the slip wrong:ordrs
with a as (select 1 as ordrs), b as (select 2 as orders)
select a.ordrs, b.ordrs / 2 as half from a, b
=== refused the name before it may be the wrong one

### another scope has a column of that name wrong:ordrs
with a as (select 1 as ordrs), b as (select 2 as orders), c as (select a.ordrs from a)
select b.ordrs / 2 as half from b
=== after
with a as (select 1 as ordrs), b as (select 2 as orders), c as (select a.ordrs from a)
select b.orders / 2 as half from b

### two scopes would read two columns wrong:amuont
with a as (select 1 as amount), b as (select 2 as amuonts)
select a.amuont as x, b.amuont as y from a, b
=== refused in one place and

### a macro is told the name wrong:amuont
select {{ cents('amuont') }} as x, amuont from {{ ref('orders') }}
=== refused a macro is told the name

### a loop makes the name wrong:amuont
select {% for c in ['amuont'] %}{{ c }}{% endfor %} from {{ ref('orders') }}
=== refused a Jinja block names

### the name is nowhere in the text wrong:amuont
select {{ columns() }} from {{ ref('orders') }}
=== refused in words of its own

### the one that is meant stands on the other side already wrong:amuont
select amount - amuont as difference from {{ ref('orders') }}
=== refused both sides

### the select has the one that is meant already wrong:amuont
select amount, amuont from {{ ref('orders') }}
=== refused gives a column amount already

### a join by using wrong:custmer_id
select name from {{ ref('orders') }} join {{ ref('customers') }} using (custmer_id)
=== refused

### a subquery reads its own relation first wrong:countrry
select order_id from {{ ref('orders') }} o
where exists (select 1 from {{ ref('customers') }} c where c.customer_id = o.customer_id and countrry = 'DE')
=== after
select order_id from {{ ref('orders') }} o
where exists (select 1 from {{ ref('customers') }} c where c.customer_id = o.customer_id and country = 'DE')

### quoted, where letters keep their case wrong:amuont dialect:snowflake
select "amuont" from {{ ref('orders') }}
=== refused quoted

### quoted, where they do not wrong:amuont dialect:duckdb
select "amuont" from {{ ref('orders') }}
=== after
select "amount" from {{ ref('orders') }}

### a table that no call names wrong:amuont
select amuont from raw.orders
=== refused the columns of orders are not all known

### a function and a type are no column wrong:amuont
select amuont(order_id) as x, order_id::amuont as y from {{ ref('orders') }}
=== refused in words of its own

### a branch of the template wrong:amuont
select order_id from {{ ref('orders') }}
{% if is_incremental() %}
where amuont > (select max(amount) from {{ this }})
{% endif %}
=== after
select order_id from {{ ref('orders') }}
{% if is_incremental() %}
where amount > (select max(amount) from {{ this }})
{% endif %}

### a string of BigQuery stays as it is wrong:amuont dialect:bigquery
select if(status = "amuont", amuont, 0) as x from {{ ref('orders') }}
=== after
select if(status = "amuont", amount, 0) as x from {{ ref('orders') }}

### a syllable more makes another word wrong:unverified_at
with p as (select 1 as verified_at)
select unverified_at from p
=== refused too far

### another first letter makes another word wrong:lender_id
with p as (select 1 as sender_id)
select lender_id from p
=== refused too far

### another last letter makes another word wrong:employer_id
with p as (select 1 as employee_id)
select employer_id from p
=== refused too far
