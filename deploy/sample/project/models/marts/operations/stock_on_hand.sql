-- What each depot has of each product, by its newest count.
with stock_counts as (

    select * from {{ ref('stg_stock_counts') }}

),

newest as (

    select
        depot,
        max(counted_on) as counted_on
    from stock_counts
    group by depot

),

final as (

    select
        stock_counts.sku,
        stock_counts.depot,
        stock_counts.counted_on,
        sum(stock_counts.quantity) as quantity
    from stock_counts
    inner join newest
        on stock_counts.depot = newest.depot
        and stock_counts.counted_on = newest.counted_on
    group by
        stock_counts.sku,
        stock_counts.depot,
        stock_counts.counted_on

)

select * from final
