{{ config(materialized='table') }}
select l.line_id, g.title
from {{ ref('stg_lines') }} l
left join {{ ref('stg_goods') }} g on l.sku = g.sku
