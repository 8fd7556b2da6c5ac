### a bare select item gets the new name under the old one, downstream stays
with source as (
    select * from {{ source('raw', 'payments') }}
),
renamed as (
    select
        payment_id,
        amount,
        amount / 100 as amount_dollars
    from source
)
select payment_id, amount, amount_dollars from renamed where amount > 0
=== after
with source as (
    select * from {{ source('raw', 'payments') }}
),
renamed as (
    select
        payment_id,
        amount_usd as amount,
        amount_usd / 100 as amount_dollars
    from source
)
select payment_id, amount, amount_dollars from renamed where amount > 0

### an item with an alias only changes its expression
select p.payment_id, p.amount as paid, p.amount from {{ source('raw', 'payments') }} as p where p.amount > 0
=== after
select p.payment_id, p.amount_usd as paid, p.amount_usd as amount from {{ source('raw', 'payments') }} as p where p.amount_usd > 0

### an alias without as, and capitals, are followed
SELECT AMOUNT paid, Amount FROM {{ source("raw", "payments") }} WHERE AMOUNT > 0
=== after
SELECT AMOUNT_USD paid, amount_usd as Amount FROM {{ source("raw", "payments") }} WHERE AMOUNT_USD > 0

### capitals of as are followed
SELECT order_id AS o, amount FROM {{ source('raw', 'payments') }}
=== after
SELECT order_id AS o, amount_usd AS amount FROM {{ source('raw', 'payments') }}

### quoted names keep their quotes
select "amount", "AMOUNT" from {{ source('raw', 'payments') }}
=== after
select "amount_usd" as "amount", "AMOUNT" from {{ source('raw', 'payments') }}

### strings, comments and Jinja comments are left alone
-- amount is in dollars
select
    'amount' as label, /* amount */
    amount, -- the amount
    {# amount #} payment_id
from {{ source('raw', 'payments') }}
=== after
-- amount is in dollars
select
    'amount' as label, /* amount */
    amount_usd as amount, -- the amount
    {# amount #} payment_id
from {{ source('raw', 'payments') }}

### another source's column of that name is not touched
select amount from {{ source('raw', 'refunds') }}
=== unchanged

### a model that reads the source and not the column is not touched
select payment_id from {{ source('raw', 'payments') }}
=== unchanged

### the table's own name qualifies too
select payments.amount from {{ source('raw', 'payments') }}
=== after
select payments.amount_usd as amount from {{ source('raw', 'payments') }}

### the source is set to a name first
{% set payments = source('raw', 'payments') %}
select amount from {{ payments }}
=== after
{% set payments = source('raw', 'payments') %}
select amount_usd as amount from {{ payments }}

### a config block is no part of the query, and the model's own table keeps its names
{{ config(materialized='incremental', unique_key='amount') }}
select amount from {{ source('raw', 'payments') }}
{% if is_incremental() %}
where amount > (select max(amount) from {{ this }})
{% endif %}
=== after
{{ config(materialized='incremental', unique_key='amount') }}
select amount_usd as amount from {{ source('raw', 'payments') }}
{% if is_incremental() %}
where amount_usd > (select max(amount) from {{ this }})
{% endif %}

### the incremental condition is followed where it is clear
{{ config(materialized='incremental', unique_key='amount') }}
select payment_id, amount from {{ source('raw', 'payments') }}
{% if is_incremental() %}
where amount > (select max(t.amount) from {{ this }} as t)
{% endif %}
=== after
{{ config(materialized='incremental', unique_key='amount') }}
select payment_id, amount_usd as amount from {{ source('raw', 'payments') }}
{% if is_incremental() %}
where amount_usd > (select max(t.amount) from {{ this }} as t)
{% endif %}

### both branches of an if are edited
select
    {% if target.type == 'duckdb' %} amount::int as cents {% else %} cast(amount as int64) as cents {% endif %},
    order_id
from {{ source('raw', 'payments') }}
=== after
select
    {% if target.type == 'duckdb' %} amount_usd::int as cents {% else %} cast(amount_usd as int64) as cents {% endif %},
    order_id
from {{ source('raw', 'payments') }}

### Windows line ends and a lone emoji stay where they are
select '🎉', amount
from {{ source('raw', 'payments') }}
=== after
select '🎉', amount_usd as amount
from {{ source('raw', 'payments') }}

### a string of BigQuery is no column dialect:bigquery
select payment_id, if(kind = "amount", 1, 0) as is_amount, amount from {{ source('raw', 'payments') }}
=== after
select payment_id, if(kind = "amount", 1, 0) as is_amount, amount_usd as amount from {{ source('raw', 'payments') }}

### a field that has the column's name keeps it dialect:bigquery
select payment_id, array_agg(struct(currency, p.amount, amount as a, abs(amount)) order by amount) as parts from {{ source('raw', 'payments') }} p
=== after
select payment_id, array_agg(struct(currency, p.amount_usd as amount, amount_usd as a, abs(amount_usd)) order by amount_usd) as parts from {{ source('raw', 'payments') }} p
