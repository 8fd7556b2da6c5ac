-- One row per parcel, with how long it took against what was promised.
with shipments as (

    select * from {{ ref('stg_shipments') }}

),

orders as (

    select * from {{ ref('stg_orders') }}

),

states as (

    select * from {{ ref('us_states') }}

),

zones as (

    select * from {{ ref('shipping_zones') }}

),

timed as (

    select
        shipments.shipment_id,
        shipments.order_id,
        orders.state_code,
        zones.depot,
        shipments.carrier,
        shipments.weight_kg,
        orders.ordered_at,
        shipments.shipped_at,
        shipments.delivered_at,
        date_diff('hour', shipments.shipped_at, shipments.delivered_at) as transit_hours,
        date_diff('hour', orders.ordered_at, shipments.delivered_at) <= zones.promised_days * 24 as is_on_time
    from shipments
    inner join orders
        on shipments.order_id = orders.order_id
    left join states
        on orders.state_code = states.state_code
    left join zones
        on states.shipping_zone = zones.shipping_zone

)

select * from timed
