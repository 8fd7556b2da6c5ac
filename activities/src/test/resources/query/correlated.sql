-- EXPECT: column n: expression; unknown
-- EXPECT: column top: expression from raw.b.v, raw.a.w; unknown
select
    (select count(*) from raw.b as b where b.a_id = a.id) as n,
    (select max(b.v + a.w) from raw.b as b) as top
from raw.a as a
