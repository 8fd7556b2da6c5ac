-- EXPECT: rows of nobody, multiplied
-- EXPECT: no grain
select n from generate_series(1, 10) as g(n)
