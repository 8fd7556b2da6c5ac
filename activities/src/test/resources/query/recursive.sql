-- EXPECT: column n: expression; always
-- EXPECT: rows of nobody, several
with recursive r as (select 1 as n union all select n + 1 from r where n < 9)
select n from r
