"""Shuts external access off on every connection that dbt opens.

DuckDB takes allowed_directories only between its start and the moment at which external access goes
off, so neither can be a setting of the profile.
"""

from dbt.adapters.duckdb.plugins import BasePlugin


class Plugin(BasePlugin):
    def initialize(self, plugin_config):
        self.folders = plugin_config["folders"]

    def configure_connection(self, conn):
        quoted = ", ".join("'" + folder.replace("'", "''") + "'" for folder in self.folders)
        conn.execute(f"set allowed_directories = [{quoted}]")
        conn.execute("set enable_external_access = false")
