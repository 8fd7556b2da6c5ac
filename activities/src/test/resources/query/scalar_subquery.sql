-- EXPECT: column top: expression from raw.b.y; unknown
-- EXPECT: rows of raw.a
select (select max(y) from raw.b) as top from raw.a
