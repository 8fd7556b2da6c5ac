-- The depots' counting form takes free text now: the column is text, and some counts are not numbers.
alter table raw.stock_counts alter column quantity type varchar;

update raw.stock_counts
set quantity = 'n/a'
where depot = 'Macon'
  and counted_on = (select max(counted_on) from raw.stock_counts)
  and sku in ('LK-0007', 'LK-0015', 'LK-0023', 'LK-0031');
