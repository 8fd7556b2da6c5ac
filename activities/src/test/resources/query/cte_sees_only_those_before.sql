-- EXPECT: column v: column of later.v; as from
with first as (select v from later), later as (select v from raw.b)
select v from first
