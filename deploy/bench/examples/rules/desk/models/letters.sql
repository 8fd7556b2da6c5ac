select letter_id, sender from {{ source('raw', 'letters') }}
