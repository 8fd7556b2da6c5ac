with source as (

    select * from {{ source('raw', 'payments') }}

),

renamed as (

    select
        payment_id,
        order_id,
        method as payment_method,
        status as payment_status,
        amount,
        paid_at,
        _loaded_at as loaded_at
    from source

)

select * from renamed
