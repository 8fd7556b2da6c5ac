{{ config(materialized='table') }}
select fee_id, cents, cents + 5 as with_stamp from {{ ref('stg_fees') }}
