with orders as (

    select * from {{ ref('int_orders_totalled') }}

),

payments as (

    select * from {{ ref('int_payments_by_order') }}

),

returns as (

    select * from {{ ref('int_returns_by_order') }}

),

final as (

    select
        orders.order_id,
        orders.customer_id,
        orders.order_date,
        orders.channel,
        orders.status,
        orders.is_cancelled,
        orders.state_code,
        cast(orders.item_count as integer) as item_count,
        cast(orders.subtotal as decimal(12, 2)) as subtotal,
        cast(orders.order_total as decimal(12, 2)) as order_total,
        cast(coalesce(payments.paid_amount, 0) as decimal(12, 2)) as paid_amount,
        cast(coalesce(returns.refund_amount, 0) as decimal(12, 2)) as refund_amount,
        cast(orders.subtotal - orders.cost as decimal(12, 2)) as margin
    from orders
    left join payments
        on orders.order_id = payments.order_id
    left join returns
        on orders.order_id = returns.order_id

)

select * from final
