-- EXPECT: no grain
-- EXPECT: groups raw.sales.shop
-- EXPECT: groups raw.sales.region
select shop, count(*) as n from raw.sales group by shop, region
