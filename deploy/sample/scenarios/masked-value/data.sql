-- The shop renamed a column of its orders. Behind it, not seen until that is mended: the first orders
-- by a new channel.
alter table raw.orders rename column order_total to total_due;

update raw.orders
set channel = 'curbside'
where order_id > (select max(order_id) - 40 from raw.orders)
  and order_id % 3 = 0;
