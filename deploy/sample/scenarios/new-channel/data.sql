-- The shop began to offer pickup at the depots' gates: fourteen of the newest orders came that way.
update raw.orders
set channel = 'curbside'
where order_id > (select max(order_id) - 40 from raw.orders)
  and order_id % 3 = 0;
