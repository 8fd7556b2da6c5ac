-- EXPECT: grain month: grouped
-- EXPECT: no groups
select date_trunc('month', sold_at) as month, count(*) as n from raw.sales group by month
