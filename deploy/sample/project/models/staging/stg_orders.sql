with source as (

    select * from {{ source('raw', 'orders') }}

),

renamed as (

    select
        order_id,
        customer_id,
        ordered_at,
        cast(ordered_at as date) as order_date,
        channel,
        status,
        status = 'cancelled' as is_cancelled,
        {{ clean_code('delivery_state') }} as state_code,
        trim(delivery_postcode) as postcode,
        trim(recipient) as recipient_name,
        shipping_amount,
        tax_amount,
        order_total,
        _loaded_at as loaded_at
    from source

)

select * from renamed
