-- EXPECT: no grain
select coalesce(kind, 'a') as kind_or_a, count(*) as n from raw.sales group by coalesce(kind, 'b')
