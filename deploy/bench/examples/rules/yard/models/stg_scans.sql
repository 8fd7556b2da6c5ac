{{ config(materialized='table') }}
select scan_id, cast(ticks as integer) as ticks from {{ source('raw', 'scans') }}
