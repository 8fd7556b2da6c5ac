-- The loader ran twice for the newest night's stock counts: the same rows came in a second batch.
insert into raw.stock_counts
select * replace (
  _batch_id || '-2' as _batch_id,
  _loaded_at + interval 20 minutes as _loaded_at
)
from raw.stock_counts
where counted_on = (select max(counted_on) from raw.stock_counts);
