-- EXPECT: rows of raw.a
-- EXPECT: beside left raw.b by id
-- EXPECT: beside inner raw.c by id
with ab as (select a.*, b.x from raw.a as a left join raw.b as b on a.b_id = b.id),
abc as (select ab.*, c.y from ab join raw.c as c on ab.c_id = c.id)
select * from abc where y > 0
