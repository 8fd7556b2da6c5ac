with returns as (

    select * from {{ ref('stg_returns') }}

),

by_order as (

    select
        order_id,
        count(*) as return_count,
        sum(refund_amount) as refund_amount,
        min(returned_at) as first_returned_at
    from returns
    group by order_id

)

select * from by_order
