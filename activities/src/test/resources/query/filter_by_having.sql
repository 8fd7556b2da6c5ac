-- EXPECT: column shop: column of raw.t.shop; always
-- EXPECT: column n: aggregate count; always
-- EXPECT: grain shop: grouped
select shop, count(*) as n from raw.t group by shop having count(*) > 1 and shop is not null
