with source as (

    select * from {{ source('raw', 'customers') }}

),

renamed as (

    select
        customer_id,
        full_name as customer_name,
        lower(trim(email)) as email,
        customer_type,
        {{ clean_code('state') }} as state_code,
        marketing_opt_in,
        signed_up_at,
        updated_at
    from source

)

select * from renamed
