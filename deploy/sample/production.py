"""Makes the sample's "production" database, and does to it what upstream did last night.

    production.py create DB [--as-of 2026-11-20T06:00:00]
    production.py apply DB scenarios/NAME/data.sql

Run it with the dbt environment's Python (it needs duckdb). The same --as-of gives the same rows;
the newest of them arrive minutes before it, so that source freshness passes when it is now (UTC).
"""

import argparse
import datetime
import pathlib
import sys

import duckdb

RAW_SQL = pathlib.Path(__file__).with_name("raw.sql")


def create(database: pathlib.Path, as_of: datetime.datetime) -> None:
    # The upstream loader owns only the raw schema: what dbt built from it stays where it is.
    with connect(database) as connection:
        connection.execute("set variable as_of = cast(? as timestamp)", [as_of])
        in_one_transaction(connection, RAW_SQL.read_text(encoding="utf-8"))


def apply(database: pathlib.Path, script: pathlib.Path) -> None:
    if not database.is_file():
        sys.exit(f"production.py: {database} does not exist; make it with: production.py create {database}")
    if not script.is_file():
        sys.exit(f"production.py: {script} does not exist")
    with connect(database) as connection:
        in_one_transaction(connection, script.read_text(encoding="utf-8"))


def connect(database: pathlib.Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(database))
    connection.execute("set timezone = 'UTC'")
    return connection


def in_one_transaction(connection: duckdb.DuckDBPyConnection, script: str) -> None:
    connection.execute("begin")
    connection.execute(script)
    connection.execute("commit")
    connection.execute("checkpoint")


def utc(text: str) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        moment = moment.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return moment


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None, microsecond=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)

    creating = commands.add_parser("create", help="make the raw schema of a production database")
    creating.add_argument("database", type=pathlib.Path)
    creating.add_argument("--as-of", type=utc, default=None, help="the moment that production is seen at (UTC; now)")

    applying = commands.add_parser("apply", help="run a scenario's data.sql on a production database")
    applying.add_argument("database", type=pathlib.Path)
    applying.add_argument("script", type=pathlib.Path)

    arguments = parser.parse_args()
    if arguments.command == "create":
        create(arguments.database, arguments.as_of or now())
    else:
        apply(arguments.database, arguments.script)


if __name__ == "__main__":
    main()
