with source as (

    select * from {{ source('raw', 'order_lines') }}

),

renamed as (

    select
        order_line_id,
        order_id,
        {{ clean_code('sku') }} as sku,
        quantity,
        {{ cents_to_dollars('unit_price_cents') }} as unit_price,
        {{ cents_to_dollars('discount_cents') }} as discount,
        _loaded_at as loaded_at
    from source

)

select * from renamed
