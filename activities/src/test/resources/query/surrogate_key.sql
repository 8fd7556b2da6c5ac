-- EXPECT: column key: function md5 from raw.t.a, raw.t.b; always
-- EXPECT: column loose: function md5 from raw.t.a, raw.t.b; unknown
select
    md5(cast(coalesce(cast(a as TEXT), '_null_') || '-' || coalesce(cast(b as TEXT), '_null_') as TEXT)) as key,
    md5(a || '-' || b) as loose
from raw.t
