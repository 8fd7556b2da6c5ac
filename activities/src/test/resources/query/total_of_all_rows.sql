-- EXPECT: column n: aggregate count; always
-- EXPECT: column top: aggregate max from raw.orders.amount; unknown
-- EXPECT: rows of nobody
-- EXPECT: no grain
select count(*) as n, max(amount) as top from raw.orders
