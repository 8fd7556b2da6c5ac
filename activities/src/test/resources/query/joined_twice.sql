-- EXPECT: rows of raw.orders
-- EXPECT: beside left raw.people by id
-- EXPECT: beside left raw.people by id
-- EXPECT: join left raw.orders.buyer_id = raw.people.id
-- EXPECT: join left raw.orders.seller_id = raw.people.id
-- EXPECT: column buyer: column of raw.people.name; maybe not
-- EXPECT: column seller: column of raw.people.name; maybe not
with people as (select * from raw.people)
select b.name as buyer, s.name as seller
from raw.orders as o
left join people as b on o.buyer_id = b.id
left join people as s on o.seller_id = s.id
