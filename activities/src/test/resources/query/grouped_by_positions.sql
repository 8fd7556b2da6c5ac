-- EXPECT: grain day, shop: grouped
-- EXPECT: groups raw.sales.shop
select date_trunc('day', sold_at) as day, shop, sum(amount) as total
from raw.sales
group by 1, 2
