### two sources joined: only the one's column
select p.amount, r.amount as refunded, p.amount - r.amount as net
from {{ source('raw', 'payments') }} p
left join {{ source('raw', 'refunds') }} r on r.payment_id = p.payment_id and r.amount < p.amount
=== after
select p.amount_usd as amount, r.amount as refunded, p.amount_usd - r.amount as net
from {{ source('raw', 'payments') }} p
left join {{ source('raw', 'refunds') }} r on r.payment_id = p.payment_id and r.amount < p.amount_usd

### a join by using the column
select amount from {{ source('raw', 'payments') }} join {{ ref('x') }} using (amount)
=== refused joins by using (amount)

### a join by using another column
select payment_id, amount from {{ source('raw', 'payments') }} join {{ ref('x') }} using (payment_id)
=== after
select payment_id, amount_usd as amount from {{ source('raw', 'payments') }} join {{ ref('x') }} using (payment_id)

### a natural join
select amount from {{ source('raw', 'payments') }} natural join {{ ref('x') }}
=== refused a natural join may join by the column

### each part of a union has its own source
select payment_id, amount from {{ source('raw', 'payments') }}
union all
select refund_id, amount from {{ source('raw', 'refunds') }}
order by amount
=== after
select payment_id, amount_usd as amount from {{ source('raw', 'payments') }}
union all
select refund_id, amount from {{ source('raw', 'refunds') }}
order by amount

### a union of stars takes columns by position
select * from {{ source('raw', 'payments') }}
union all
select * from {{ source('raw', 'refunds') }}
=== refused a union takes the column through a star

### windows and qualify
select
    payment_id,
    sum(amount) over (partition by order_id order by amount desc) as running,
    row_number() over w as n
from {{ source('raw', 'payments') }}
qualify row_number() over (partition by order_id order by amount) = 1
window w as (order by amount)
=== after
select
    payment_id,
    sum(amount_usd) over (partition by order_id order by amount_usd desc) as running,
    row_number() over w as n
from {{ source('raw', 'payments') }}
qualify row_number() over (partition by order_id order by amount_usd) = 1
window w as (order by amount_usd)

### group by and having read the source, order by the select's own name
select amount, count(*) as n
from {{ source('raw', 'payments') }}
group by amount
having sum(amount) > 0
order by amount desc, abs(amount)
=== after
select amount_usd as amount, count(*) as n
from {{ source('raw', 'payments') }}
group by amount_usd
having sum(amount_usd) > 0
order by amount desc, abs(amount_usd)

### an alias that shadows the column
select fee as amount, amount as gross, payment_id
from {{ source('raw', 'payments') }}
where amount > 0
order by amount
=== after
select fee as amount, amount_usd as gross, payment_id
from {{ source('raw', 'payments') }}
where amount_usd > 0
order by amount

### a CTE with a list of columns names them itself
with p (payment_id, amount) as (select id, amount from {{ source('raw', 'payments') }})
select amount from p
=== after
with p (payment_id, amount) as (select id, amount_usd as amount from {{ source('raw', 'payments') }})
select amount from p

### a CTE with a list of columns over a star
with p (payment_id, amount) as (select * from {{ source('raw', 'payments') }})
select amount from p
=== unchanged

### a subquery as a value gives no name
select order_id from {{ ref('orders') }}
where total in (select amount from {{ source('raw', 'payments') }})
=== after
select order_id from {{ ref('orders') }}
where total in (select amount_usd from {{ source('raw', 'payments') }})

### a subquery in from is a relation
select s.amount from (select amount, id from {{ source('raw', 'payments') }}) s where s.amount > 1
=== after
select s.amount from (select amount_usd as amount, id from {{ source('raw', 'payments') }}) s where s.amount > 1

### a correlated subquery reads the outside by its alias
select p.payment_id from {{ source('raw', 'payments') }} p
where exists (select 1 from {{ ref('limits') }} l where l.amount < p.amount)
=== after
select p.payment_id from {{ source('raw', 'payments') }} p
where exists (select 1 from {{ ref('limits') }} l where l.amount < p.amount_usd)

### a correlated subquery without an alias
select payment_id from {{ source('raw', 'payments') }} p
where exists (select 1 from {{ ref('limits') }} l where l.top < amount)
=== refused may be its own or that of the outside

### the same name of a CTE that names it is the CTE's
with p as (select amount from {{ source('raw', 'payments') }}),
q as (select * from p)
select q.amount, sum(q.amount) over () as total from q where amount > 0
=== after
with p as (select amount_usd as amount from {{ source('raw', 'payments') }}),
q as (select * from p)
select q.amount, sum(q.amount) over () as total from q where amount > 0

### through two stars to where it is read
with p as (select * from {{ source('raw', 'payments') }}),
q as (select p.*, 1 as one from p)
select q.amount, one from q
=== after
with p as (select * from {{ source('raw', 'payments') }}),
q as (select p.*, 1 as one from p)
select q.amount_usd as amount, one from q

### a filter clause, a case, a cast, a function named alike
select
    count(*) filter (where amount > 0) as paid,
    case when amount > 10 then amount else 0 end as big,
    cast(amount as decimal(10, 2)) as amount,
    amount(1) as called
from {{ source('raw', 'payments') }}
=== after
select
    count(*) filter (where amount_usd > 0) as paid,
    case when amount_usd > 10 then amount_usd else 0 end as big,
    cast(amount_usd as decimal(10, 2)) as amount,
    amount(1) as called
from {{ source('raw', 'payments') }}

### a field of another column is not the column
select payload:amount::int as a, s.payload.amount as b, amount as c from {{ source('raw', 'payments') }} s
=== after
select payload:amount::int as a, s.payload.amount as b, amount_usd as c from {{ source('raw', 'payments') }} s

### is distinct from does not begin a from clause
select amount is distinct from fee as differs, extract(year from paid_at) as y from {{ source('raw', 'payments') }}
=== after
select amount_usd is distinct from fee as differs, extract(year from paid_at) as y from {{ source('raw', 'payments') }}

### a lateral join reads its neighbour
select p.payment_id, x.double
from {{ source('raw', 'payments') }} p, lateral (select p.amount * 2 as double) x
=== after
select p.payment_id, x.double
from {{ source('raw', 'payments') }} p, lateral (select p.amount_usd * 2 as double) x

### a pivoted source
select * from {{ source('raw', 'payments') }} pivot (sum(amount) for method in ('card'))
=== refused the source is pivoted

### distinct on
select distinct on (amount) payment_id from {{ source('raw', 'payments') }} order by amount
=== after
select distinct on (amount_usd) payment_id from {{ source('raw', 'payments') }} order by amount_usd

### a cast without an alias keeps its name
select payment_id, amount::decimal(10, 2) from {{ source('raw', 'payments') }}
=== after
select payment_id, amount_usd::decimal(10, 2) as amount from {{ source('raw', 'payments') }}

### a query that is no select, on what keeps its name
with p as (select id, amount from {{ source('raw', 'payments') }}),
u as (unpivot p on amount into name n value v)
select * from u
=== after
with p as (select id, amount_usd as amount from {{ source('raw', 'payments') }}),
u as (unpivot p on amount into name n value v)
select * from u

### a query that is no select, on the source
with p as (select * from {{ source('raw', 'payments') }})
unpivot p on amount into name n value v
=== refused a query that is no select reads the source

### a from clause first
from {{ source('raw', 'payments') }} select amount
=== refused a query that is no select reads the source
