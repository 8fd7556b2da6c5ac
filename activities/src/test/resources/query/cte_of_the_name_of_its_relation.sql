-- EXPECT: column id: column of orders.id; as from
with orders as (select * from orders)
select id from orders
