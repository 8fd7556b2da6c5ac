-- EXPECT: no grain
with a as (select day, count(*) as n from raw.a group by day)
select a.day, b.x from a left join raw.b as b on a.day = b.day
