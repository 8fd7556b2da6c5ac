-- EXPECT: column size: case from raw.t.n; always; texts s | l
-- EXPECT: column c: aggregate count; always
-- EXPECT: grain size: grouped
-- EXPECT: no groups
select case when n < 3 then 's' else 'l' end as size, count(*) as c from raw.t group by 1
