-- EXPECT: grain id: first of each
-- EXPECT: rows of raw.events
select distinct on (id) id, kind from raw.events order by id, at desc
