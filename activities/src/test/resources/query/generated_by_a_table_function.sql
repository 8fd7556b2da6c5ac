-- EXPECT: rows of nobody, multiplied
-- EXPECT: column n: window row_number; always
select row_number() over (order by seq4()) as n from table(generator(rowcount => 10))
