-- EXPECT: column id: literal; unknown
-- EXPECT: column name: literal; unknown
select id, name from (values (1, 'a'), (2, 'b')) as v(id, name)
