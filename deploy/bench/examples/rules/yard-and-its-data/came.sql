update raw.shifts set breaks = 8 where shift_id = 2;
create or replace table raw.fees as select i as fee_id, cast(i * 3 as varchar) as cents from range(100) t(i);
insert into raw.scans select i, i * 100000000 from range(20, 30) t(i);
update raw.lines set sku = lower(sku) where sku = 'SKU-3';
