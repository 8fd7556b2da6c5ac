-- How many orders failed each check, per state and day. Days without orders have no row.
with checks as (

    select * from {{ ref('int_order_checks') }}

),

states as (

    select * from {{ ref('us_states') }}

),

counted as (

    select
        state_code,
        order_date,
        check_name,
        count(*) as orders_checked,
        count(*) filter (where is_failed) as failures
    from checks
    group by
        state_code,
        order_date,
        check_name

)

select
    counted.state_code,
    states.state_name,
    counted.order_date,
    counted.check_name,
    counted.orders_checked,
    counted.failures
from counted
left join states
    on counted.state_code = states.state_code
