{{
    config(
        materialized='incremental',
        unique_key='order_line_id',
        incremental_strategy='delete+insert',
        on_schema_change='fail'
    )
}}

with order_lines as (

    select * from {{ ref('int_order_lines_priced') }}

    {% if is_incremental() %}
    where loaded_at > (
        select max(loaded_at) - interval '{{ var("order_lines_lookback_days") }} days'
        from {{ this }}
    )
    {% endif %}

)

select
    order_line_id,
    order_id,
    sku,
    category,
    supplier_id,
    quantity,
    unit_price,
    discount,
    line_revenue,
    line_cost,
    loaded_at
from order_lines
