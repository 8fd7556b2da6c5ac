{{ config(materialized='table') }}
select trip_id, minutes * 60 as seconds from {{ ref('waits') }}
