-- EXPECT: no column
-- EXPECT: passes raw.orders
-- EXPECT: rows of raw.orders
select * from raw.orders
