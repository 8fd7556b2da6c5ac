-- One row per order that was paid, at least in part.
with payments as (

    select * from {{ ref('stg_payments') }}

),

by_order as (

    select
        order_id,
        count(*) as payment_count,
        sum(amount) as paid_amount,
        bool_or(payment_method = 'gift_card') as used_gift_card,
        max(paid_at) as last_paid_at
    from payments
    where payment_status = 'captured'
    group by order_id

)

select * from by_order
