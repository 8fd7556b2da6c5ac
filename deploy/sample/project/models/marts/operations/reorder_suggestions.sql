with stock as (

    select * from {{ ref('stock_on_hand') }}

),

products as (

    select * from {{ ref('dim_products') }}

),

short as (

    select
        stock.depot,
        stock.sku,
        products.product_name,
        products.supplier_name,
        stock.quantity,
        products.reorder_point,
        products.reorder_point * 3 - stock.quantity as suggested_quantity,
        products.lead_time_days
    from stock
    inner join products
        on stock.sku = products.sku
    where products.is_active
        and stock.quantity < products.reorder_point

)

select * from short
