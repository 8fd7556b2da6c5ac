-- EXPECT: rows of raw.rates, multiplied
-- EXPECT: beside inner raw.days
select r.rate, d.day_on from raw.rates r join raw.days d on d.day_on between r.since and r.till
