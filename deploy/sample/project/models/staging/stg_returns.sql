with source as (

    select * from {{ source('raw', 'returns') }}

),

renamed as (

    select
        return_id,
        order_id,
        reason as return_reason,
        {{ cents_to_dollars('refund_cents') }} as refund_amount,
        returned_at
    from source

)

select * from renamed
