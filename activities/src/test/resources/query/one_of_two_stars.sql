-- EXPECT: column x: column of raw.b.x; maybe not <- left join b on a.id = b.id
-- EXPECT: passes raw.a
-- EXPECT: beside left raw.b by id
with b as (select id, x from raw.b)
select a.*, b.x from raw.a as a left join b on a.id = b.id
