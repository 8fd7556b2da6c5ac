create schema raw;
create table raw.gate_passes as select i as pass_id, 'H-' || i as holder, date '2026-01-01' as valid_on from range(4) t(i);
create table raw.trips as select i as trip_id, i as km, i as wait, 1 + i % 2 as guide from range(6) t(i);
create table raw.guides as select * from (values (1, 'Ada'), (2, 'Bo')) guides(guide, guide_name);
create table raw.rates as select i as rate_id, 2025 as year from range(3) t(i);
create table raw.letters as select i as letter_id, case when i > 5 then 'S-' || i end as sender from range(9) t(i);
