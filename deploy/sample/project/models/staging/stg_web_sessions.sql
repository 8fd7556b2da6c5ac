with source as (

    select * from {{ source('raw', 'web_sessions') }}

),

renamed as (

    select
        session_id,
        customer_id,
        landing_page,
        page_views,
        started_at,
        cast(started_at as date) as session_date
    from source

)

select * from renamed
