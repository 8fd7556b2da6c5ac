-- EXPECT: no grain
-- EXPECT: no groups
select count(*) as n, max(amount) as top from raw.sales group by lower(shop)
