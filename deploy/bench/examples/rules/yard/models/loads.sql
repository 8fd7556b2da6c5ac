{{ config(materialized='table') }}
select
    p.pallet_id,
    p.depot,
    t.plate
from {{ ref('stg_pallets') }} p
join {{ ref('stg_trucks') }} t on p.pallet_id = t.pallet_id
