-- EXPECT: column v: column of raw.b.v; as from
with t as (select v from raw.a)
select v from (with t as (select v from raw.b) select v from t) as inside
