-- EXPECT: no passes
-- EXPECT: column src: literal; always; texts a | b
select *, 'a' as src from raw.a union all select *, 'b' as src from raw.b
