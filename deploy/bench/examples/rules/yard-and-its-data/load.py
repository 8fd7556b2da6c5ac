import pathlib, sys
import duckdb

duckdb.connect(sys.argv[1]).execute((pathlib.Path(__file__).parent / sys.argv[2]).read_text())
