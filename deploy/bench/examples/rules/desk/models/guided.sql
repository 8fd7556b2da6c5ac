{{ config(materialized='table') }}
select
    t.trip_id,
    g.guide_name
from {{ source('raw', 'trips') }} t
left join {{ source('raw', 'guides') }} g
    on g.guide = t.guide
