-- EXPECT: grain id: first of each
select id, kind, row_number() over (partition by id order by at desc) as rn
from raw.events
qualify rn = 1
