with source as (

    select * from {{ source('raw', 'products') }}

),

renamed as (

    select
        {{ clean_code('sku') }} as sku,
        product_name,
        category,
        supplier_id,
        {{ cents_to_dollars('list_price_cents') }} as list_price,
        {{ cents_to_dollars('unit_cost_cents') }} as unit_cost,
        reorder_point,
        is_active,
        updated_at
    from source

)

select * from renamed
