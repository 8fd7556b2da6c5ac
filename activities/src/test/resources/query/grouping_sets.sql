-- EXPECT: no grain
-- EXPECT: rows of nobody
select shop, region, count(*) as n from raw.sales group by grouping sets ((shop), (region))
