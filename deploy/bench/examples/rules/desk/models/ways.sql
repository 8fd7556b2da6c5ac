{{ config(materialized='table') }}
select trip_id, {% if execute %}{{ ruler.metres('km') }}{% endif %} as metres
from {{ source('raw', 'trips') }}
