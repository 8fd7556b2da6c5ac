select pallet_id, depot from {{ source('raw', 'pallets') }}
