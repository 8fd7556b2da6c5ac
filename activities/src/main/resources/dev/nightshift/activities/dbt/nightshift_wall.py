"""Shuts external access off on every connection that dbt opens.

DuckDB takes allowed_directories only between its start and the moment at which external access goes
off, so neither can be a setting of the profile.
"""

import json
import pathlib

from dbt.adapters.duckdb.plugins import BasePlugin

# Beside this file and not in the profile: another profile makes dbt parse everything anew.
FOLDERS = pathlib.Path(__file__).with_name("nightshift_wall.json")


class Plugin(BasePlugin):
    def initialize(self, plugin_config):
        self.folders = json.loads(FOLDERS.read_text())

    def configure_connection(self, conn):
        quoted = ", ".join("'" + folder.replace("'", "''") + "'" for folder in self.folders)
        conn.execute(f"set allowed_directories = [{quoted}]")
        conn.execute("set enable_external_access = false")
