-- EXPECT: column day: function coalesce from raw.x.day, raw.y.day; unknown
-- EXPECT: column n: column of raw.x.n; maybe not
select coalesce(x.day, y.day) as day, x.n from raw.x as x full join raw.y as y on x.day = y.day
