with orders as (

    select * from {{ ref('fct_orders') }}

),

by_month as (

    select
        channel,
        cast(date_trunc('month', order_date) as date) as order_month,
        count(*) as orders,
        count(distinct customer_id) as customers,
        sum(order_total) as revenue,
        sum(order_total - refund_amount) as net_revenue
    from orders
    where not is_cancelled
    group by channel, date_trunc('month', order_date)

)

select
    channel,
    order_month,
    orders,
    customers,
    revenue,
    net_revenue,
    net_revenue / customers as net_revenue_per_customer
from by_month
