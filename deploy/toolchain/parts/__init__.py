"""The parts of the toolchain. A new one is a line here."""
from parts.python import PythonTool, Uv
from parts.system import SystemTool
from parts.temporal import Temporal

BASE = [
    Uv(),
    PythonTool("dbt", "dbt-core", "dbt", versions=("dbt-duckdb", "duckdb")),
    Temporal(),
]

OPTIONAL = [
    SystemTool("bubblewrap", ["bwrap"], package="bubblewrap"),
    SystemTool("postgres", ["postgres"], package="postgresql", folders="/usr/lib/postgresql/*/bin"),
    SystemTool("chromium", ["chromium", "chromium-browser", "google-chrome"], package="chromium"),
]


def by_name(name):
    return next((part for part in BASE + OPTIONAL if part.name == name), None)
