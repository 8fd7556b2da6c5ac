-- EXPECT: column src: expression; unknown
select *, 'a' as src from raw.a union all select 'b' as src, * from raw.b
