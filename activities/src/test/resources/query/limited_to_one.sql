-- EXPECT: beside cross a subquery, once
select a.x, l.y from raw.a as a cross join (select y from raw.b group by y order by y limit 1) as l
