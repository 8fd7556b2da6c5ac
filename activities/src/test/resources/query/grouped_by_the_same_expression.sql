-- EXPECT: grain month: grouped
select date_trunc('month', sold_at) as month, count(*) as n
from raw.sales
group by DATE_TRUNC( 'month',sold_at )
