-- EXPECT: column note: case from raw.t.n; always
select case when n = 1 then 'it\'s' else 'x' end as note from raw.t
