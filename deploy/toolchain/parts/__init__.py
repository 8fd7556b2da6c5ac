"""The parts of the toolchain. A new one is a line here, and its lock file in a folder of its name."""
from parts.gomodule import GoTool
from parts.npm import NpmFile, NpmTool
from parts.python import PythonTool, Uv
from parts.system import SystemTool
from parts.temporal import Temporal

BASE = [
    Uv(),
    PythonTool("dbt", "dbt-core", "dbt", also=("dbt-duckdb", "duckdb")),
    Temporal(),
]

OPTIONAL = [
    SystemTool("bubblewrap", ["bwrap"], package="bubblewrap"),
    SystemTool("postgres", ["postgres"], package="postgresql", folders="/usr/lib/postgresql/*/bin"),
    SystemTool("chromium", ["chromium", "chromium-browser", "google-chrome"], package="chromium"),
    PythonTool("fakesnow", "fakesnow", "fakesnow", oldest=(3, 11)),
    PythonTool("moto", "moto", "moto_server"),
    GoTool("bigquery-emulator", "github.com/goccy/bigquery-emulator/cmd/bigquery-emulator", minutes=5),
    NpmTool("claude-code", "claude", "@anthropic-ai/claude-code-*/claude"),
    NpmTool("codex", "codex", "@openai/codex-*/vendor/*/bin/codex"),
    NpmFile("github-openapi", "@octokit/openapi", "generated/api.github.com.json"),
]


def by_name(name):
    return next((part for part in BASE + OPTIONAL if part.name == name), None)
