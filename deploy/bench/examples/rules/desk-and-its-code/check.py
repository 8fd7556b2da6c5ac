import duckdb

ask = lambda query: duckdb.connect("desk.duckdb").sql(query).fetchall()
assert ask("select count(*) from guided where guide_name is not null") == [(6,)]
assert ask("select depot_name from depots where depot_id = 2") == [("Mill, east gate",)]
assert ask("select sum(metres) from ways") == [(15000,)]
assert ask("select count(*) from passes") == [(4,)]
assert ask("select max(seconds) from delays") == [(18000,)]
