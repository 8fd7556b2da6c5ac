### an aggregate over two columns of which none is grouped by stop:as line:3
select
    supplier_id,
    sum(line_revenue - line_cost as margin,
    sum(discount) as discounts
from {{ ref('order_lines') }}
group by supplier_id
=== after
select
    supplier_id,
    sum(line_revenue - line_cost) as margin,
    sum(discount) as discounts
from {{ ref('order_lines') }}
group by supplier_id

### the column behind the operator may be grouped by, so that the aggregate may end before it stop:as
select
    rate,
    sum(amount * rate as converted
from x
group by rate
=== refused more than one place

### grouped by all, which takes loose columns in some warehouses stop:as
select rate, sum(amount * rate as converted from x group by all
=== refused more than one place

### grouped by place, and the place is the column stop:as
select
    lower(rate) as rate,
    sum(amount - rate as left_over
from x
group by 1
=== refused more than one place

### grouped by place, and the place is another column stop:as
select
    lower(shop) as shop,
    sum(amount - rate as left_over
from x
group by 1
=== after
select
    lower(shop) as shop,
    sum(amount - rate) as left_over
from x
group by 1

### a factor may stand in the aggregate or behind it stop:as
select shop, sum(amount / 100 as euros from x group by shop
=== refused more than one place

### a quotient of two aggregates
select shop, sum(a) / count(b as x from t group by shop
=== after
select shop, sum(a) / count(b) as x from t group by shop

### an aggregate in an aggregate is none
select shop, sum(a / count(b) as x from t group by shop
=== after
select shop, sum(a) / count(b) as x from t group by shop

### an argument behind a comma, in a list with a line for each item stop:as
select
    id,
    coalesce(a, b as x,
    c
from t
=== after
select
    id,
    coalesce(a, b) as x,
    c
from t

### an argument behind a comma, where items share lines stop:as
select id, coalesce(a, b as x, c from t
=== refused whether a comma stands

### arguments on two lines may be two items stop:as
select
    id,
    coalesce(a,
    b as x,
    c
from t
=== refused whether a comma stands

### the last argument has an operator that may stand behind the bracket stop:as
select
    id,
    coalesce(sum(a), 0 / b as x,
    c
from t
=== refused

### the end of a case is lost too stop:as
select
    id,
    sum(case when a then b as x
from t
group by id
=== refused no place

### a case in a sum stop:as
select
    id,
    sum(case when kind = 'a, b)' then amount else 0 end as x -- (sic
from t
group by id
=== after
select
    id,
    sum(case when kind = 'a, b)' then amount else 0 end) as x -- (sic
from t
group by id

### a window stop:as
select
    id,
    row_number() over (partition by a order by b as rn
from t
=== after
select
    id,
    row_number() over (partition by a order by b) as rn
from t

### a window that ends in a direction stop:as
select id, row_number() over (partition by a, c order by b - c desc nulls last as rn from t
=== after
select id, row_number() over (partition by a, c order by b - c desc nulls last) as rn from t

### a window with an operator in its last key stop:as
select
    id,
    sum(x) over (partition by a order by b - c as rn
from t
=== refused more than one place

### the bracket before a window stop:over
select
    id,
    sum(a over (partition by c) as x
from t
=== refused

### a cast with the alias behind it stop:as
select cast(a as int as x, b from t
=== after
select cast(a as int) as x, b from t

### a cast to a type with numbers and a comma behind it stop:,
select
    try_cast(a as decimal(18, 2),
    b
from t
=== after
select
    try_cast(a as decimal(18, 2)),
    b
from t

### a cast that has no type but an alias
select cast(a as x, b from t
=== after
select cast(a as x), b from t

### extract keeps its own from stop:as
select extract(year from d as y, b from t
=== after
select extract(year from d) as y, b from t

### two brackets are open stop:as
select
    coalesce(sum(a, 0 as x
from t
=== refused more than one bracket

### the inner of two is open, and the one that closes is the outer's stop:as
select
    id,
    coalesce(sum(a, 0) as x
from t
group by id
=== after
select
    id,
    coalesce(sum(a), 0) as x
from t
group by id

### a list of values stop:group
select a, count(*) as n from t where b in (1, 2, 3 group by a
=== after
select a, count(*) as n from t where b in (1, 2, 3) group by a

### brackets that group conditions stop:group
select a from t where (a = 1 or b = 2 and c = 3 group by a
=== refused more than one place

### brackets that group terms stop:as
select (a + b / c as x from t
=== refused more than one place

### a function before from stop:from
select a, upper(b from t
=== after
select a, upper(b) from t

### a macro between may hold the bracket stop:as
select
    id,
    sum(a {{ closing() }} as x
from t
=== refused

### a macro that is an operand stop:as
select
    id,
    sum({{ cents('amount') }} as x
from {{ ref('t') }}
group by id
=== after
select
    id,
    sum({{ cents('amount') }}) as x
from {{ ref('t') }}
group by id

### a loop's body stop:as
select
    {% for c in ['a', 'b'] %}
    sum({{ c }} as {{ c }}{% if not loop.last %},{% endif %}
    {% endfor %}
from t
=== after
select
    {% for c in ['a', 'b'] %}
    sum({{ c }}) as {{ c }}{% if not loop.last %},{% endif %}
    {% endfor %}
from t

### branches open the bracket and one closes it stop:as
select
    {% if x %} sum(a {% else %} avg(a) {% endif %} as x
from t
=== refused explains

### the parser stops elsewhere stop:where
select sum(a as x from t
=== refused explains

### the parser stops in another line stop:as line:7
select sum(a as x from t
=== refused explains

### nothing is wrong with the brackets stop:as
select a as as x from t
=== refused explains

### a quote that has no end stop:'
select a || 'x as y from t
=== refused a quote has no end

### a bracket too many stop:as
select
    a,
    sum(b)) as x,
    c
from t
=== after
select
    a,
    sum(b) as x,
    c
from t

### a bracket too many in a query of a with stop:as
with q as (
    select coalesce(a - b, 0)) as x
    from t
)
select * from q
=== after
with q as (
    select coalesce(a - b, 0) as x
    from t
)
select * from q

### the opening one may be lost stop:as
select a + sum(b)) / c as x from t
=== refused

### the opening one may be lost within stop:as
select round(a * b + c)) as x from t
=== refused an opening bracket may be lost

### what opened it may be lost with its function stop:as
select a - b) as x from t
=== refused what opened the bracket

### a bracket too many behind a query of a with stop:)
with q as (
    select count(*) as n
    from t
)
)
select * from q
=== after
with q as (
    select count(*) as n
    from t
)
select * from q

### the bracket of a query before the last select stop:select
with q as (
    select a, lower(b) as b -- (
    from {{ ref('t') }}
    where b in ('x', 'y')

select * from q
=== after
with q as (
    select a, lower(b) as b -- (
    from {{ ref('t') }}
    where b in ('x', 'y')
)

select * from q

### the bracket of a query before a comma stop:(
with q as (
    select a
    from t
    {% if is_incremental() %}
    where a > 1
    {% endif %}

, r as (
    select a from q
)
select * from r
=== after
with q as (
    select a
    from t
    {% if is_incremental() %}
    where a > 1
    {% endif %}
)

, r as (
    select a from q
)
select * from r

### a block begins in the query and ends behind it stop:(
with q as (
    select a
    from t
    {% if x %}
    where a > 1

, r as (
    select a from q
)
    {% endif %}
select * from q
=== refused a Jinja block begins in it

### the bracket and the comma of a query stop:as
with q as (
    select a
    from t
    group by a -- (all

r as (
    select a from q
)

select * from r
=== after
with q as (
    select a
    from t
    group by a -- (all
),

r as (
    select a from q
)

select * from r

### a bracket within a query that is closed by the query's own stop:(
with q as (
    select a
    from t
    where (a = 1 or b = 2 and (
        c = 3
    )
)
, r as (
    select a from q
)
select * from r
=== refused

### a branch of the template has the bracket that is open stop:)
with q as (
    select * from t
    {% if is_incremental() %}
    where a > (
        select max(a) from {{ this }}
    {% endif %}

)

select * from q
=== refused

### an opening bracket may be lost in a word stop:as
select
    id,
    lower(trimemail)) as email
from t
=== refused may be lost in trimemail

### an opening bracket may be lost before a string, at the end of a query stop:)
with q as (
    select a, date_trunc'week', b) as c
    from t
    group by a, date_trunc'week', b)
)
select * from q
=== refused

### the bracket that is too many closed an earlier argument stop:as
select
    id,
    iff(a > b, coalesce(a, 0)), nullif(b, 0)) as pick,
    c
from t
=== refused may belong into a bracket

### the bracket that is too many closed an argument in the line before stop:as
select
    id,
    iff(a > b),
    nullif(b, 0)) as pick
from t
=== refused may belong into a bracket

### the alias of another item may stand behind the aggregate stop:as
select
    account_id,
    datediff('day', starts_at, ends_at) as plan_days,
    sum(mrr / plan_days as daily
from t
group by 1, 2
=== refused more than one place

### grouped by a macro, which may name the column stop:as
select
    rate,
    sum(amount * rate as converted
from {{ ref('t') }}
{{ dbt_utils.group_by(1) }}
=== refused more than one place

### a macro in a condition groups nothing stop:as
select
    count(*) as n,
    sum(amount - rate as left_over
from {{ ref('t') }} as t
where day > {{ start() }}
=== after
select
    count(*) as n,
    sum(amount - rate) as left_over
from {{ ref('t') }} as t
where day > {{ start() }}

### a constant is no column that has to be grouped stop:as
select
    shop,
    max(is_open = true as was_open
from t
group by shop
=== refused more than one place

### floor takes two arguments in some warehouses stop:as
select
    id,
    coalesce(floor(a, 2, 0) as x
from t
=== refused

### a second minus makes the rest of the line a comment stop:from
select
    sum(a -- b) as x
from t
=== refused a comment behind it holds a bracket

### a bracket too many at the end, behind a with that has none
with q as (
    select a) }
=== refused
