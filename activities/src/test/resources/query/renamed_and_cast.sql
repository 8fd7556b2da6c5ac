-- EXPECT: column order_id: column of raw.shop.orders.id; as from
-- EXPECT: column placed_on: column of raw.shop.orders.placed_at; as from
-- EXPECT: column amount: column of raw.shop.orders.cents; as from
-- EXPECT: rows of raw.shop.orders
-- EXPECT: no grain
with src as (
    select * from raw.shop."Orders"
), renamed as (
    select id as order_id, placed_at::date as placed_on, cast(cents as numeric) as amount
    from src
)
select * from renamed
