with orders as (

    select * from {{ ref('fct_orders') }}

)

select
    {{ garden_calendar.frost_risk('order_date') }} as in_frost,
    count(*) as orders,
    sum(order_total) as revenue
from orders
where not is_cancelled
group by all
