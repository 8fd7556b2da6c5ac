with orders as (

    select * from {{ ref('int_orders_totalled') }}

),

by_customer as (

    select
        customer_id,
        count(*) as order_count,
        min(order_date) as first_order_date,
        max(order_date) as last_order_date,
        sum(order_total) as lifetime_value
    from orders
    where not is_cancelled
    group by customer_id

)

select * from by_customer
