-- EXPECT: column shop: column of raw.t.shop; as from
-- EXPECT: column share: expression from raw.t.v; unknown
-- EXPECT: column place: window rank from raw.t.v; always
-- EXPECT: grain shop: grouped
select shop, sum(v) / sum(sum(v)) over () as share, rank() over (order by sum(v) desc) as place
from raw.t group by shop
