-- EXPECT: column one: literal; always <- 1
-- EXPECT: column none: literal; maybe not <- null
-- EXPECT: column soft: column of raw.t.a; maybe not <- try_cast(a as int)
-- EXPECT: column before: window lag from raw.t.a, raw.t.b; maybe not <- lag(a) over (order by b)
-- EXPECT: column place: window row_number from raw.t.b; always <- row_number() over (order by b)
-- EXPECT: column odd: function nullif from raw.t.a; maybe not <- nullif(a, 0)
-- EXPECT: column now_at: function current_timestamp; always <- current_timestamp
-- EXPECT: column known: expression from raw.t.a; always <- a is not null
-- EXPECT: column half: expression from raw.t.a; unknown
select 1 as one, null as none, try_cast(a as int) as soft, lag(a) over (order by b) as before,
  row_number() over (order by b) as place, nullif(a, 0) as odd, current_timestamp as now_at,
  a is not null as known, a / 2 as half
from raw.t
