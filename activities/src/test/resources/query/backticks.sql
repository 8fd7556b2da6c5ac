-- EXPECT: column id: column of proj.shop.orders.id; as from
-- EXPECT: column kind: literal; always; texts web
select o.id, "web" as kind from `proj.shop.orders` as o
