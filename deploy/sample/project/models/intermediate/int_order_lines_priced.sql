with order_lines as (

    select * from {{ ref('stg_order_lines') }}

),

products as (

    select * from {{ ref('stg_products') }}

),

priced as (

    select
        order_lines.order_line_id,
        order_lines.order_id,
        order_lines.sku,
        products.category,
        products.supplier_id,
        order_lines.quantity,
        order_lines.unit_price,
        order_lines.discount,
        order_lines.quantity * order_lines.unit_price - order_lines.discount as line_revenue,
        order_lines.quantity * products.unit_cost as line_cost,
        order_lines.loaded_at
    from order_lines
    left join products
        on order_lines.sku = products.sku

)

select * from priced
