with shipments as (

    select * from {{ ref('int_shipments_timed') }}

),

by_week as (

    select
        carrier,
        state_code,
        cast(date_trunc('week', shipped_at) as date) as shipped_week,
        count(*) as parcels,
        count(*) filter (where delivered_at is not null) as delivered,
        count(*) filter (where is_on_time) as on_time,
        avg(transit_hours) as average_transit_hours,
        sum(weight_kg) as weight_kg
    from shipments
    group by
        carrier,
        state_code,
        date_trunc('week', shipped_at)

)

select * from by_week
