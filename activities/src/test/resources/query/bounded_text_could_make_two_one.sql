-- EXPECT: column code: column of raw.t.code; as from
-- EXPECT: column n: aggregate count; always
-- EXPECT: no grain
with a as (select code, count(*) as n from raw.t group by code)
select cast(code as varchar(3)) as code, n from a
