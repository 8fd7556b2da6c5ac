"""Makes a process that knows dbt by heart: everything imported, compiled and cached that a job needs
again, and nothing kept that a job could notice. It opens no connection and leaves no thread.
"""

import contextlib
import functools
import importlib
import os
import pkgutil
import shutil
import sys
import tempfile

import writing

_PROJECT = {
    "dbt_project.yml": """
name: warm
version: '1.0'
profile: warm
models: {warm: {+materialized: table}}
""",
    "profiles.yml": """
warm: {target: dev, outputs: {dev: {type: duckdb, path: warm.duckdb, threads: 1}}}
""",
    "models/plain.sql": """
{{ config(materialized='view') }}
select 1 as id, '{{ var('word', 'none') }}' as word
""",
    "models/whole.sql": "select * from {{ ref('plain') }}\n",
    "models/passing.sql": "{{ config(materialized='ephemeral') }}\nselect * from {{ ref('plain') }}\n",
    "models/grown.sql": """
{{ config(materialized='incremental', unique_key='id', on_schema_change='append_new_columns') }}
select * from {{ ref('passing') }}{% if is_incremental() %} where id > 0{% endif %}
""",
    "models/models.yml": """
version: 2
sources:
  - name: raw
    tables: [{name: things, columns: [{name: id, data_tests: [not_null]}]}]
models:
  - name: whole
    description: whole
    columns:
      - name: id
        description: key
        data_tests:
          - unique
          - not_null
          - accepted_values: {arguments: {values: [1, 2]}}
          - relationships: {arguments: {to: ref('plain'), field: id}}
  - name: plain
    columns: [{name: id, data_tests: [unique]}]
unit_tests:
  - name: one_row
    model: whole
    given: [{input: ref('plain'), rows: [{id: 1}]}]
    expect: {rows: [{id: 1}]}
exposures:
  - {name: board, type: dashboard, owner: {name: a, email: a@example.com}, depends_on: [ref('whole')]}
""",
    "models/words.md": "{% docs words %}words{% enddocs %}\n",
    "seeds/seeded.csv": "a,b\n1,x\n",
    "seeds/seeds.yml": "version: 2\nseeds: [{name: seeded, description: d}]\n",
    "snapshots/kept.sql": """
{% snapshot kept %}
{{ config(target_schema='s', unique_key='id', strategy='check', check_cols=['id']) }}
select * from {{ ref('plain') }}
{% endsnapshot %}
""",
    "tests/single.sql": "select * from {{ ref('whole') }} where id > 5\n",
    "analyses/looked.sql": "select 1\n",
}

# A pretended database has no columns to compare.
_RUNNABLE = ["--exclude", "resource_type:unit_test", "resource_type:snapshot"]

_JOBS = (
    ["build", *_RUNNABLE],
    ["run"],
    ["test", *_RUNNABLE],
    ["compile"],
    ["seed"],
    ["-q", "test", "-s", "whole", *_RUNNABLE],
    ["compile", "-s", "whole"],
)


class _Cursor:
    """Stands in for DuckDB's: every statement succeeds, every test passes."""

    description = None
    rows = []

    def execute(self, sql, bindings=None):
        test = "should_warn" in sql
        self.rows = [(0, False, False)] if test else []
        names = ("failures", "should_warn", "should_error") if test else ("c",)
        kinds = ("NUMBER", "bool", "bool") if test else ("NUMBER",)
        self.description = [(n, k, None, None, None, None, None) for n, k in zip(names, kinds)]
        return self

    def fetchall(self):
        return self.rows

    def fetchmany(self, size):
        return self.rows[:size]

    def fetchone(self):
        return self.rows[0] if self.rows else None

    def close(self):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments, **named: self


class _Inline:
    """Stands in for dbt's pool of threads: a fork keeps none but the one that forked."""

    def __init__(self, *arguments, **named):
        pass

    def apply_async(self, work, args=(), callback=None, **named):
        result = work(*args)
        if callback:
            callback(result)

    def close(self):
        pass

    def join(self):
        pass

    def terminate(self):
        pass

    def is_closed(self):
        return False


