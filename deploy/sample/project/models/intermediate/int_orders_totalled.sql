-- One row per order, with what its lines add up to.
with orders as (

    select * from {{ ref('stg_orders') }}

),

order_lines as (

    select * from {{ ref('int_order_lines_priced') }}

),

lines_by_order as (

    select
        order_id,
        count(*) as line_count,
        sum(quantity) as item_count,
        sum(line_revenue) as subtotal,
        sum(line_cost) as cost
    from order_lines
    group by order_id

),

totalled as (

    select
        orders.order_id,
        orders.customer_id,
        orders.ordered_at,
        orders.order_date,
        orders.channel,
        orders.status,
        orders.is_cancelled,
        orders.state_code,
        orders.postcode,
        lines_by_order.line_count,
        lines_by_order.item_count,
        lines_by_order.subtotal,
        lines_by_order.cost,
        orders.shipping_amount,
        orders.tax_amount,
        orders.order_total
    from orders
    left join lines_by_order
        on orders.order_id = lines_by_order.order_id

)

select * from totalled
