-- EXPECT: column day: column of raw.t.day; as from
-- EXPECT: column first_at: aggregate min from raw.t.at; always
-- EXPECT: column paid: aggregate sum from raw.t.amount, raw.t.is_paid; maybe not
-- EXPECT: column worst: aggregate max from raw.t.grade; unknown
select day, min(at) as first_at, sum(amount) filter (where is_paid) as paid, max(grade) as worst
from raw.t where at is not null group by day
