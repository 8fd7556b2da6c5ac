-- EXPECT: column size: case from raw.t.n; always; texts small | it's big
-- EXPECT: column partial: case from raw.t.n; maybe not; texts few
-- EXPECT: column open: case from raw.t.n, raw.t.label; unknown
-- EXPECT: column emptied: case from raw.t.n; maybe not; texts a
select
    case when n < 3 then 'small' else 'it''s big' end as size,
    case when n < 3 then 'few' end as partial,
    case when n < 3 then 'few' else label end as open,
    case when n < 3 then 'a' else null end as emptied
from raw.t
