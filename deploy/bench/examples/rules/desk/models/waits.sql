select
    trip_id,
    wait * 60 as minutes
from {{ source('raw', 'trips') }}
