### a column that is selected as it is keeps its name
with source as (

    select * from {{ source('raw', 'payments') }}

)

select
    payment_id,
    amount,
    method
from source
=== after
with source as (

    select * from {{ source('raw', 'payments') }}

)

select
    payment_id,
    cast(amount as integer) as amount,
    method
from source

### a column in an expression
select payment_id, amount / 100.0 as euros from {{ source('raw', 'payments') }}
=== after
select payment_id, cast(amount as integer) / 100.0 as euros from {{ source('raw', 'payments') }}

### a column with another name
select amount as cents from {{ source('raw', 'payments') }}
=== after
select cast(amount as integer) as cents from {{ source('raw', 'payments') }}

### whose it is stays said, in capitals where the text is
SELECT P.AMOUNT, P."amount" AS A FROM {{ source('raw', 'payments') }} P
=== after
SELECT CAST(P.AMOUNT AS INTEGER) AS AMOUNT, cast(P."amount" as integer) AS A FROM {{ source('raw', 'payments') }} P

### another relation's column of that name
select p.amount, r.amount as refunded from {{ source('raw', 'payments') }} p join {{ ref('refunds') }} r on r.payment_id = p.payment_id
=== after
select cast(p.amount as integer) as amount, r.amount as refunded from {{ source('raw', 'payments') }} p join {{ ref('refunds') }} r on r.payment_id = p.payment_id

### a star gives it under its own name dialect:duckdb
select * from {{ source('raw', 'payments') }}
=== after
select * replace (cast(amount as integer) as amount) from {{ source('raw', 'payments') }}

### a star of a warehouse that can leave a column out dialect:bigquery
select * from {{ source('raw', 'payments') }}
=== after
select * except (amount), cast(amount as integer) as amount from {{ source('raw', 'payments') }}

### a star that renames something else dialect:duckdb
select * rename (method as way) from {{ source('raw', 'payments') }}
=== refused a star renames

### it does not read the column
select payment_id from {{ source('raw', 'payments') }}
=== unchanged

### it joins by the column without saying whose
select * from {{ source('raw', 'payments') }} join {{ ref('x') }} using (amount)
=== refused the column joins by using
