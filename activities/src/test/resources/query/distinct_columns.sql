-- EXPECT: grain shop, region: distinct
-- EXPECT: rows of nobody
select distinct shop, region from raw.sales
