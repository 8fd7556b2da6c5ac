import duckdb

ask = lambda query: duckdb.connect("yard.duckdb").sql(query).fetchall()
assert ask("select pallet_id, plate from loads order by 1") == [(i, f"T-{i}") for i in range(3)]
assert ask("select parcels_an_hour is null from pace order by shift_id") == [(False,), (False,), (True,)]
assert ask("select sum(with_stamp) from fees") == [(sum(3 * i + 5 for i in range(100)),)]
assert ask("select max(ticks) from stg_scans") == [(2900000000,)]
assert ask("select hours_in_all from worked_in_all") == [(20,)]
assert ask("select count(*), count(distinct event_id) from kept_events") == [(8, 8)]
assert ask("select count(*) from sold where title = 'Bread 3'") == [(10,)]
