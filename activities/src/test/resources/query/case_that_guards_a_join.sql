-- EXPECT: column label: case from raw.b.id, raw.b.label; unknown
-- EXPECT: column found: expression from raw.b.id; always
select case when b.id is not null then b.label else 'none' end as label, b.id is not null as found
from raw.a as a left join raw.b as b on a.id = b.id
