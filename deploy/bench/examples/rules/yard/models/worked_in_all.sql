{{ config(materialized='table') }}
select count(*) as rows_in_all from {{ ref('worked') }}
