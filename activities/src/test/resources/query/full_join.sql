-- EXPECT: column k: expression; unknown
-- EXPECT: column x: column of raw.a.x; maybe not
-- EXPECT: column y: column of raw.b.y; maybe not
-- EXPECT: rows of nobody
-- EXPECT: beside full raw.b by k
-- EXPECT: join full raw.a.k = raw.b.k
with a as (select k, x from raw.a), b as (select k, y from raw.b)
select k, x, y from a full outer join b using (k)
