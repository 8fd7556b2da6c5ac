with payments as (

    select * from {{ ref('stg_payments') }}

),

orders as (

    select * from {{ ref('stg_orders') }}

),

final as (

    select
        payments.payment_id,
        payments.order_id,
        orders.state_code,
        payments.payment_method,
        payments.payment_status,
        payments.amount,
        cast(payments.paid_at as date) as paid_on
    from payments
    left join orders
        on payments.order_id = orders.order_id

)

select * from final
