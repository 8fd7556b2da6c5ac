-- EXPECT: no grain
-- EXPECT: column shop: column of raw.sales.shop; maybe not
-- EXPECT: column total: expression from raw.sales.region; maybe not
-- EXPECT: column n: aggregate count; always
select shop, region is null as total, count(*) as n from raw.sales group by rollup (shop, region)
