with customers as (

    select * from {{ ref('stg_customers') }}

),

customer_orders as (

    select * from {{ ref('int_customer_orders') }}

),

sessions as (

    select
        customer_id,
        max(started_at) as last_seen_at
    from {{ ref('stg_web_sessions') }}
    where customer_id is not null
    group by customer_id

),

final as (

    select
        customers.customer_id,
        customers.customer_name,
        customers.customer_type,
        customers.state_code,
        customers.marketing_opt_in,
        cast(customers.signed_up_at as date) as signed_up_on,
        customer_orders.first_order_date,
        customer_orders.last_order_date,
        coalesce(customer_orders.order_count, 0) as order_count,
        coalesce(customer_orders.lifetime_value, 0) as lifetime_value,
        sessions.last_seen_at
    from customers
    left join customer_orders
        on customers.customer_id = customer_orders.customer_id
    left join sessions
        on customers.customer_id = sessions.customer_id

)

select * from final
