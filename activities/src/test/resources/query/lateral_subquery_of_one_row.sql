-- EXPECT: rows of raw.a
-- EXPECT: beside left raw.b, once
select a.id, x.v from raw.a as a
left join lateral (select v from raw.b as b where b.a_id = a.id order by at limit 1) as x on true
