with orders as (

    select * from {{ ref('fct_orders') }}

)

select
    {{ garden_calendar.season('order_date') }} as season,
    count(*) as orders,
    sum(order_total) as revenue
from orders
where not is_cancelled
group by all
