with source as (

    select * from {{ source('raw', 'stock_counts') }}

),

renamed as (

    select
        count_id,
        {{ clean_code('sku') }} as sku,
        depot,
        counted_on,
        cast(quantity as integer) as quantity
    from source

)

select * from renamed
