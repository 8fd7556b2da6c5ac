-- For the mailings: how well each state was delivered to of late.
with by_week as (

    select * from {{ source('warehouse', 'delivery_performance') }}

)

select * from by_week
