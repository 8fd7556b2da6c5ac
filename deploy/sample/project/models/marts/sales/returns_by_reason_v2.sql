-- One row per reason and month.
with returns as (

    select * from {{ ref('stg_returns') }}

)

select
    return_reason,
    cast(date_trunc('month', returned_at) as date) as return_month,
    count(*) as returned,
    sum(refund_amount) as refunded
from returns
group by return_reason, date_trunc('month', returned_at)
