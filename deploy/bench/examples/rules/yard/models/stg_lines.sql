select line_id, sku from {{ source('raw', 'lines') }}
