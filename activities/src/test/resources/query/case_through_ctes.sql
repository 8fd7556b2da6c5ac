-- EXPECT: column tier: case from raw.t.n; always; texts low | high <- case when n < 3 then 'low' else 'high' end
with a as (select case when n < 3 then 'low' else 'high' end as size from raw.t),
b as (select size as tier from a)
select * from b
