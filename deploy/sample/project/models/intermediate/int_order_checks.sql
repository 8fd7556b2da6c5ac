{{ config(materialized='table') }}

-- One row per order and check, with whether the order failed it. A cancelled order is not checked.
with orders as (

    select * from {{ ref('int_orders_totalled') }}

),

order_lines as (

    select * from {{ ref('int_order_lines_priced') }}

),

payments as (

    select * from {{ ref('int_payments_by_order') }}

),

returns as (

    select * from {{ ref('int_returns_by_order') }}

),

shipments as (

    select * from {{ ref('int_shipments_timed') }}

),

states as (

    select * from {{ ref('us_states') }}

),

restrictions as (

    select * from {{ ref('shipping_restrictions') }}

),

late_clocks as (

    select distinct order_id
    from shipments
    where delivered_at < shipped_at

),

restricted as (

    select distinct order_lines.order_id
    from order_lines
    inner join orders
        on order_lines.order_id = orders.order_id
    inner join restrictions
        on orders.state_code = restrictions.state_code
        and order_lines.category = restrictions.category

),

checked as (

    select
        orders.order_id,
        orders.state_code,
        orders.order_date,

        cast(left(orders.postcode, 3) as integer)
            not between states.postcode_prefix_from and states.postcode_prefix_to as postcode_outside_state,

        states.sales_tax_rate > 0 and orders.tax_amount = 0 as tax_not_charged,

        coalesce(payments.paid_amount, 0)
            < orders.order_total - {{ var('payment_tolerance') }} as payment_short,

        coalesce(returns.refund_amount, 0) > orders.order_total as refund_exceeds_total,

        late_clocks.order_id is not null as delivered_before_shipped,

        restricted.order_id is not null as restricted_plant_sent
    from orders
    left join states
        on orders.state_code = states.state_code
    left join payments
        on orders.order_id = payments.order_id
    left join returns
        on orders.order_id = returns.order_id
    left join late_clocks
        on orders.order_id = late_clocks.order_id
    left join restricted
        on orders.order_id = restricted.order_id
    where not orders.is_cancelled

),

one_row_per_check as (

    unpivot checked
    on
        postcode_outside_state,
        tax_not_charged,
        payment_short,
        refund_exceeds_total,
        delivered_before_shipped,
        restricted_plant_sent
    into
        name check_name
        value is_failed

)

select
    order_id,
    state_code,
    order_date,
    check_name,
    is_failed
from one_row_per_check
