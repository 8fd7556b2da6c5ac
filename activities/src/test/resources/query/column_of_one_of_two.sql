-- EXPECT: column x: column of raw.a.x; as from
-- EXPECT: column y: expression; unknown
with a as (select id, x from raw.a)
select x, y from a join raw.b as b on a.id = b.id join raw.c as c on c.id = a.id
