with source as (

    select * from {{ source('raw', 'shipments') }}

),

renamed as (

    select
        shipment_id,
        order_id,
        carrier,
        shipped_at,
        delivered_at,
        weight_kg
    from source

)

select * from renamed
