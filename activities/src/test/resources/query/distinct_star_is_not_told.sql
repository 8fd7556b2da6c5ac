-- EXPECT: no grain
select distinct * from raw.sales
