select sku, title from {{ source('raw', 'goods') }}
