-- EXPECT: column id: column of raw.orders.id; always <- order_key is not null
-- EXPECT: column note: column of raw.orders.note; as from
with named as (select id as order_key, note from raw.orders)
select order_key as id, note from named where order_key is not null
