select rate_id, year from {{ source('raw', 'rates') }}
