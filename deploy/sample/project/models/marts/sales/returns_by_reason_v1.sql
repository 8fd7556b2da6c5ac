-- One row per reason, over all time.
with returns as (

    select * from {{ ref('stg_returns') }}

)

select
    return_reason,
    count(*) as returned,
    sum(refund_amount) as refunded
from returns
group by return_reason
