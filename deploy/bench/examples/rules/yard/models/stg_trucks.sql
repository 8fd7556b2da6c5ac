select pallet_id, plate from {{ source('raw', 'trucks') }}
