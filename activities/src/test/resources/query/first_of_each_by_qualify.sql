-- EXPECT: grain id: first of each
-- EXPECT: passes raw.events
-- EXPECT: rows of raw.events
select * from raw.events
qualify row_number() over (partition by id order by loaded_at desc) = 1
