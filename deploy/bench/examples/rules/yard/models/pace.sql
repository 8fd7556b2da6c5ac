{{ config(materialized='table') }}
select
    shift_id,
    parcels / (hours - breaks) as parcels_an_hour
from {{ source('raw', 'shifts') }}
