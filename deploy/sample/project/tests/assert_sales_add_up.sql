-- A day's sales by state are the orders of that day: nothing lost, nothing counted twice.
with by_state as (

    select
        order_date,
        sum(revenue) as revenue
    from {{ ref('sales_by_state_day') }}
    group by order_date

),

orders as (

    select
        order_date,
        sum(order_total) as revenue
    from {{ ref('fct_orders') }}
    where not is_cancelled
    group by order_date

)

select
    order_date,
    by_state.revenue as by_state_revenue,
    orders.revenue as orders_revenue
from by_state
full outer join orders using (order_date)
where by_state.revenue is distinct from orders.revenue