def warm():
    """Says what it could not warm; a process that is not as warm is slower, never wrong."""
    import dbt.cli.main
    import dbt.adapters.duckdb  # noqa: F401
    import agate  # noqa: F401
    import duckdb

    # Its import opened a connection of its own, which has threads.
    duckdb.close()
    failures = []
    for module in pkgutil.iter_modules(importlib.import_module("dbt.task").__path__):
        importlib.import_module("dbt.task." + module.name)
    with _in_a_project(), anonymous_locks(), _quietly():

        def dbt_job(*words):
            result = dbt.cli.main.dbtRunner().invoke(
                # The extractor of dbt's static parser keeps threads.
                ["--no-version-check", "--no-static-parser", "--no-use-colors", *words]
            )
            if not result.success:
                failures.append(f"{' '.join(words)}: {_why(result)}")
            return result.result

        manifest = dbt_job("--no-partial-parse", "parse")
        # Reads what the first one kept.
        dbt_job("parse")
        dbt_job("ls")
        if manifest is not None:
            _compile_macros(manifest)
            writing.remember(manifest)
        with _pretended_database():
            for words in _JOBS:
                dbt_job("--single-threaded", *words)
    _know_what_is_installed()
    _forget()
    return failures


def _why(result):
    if result.exception or result.result is None:
        return str(result.exception)
    return "; ".join(
        f"{one.node.name} {one.status}: {one.message}"
        for one in getattr(result.result, "results", [])
        if str(one.status) not in ("success", "pass")
    )


def _know_what_is_installed():
    """It stays as it is for as long as the keeper lives, and each job would look for it again."""
    import dbt.plugins.manager
    import metricflow_semantic_interfaces.implementations.project_configuration as semantic

    manager = dbt.plugins.manager.PluginManager
    found = manager.get_prefixed_modules()
    manager.get_prefixed_modules = classmethod(lambda cls: dict(found))
    semantic.version = functools.lru_cache(maxsize=None)(semantic.version)


def _compile_macros(manifest):
    from dbt_common.clients.jinja import template_cache

    for macro in manifest.macros.values():
        if macro.package_name in ("dbt", "dbt_duckdb"):
            template_cache.get_node_template(macro)


@contextlib.contextmanager
def _in_a_project():
    folder = tempfile.mkdtemp(prefix="warm")
    before, environment = os.getcwd(), dict(os.environ)
    try:
        for name, text in _PROJECT.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.lstrip("\n"))
        for name in [name for name in os.environ if name.startswith("DBT_")]:
            del os.environ[name]
        os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
        os.chdir(folder)
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(environment)
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _quietly():
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


@contextlib.contextmanager
def anonymous_locks():
    """dbt's locks come from the spawn context: named semaphores, watched by a process of their own.

    Told that it forks, the context unlinks the name at once. dbt hands no lock to another process.
    """
    use_anonymous_locks()
    try:
        yield
    finally:
        import dbt.mp_context

        dbt.mp_context._MP_CONTEXT.__dict__.pop("get_start_method", None)


def use_anonymous_locks():
    import dbt.mp_context

    dbt.mp_context._MP_CONTEXT.get_start_method = lambda allow_none=False: "fork"


@contextlib.contextmanager
def _pretended_database():
    import dbt.adapters.duckdb.environments as environments
    import dbt.adapters.duckdb.environments.local as local
    import dbt.task.runnable as runnable
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    class Pretended(local.LocalEnvironment):
        def handle(self):
            return local.DuckDBConnectionWrapper(_Cursor(), self)

        def notify_closed(self):
            pass

    kept = runnable.DbtThreadPool, environments.create
    runnable.DbtThreadPool = _Inline
    environments.create = lambda credentials: Pretended(credentials)
    try:
        yield
    finally:
        runnable.DbtThreadPool, environments.create = kept
        DuckDBConnectionManager._ENV = None
        DuckDBConnectionManager._LOGGED_MESSAGES.clear()


def _forget():
    """What the warm-up left in dbt's globals and a job would notice."""
    import dbt.adapters.factory
    import dbt.deprecations
    import dbt.hints
    import dbt.plugins
    import dbt.selected_resources
    import dbt.task.group_lookup
    import dbt.tracking
    import dbt.utils.artifact_upload
    import dbt_common.events.functions
    from dbt_common.events import event_manager_client

    dbt.adapters.factory.FACTORY.reset_adapters()
    dbt.deprecations.active_deprecations.clear()
    dbt.deprecations.buffered_deprecations.clear()
    dbt.plugins.PLUGIN_MANAGER = None
    dbt.selected_resources.SELECTED_RESOURCES = []
    dbt.tracking.active_user = None
    dbt.task.group_lookup._node_id_to_group_name_map.clear()
    dbt.task.group_lookup._group_name_to_group_map.clear()
    dbt.utils.artifact_upload.PRODUCED_ARTIFACTS_PATHS.clear()
    # DBT_ENV_CUSTOM_ENV_* are cached here.
    dbt_common.events.functions.metadata_vars = None
    dbt.hints._read_hint_ts.cache_clear()
    for logger in event_manager_client.get_event_manager().loggers:
        for handler in getattr(getattr(logger, "_python_logger", None), "handlers", []):
            handler.close()
    event_manager_client.cleanup_event_logger()
