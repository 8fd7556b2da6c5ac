{{ config(materialized='table') }}
select pass_id, holder, valid_on from {{ source('raw', 'gate_passes') }}
