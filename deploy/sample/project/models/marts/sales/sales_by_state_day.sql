with orders as (

    select * from {{ ref('fct_orders') }}

),

states as (

    select * from {{ ref('us_states') }}

),

by_day as (

    select
        state_code,
        order_date,
        count(*) as orders,
        sum(item_count) as items,
        sum(order_total) as revenue,
        sum(margin) as margin,
        sum(refund_amount) as refunds
    from orders
    where not is_cancelled
    group by state_code, order_date

)

select
    by_day.state_code,
    states.state_name,
    by_day.order_date,
    by_day.orders,
    by_day.items,
    by_day.revenue,
    by_day.margin,
    by_day.refunds
from by_day
left join states
    on by_day.state_code = states.state_code
