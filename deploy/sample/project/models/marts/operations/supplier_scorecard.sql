with order_lines as (

    select * from {{ ref('fct_order_lines') }}

),

suppliers as (

    select * from {{ ref('stg_suppliers') }}

),

sold as (

    select
        supplier_id,
        count(distinct sku) as products_sold,
        sum(quantity) as items_sold,
        sum(line_revenue) as revenue,
        sum(line_revenue - line_cost) as margin
    from order_lines
    group by supplier_id

)

select
    suppliers.supplier_id,
    suppliers.supplier_name,
    suppliers.lead_time_days,
    sold.products_sold,
    sold.items_sold,
    sold.revenue,
    sold.margin
from suppliers
left join sold
    on suppliers.supplier_id = sold.supplier_id
