with products as (

    select * from {{ ref('stg_products') }}

),

suppliers as (

    select * from {{ ref('stg_suppliers') }}

),

prices as (

    select
        {{ clean_code('sku') }} as sku,
        count(*) - 1 as price_changes
    from {{ ref('product_prices') }}
    group by 1

),

final as (

    select
        products.sku,
        products.product_name,
        products.category,
        suppliers.supplier_name,
        suppliers.lead_time_days,
        products.list_price,
        products.unit_cost,
        products.reorder_point,
        products.is_active,
        coalesce(prices.price_changes, 0) as price_changes
    from products
    left join suppliers
        on products.supplier_id = suppliers.supplier_id
    left join prices
        on products.sku = prices.sku

)

select * from final
