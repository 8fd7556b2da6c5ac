### a star that leaves the model gives the old name too
select * from {{ source('raw', 'payments') }}
=== after
select *, amount_usd as amount from {{ source('raw', 'payments') }}

### and in its place where the warehouse can: a union downstream may go by position dialect:duckdb
with source as (
    select * from {{ source('raw', 'payments') }} where amount > 0
)
select source.*, amount * 2 as twice from source
=== after
with source as (
    select * rename (amount_usd as amount) from {{ source('raw', 'payments') }} where amount_usd > 0
)
select source.*, amount * 2 as twice from source

### what a star leaves out stays out dialect:duckdb
select * exclude (note, memo), upper(note) as note from {{ source('raw', 'payments') }}
=== after
select * exclude (note, memo) rename (amount_usd as amount), upper(note) as note from {{ source('raw', 'payments') }}

### a star that renames something already renames one more dialect:duckdb
select p.* rename (fee_usd as fee) from {{ source('raw', 'payments') }} p
=== after
select p.* rename (fee_usd as fee, amount_usd as amount) from {{ source('raw', 'payments') }} p

### a star of BigQuery that leaves something out already leaves out one more dialect:bigquery
select * except (note, memo), upper(note) as note from {{ source('raw', 'payments') }}
=== after
select * except (note, memo, amount_usd), amount_usd as amount, upper(note) as note from {{ source('raw', 'payments') }}

### where it does so without parentheses it is not read dialect:duckdb
select * exclude note from {{ source('raw', 'payments') }}
=== refused a star leaves a column out without parentheses

### leaving out comes before replacing dialect:bigquery
select * replace (upper(note) as note) from {{ source('raw', 'payments') }}
=== after
select * except (amount_usd) replace (upper(note) as note), amount_usd as amount from {{ source('raw', 'payments') }}

### BigQuery says except dialect:bigquery
select p.*, o.x from {{ source('raw', 'payments') }} p join {{ ref('orders') }} o on o.id = p.order_id
=== after
select p.* except (amount_usd), p.amount_usd as amount, o.x from {{ source('raw', 'payments') }} p join {{ ref('orders') }} o on o.id = p.order_id

### a star in a test gives nothing to anybody mode:test
select * from {{ source('raw', 'payments') }} where amount < 0
=== after
select * from {{ source('raw', 'payments') }} where amount_usd < 0

### what a star leaves out has the new name
select * exclude (amount), amount / 100 as amount from {{ source('raw', 'payments') }}
=== after
select * exclude (amount_usd), amount_usd / 100 as amount from {{ source('raw', 'payments') }}

### except of BigQuery is no set operator
select * except (amount) from {{ source('raw', 'payments') }}
=== after
select * except (amount_usd) from {{ source('raw', 'payments') }}

### a star that replaces the column
select * replace (amount / 100 as amount) from {{ source('raw', 'payments') }}
=== refused a star replaces the column

### a star that renames it
select * rename (amount as paid) from {{ source('raw', 'payments') }}
=== after
select * rename (amount_usd as paid) from {{ source('raw', 'payments') }}

### a star and the name
select *, amount * 2 as amount from {{ source('raw', 'payments') }}
=== refused gives amount twice

### count of a star is no star
select count(*) as n from {{ source('raw', 'payments') }}
=== unchanged
