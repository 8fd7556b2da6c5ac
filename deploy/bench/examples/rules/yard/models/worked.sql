{{ config(materialized='incremental', unique_key='row_id') }}
select
    row_id
from {{ source('raw', 'hours') }}
