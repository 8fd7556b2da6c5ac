select event_id, kind from {{ source('raw', 'events') }}
