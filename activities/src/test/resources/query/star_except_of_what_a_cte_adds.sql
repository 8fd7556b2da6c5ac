-- EXPECT: column id: column of raw.x.id; always
-- EXPECT: passes raw.x
-- EXPECT: grain id: first of each
with t as (select *, row_number() over (partition by id order by at) as rn from raw.x)
select * exclude (rn) from t where rn = 1 and id is not null
