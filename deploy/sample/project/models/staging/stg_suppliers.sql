with source as (

    select * from {{ source('raw', 'suppliers') }}

),

renamed as (

    select
        supplier_id,
        supplier_name,
        {{ clean_code('home_state') }} as home_state_code,
        lead_time_days
    from source

)

select * from renamed
