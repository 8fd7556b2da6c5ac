-- EXPECT: column id: column of raw.orders.id; always <- id is not null
-- EXPECT: passes raw.orders
with filtered as (
    select * from raw.orders where id is not null
)
select * from filtered
