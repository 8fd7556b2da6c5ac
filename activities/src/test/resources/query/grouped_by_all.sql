-- EXPECT: grain shop, region: grouped
-- EXPECT: groups raw.sales.shop
-- EXPECT: groups raw.sales.region
select shop, region, max(amount) as top from raw.sales group by all
