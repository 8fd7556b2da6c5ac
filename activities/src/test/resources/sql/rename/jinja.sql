### a macro that is told the column, with an alias
with source as (select * from {{ source('raw', 'payments') }})
select payment_id, {{ cents_to_dollars('amount') }} as amount from source
=== after
with source as (select * from {{ source('raw', 'payments') }})
select payment_id, {{ cents_to_dollars('amount_usd') }} as amount from source

### a macro that is told the column, without an alias
select payment_id, {{ cents_to_dollars('amount') }} from {{ source('raw', 'payments') }}
=== refused a macro is told the column's name

### a macro that is told the column among other words
select payment_id, {{ money('sum(amount)') }} as amount from {{ source('raw', 'payments') }}
=== refused a macro is told the column's name

### a macro that is told the column of one of two relations
select {{ cents_to_dollars('amount') }} as amount from {{ source('raw', 'payments') }} p join {{ ref('x') }} x on true
=== refused a macro is told the column's name

### a macro on what is downstream
with p as (select amount from {{ source('raw', 'payments') }})
select {{ cents_to_dollars('amount') }} as amount from p
=== after
with p as (select amount_usd as amount from {{ source('raw', 'payments') }})
select {{ cents_to_dollars('amount') }} as amount from p

### a list of columns that is set
{% set columns = ['amount', 'fee'] %}
select {% for c in columns %} sum({{ c }}) as {{ c }}{% if not loop.last %},{% endif %} {% endfor %} from {{ source('raw', 'payments') }}
=== refused a Jinja block names the column

### a macro that works with the source
select {{ dbt_utils.star(from=source('raw', 'payments')) }} from {{ source('raw', 'payments') }}
=== refused a Jinja block works with the source

### a loop over other columns
select amount, {% for m in ['card', 'paypal'] %} sum(case when method = '{{ m }}' then amount end) as {{ m }}_amount {% if not loop.last %},{% endif %} {% endfor %}
from {{ source('raw', 'payments') }} group by amount
=== after
select amount_usd as amount, {% for m in ['card', 'paypal'] %} sum(case when method = '{{ m }}' then amount_usd end) as {{ m }}_amount {% if not loop.last %},{% endif %} {% endfor %}
from {{ source('raw', 'payments') }} group by amount_usd

### a macro written in the model
{% macro total() %} sum(amount) {% endmacro %}
select {{ total() }} as total from {{ source('raw', 'payments') }}
=== refused a Jinja block that cannot be followed

### a string with Jinja in it
select '{{ var("amount") }}' as label, amount from {{ source('raw', 'payments') }}
=== after
select '{{ var("amount") }}' as label, amount_usd as amount from {{ source('raw', 'payments') }}

### what has no end
select 'amount from {{ source('raw', 'payments') }}
=== refused has no end

### what is no select
delete from {{ source('raw', 'payments') }} where amount = 0
=== refused a query begins with delete

### a snapshot
{% snapshot payments_snapshot %}
{{ config(unique_key='payment_id', strategy='check', check_cols=['status']) }}
select payment_id, status, amount from {{ source('raw', 'payments') }}
{% endsnapshot %}
=== after
{% snapshot payments_snapshot %}
{{ config(unique_key='payment_id', strategy='check', check_cols=['status']) }}
select payment_id, status, amount_usd as amount from {{ source('raw', 'payments') }}
{% endsnapshot %}
