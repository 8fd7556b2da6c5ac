-- EXPECT: no grain
-- EXPECT: groups raw.t.at
with a as (select at, count(*) as n from raw.t group by at)
select cast(at as date) as day, n from a
