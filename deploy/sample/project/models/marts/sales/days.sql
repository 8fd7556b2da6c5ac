-- One row per day, from before the first order on: what metrics are told along.
select cast(day as date) as date_day
from generate_series(date '2020-01-01', date '2034-12-31', interval 1 day) as days (day)
