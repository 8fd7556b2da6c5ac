select fee_id, cents from {{ source('raw', 'fees') }}
