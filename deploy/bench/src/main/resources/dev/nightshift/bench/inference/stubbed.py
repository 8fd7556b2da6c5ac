"""Reads a dbt project as people wrote it, with no warehouse and no packages, into what looks like a manifest.

Models are rendered by Jinja with the project's own macros; what a package or the warehouse would
have said is stubbed, and counted: `stubbed` of a node names the macros that were not there.
"""

import datetime
import itertools
import json
import os
import re
import sys
from types import SimpleNamespace

import jinja2
import jinja2.ext
import yaml

SKIPPED = {"dbt_packages", "dbt_modules", "target", "node_modules", ".git", "logs"}
BUILT_IN = {"unique", "not_null", "accepted_values", "relationships"}


class Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):
    """Keys that stand twice and tags of others are no reason to read nothing."""


Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


class Return(Exception):
    def __init__(self, value):
        super().__init__()
        self.value = value


class Stub(jinja2.Undefined):
    """What nobody defined: whatever is done with it, it says its own name and what it was given."""

    def __init__(self, name="stub", said=None, **_):
        super().__init__(name=name)
        self.__dict__["_name"] = name if isinstance(name, str) else "stub"
        self.__dict__["_said"] = said if isinstance(said, list) else NOTED

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Stub(f"{self._name}.{name}", self._said)

    def __getitem__(self, key):
        return Stub(self._name, self._said)

    def __call__(self, *given, **named):
        self._said.append(self._name)
        words = [word for word in map(str, [*given, *named.values()]) if re.fullmatch(r"[\w.\"]+", word)]
        return f"{self._name.split('.')[-1]}({', '.join(words)})"

    def __str__(self):
        return self._name.split(".")[-1]

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return False

    def __eq__(self, other):
        return False

    def __hash__(self):
        return 0

    def _other(self, *_):
        return Stub(self._name, self._said)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __truediv__ = _other

    def __lt__(self, other):
        return False

    __gt__ = __le__ = __ge__ = __lt__


NOTED = []


class Relation(str):
    """A relation's text, with what macros ask of one."""

    def __new__(cls, database, schema, identifier):
        made = super().__new__(cls, f'"{database}"."{schema}"."{identifier}"')
        made.database, made.schema, made.identifier = database, schema, identifier
        made.name = made.table = identifier
        made.is_view, made.is_table, made.type = False, True, "table"
        return made

    def include(self, **_):
        return self

    def quote(self, **_):
        return self


def key(columns):
    return "md5(" + " || '-' || ".join(f"coalesce(cast({column} as varchar), '')" for column in columns) + ")"


def listed(value):
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)]


class Utils:
    """The few macros of packages that most projects build on, by what they give."""

    def __init__(self, missing):
        self._missing = missing

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(type(self), "_" + name, None) and getattr(self, "_" + name) or Stub(f"dbt_utils.{name}", NOTED)

    def _generate_surrogate_key(self, columns, *_, **__):
        return key(listed(columns))

    _surrogate_key = _generate_surrogate_key

    def _star(self, relation=None, *_, **named):
        return "*"

    def _group_by(self, n):
        return "group by " + ", ".join(str(i + 1) for i in range(int(n)))

    def _union_relations(self, relations, *_, **__):
        return " union all ".join(f"select * from {one}" for one in relations)

    def _date_spine(self, *_, **__):
        return "select cast(date_day as date) as date_day from generated_days"

    def _type_string(self):
        return "varchar"

    def _type_timestamp(self):
        return "timestamp"

    def _type_int(self):
        return "integer"

    _type_bigint = _type_int

    def _type_float(self):
        return "float"

    def _type_numeric(self):
        return "numeric"

    def _type_boolean(self):
        return "boolean"

    def _safe_cast(self, field, type):
        return f"try_cast({field} as {type})"

    def _current_timestamp(self, *_):
        return "current_timestamp"

    def _datediff(self, first, second, part=None, *_):
        return f"datediff({first}, {second})"

    def _dateadd(self, datepart=None, interval=None, from_date_or_timestamp=None, *_):
        return f"dateadd({from_date_or_timestamp})"

    def _date_trunc(self, part, date):
        return f"date_trunc('day', {date})"

    def _concat(self, fields):
        return " || ".join(listed(fields))

    def _hash(self, field):
        return f"md5({field})"

    def _split_part(self, string_text, delimiter_text, part_number):
        return f"split_part({string_text}, {delimiter_text}, {part_number})"

    def _string_literal(self, value):
        return f"'{value}'"

    def _deduplicate(self, relation=None, partition_by="", order_by="", *_, **__):
        return f"(select * from {relation} qualify row_number() over (partition by {partition_by} order by {order_by}) = 1)"


class Project:
    def __init__(self, folder):
        self.folder = folder
        self.settings = load(os.path.join(folder, "dbt_project.yml")) or {}
        self.name = str(self.settings.get("name") or "project")
        self.nodes, self.sources, self.children, self.macros = {}, {}, {}, {}
        self.vars = {}
        self.variables(self.settings.get("vars") or {})
        self.environment = jinja2.Environment(
            undefined=Stub, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"]
        )
        for word in ("as_bool", "as_number", "as_native", "as_text"):
            self.environment.filters[word] = lambda value: value
        self.at = None

    def variables(self, said):
        for name, value in said.items():
            if isinstance(value, dict) and name == self.name:
                self.variables(value)
            else:
                self.vars[name] = value

    def paths(self, *keys, usual):
        for word in keys:
            if isinstance(self.settings.get(word), list):
                return self.settings[word]
        return [usual]

    def files(self, folders, ends):
        seen = set()
        for one in folders:
            for root, inner, names in os.walk(os.path.join(self.folder, str(one))):
                inner[:] = sorted(name for name in inner if name not in SKIPPED)
                for name in sorted(names):
                    path = os.path.join(root, name)
                    if name.endswith(ends) and path not in seen:
                        seen.add(path)
                        yield path

    def read(self):
        models = self.paths("model-paths", "source-paths", usual="models")
        snapshots = self.paths("snapshot-paths", usual="snapshots")
        seeds = self.paths("seed-paths", "data-paths", usual="seeds")
        self.own_macros()
        sql = [(path, "model") for path in self.files(models, (".sql",))]
        sql += [(path, "snapshot") for path in self.files(snapshots, (".sql",))]
        for path, kind in sql:
            self.node(kind, os.path.splitext(os.path.basename(path))[0], path, text(path))
        for path in self.files([*models, *snapshots, *seeds], (".yml", ".yaml")):
            self.properties(path)
        for node in list(self.nodes.values()):
            if node["resource_type"] in ("model", "snapshot"):
                self.render(node)
        return self

    def relative(self, path):
        return os.path.relpath(path, self.folder)

    def node(self, kind, name, path, raw=""):
        unique = f"{kind}.{self.name}.{name}"
        return self.nodes.setdefault(
            unique,
            {
                "unique_id": unique,
                "resource_type": kind,
                "name": name,
                "package_name": self.name,
                "original_file_path": self.relative(path),
                "raw_code": raw,
                "relation_name": str(Relation("dbt", "ref", name)),
                "columns": {},
                "config": {},
                "stubbed": [],
            },
        )

    def properties(self, path):
        document = load(path)
        if not isinstance(document, dict):
            return
        for word, kind in (("models", "model"), ("seeds", "seed"), ("snapshots", "snapshot")):
            for entry in each(document.get(word)):
                name = str(entry.get("name"))
                known = self.nodes.get(f"{kind}.{self.name}.{name}")
                if known is None and kind == "seed":
                    known = self.node(kind, name, path)
                if known is not None:
                    self.described(known, known["unique_id"], entry)
        for source in each(document.get("sources")):
            for table in each(source.get("tables")):
                self.described(self.source(str(source.get("name")), str(table.get("name")), path), None, table)

    def source(self, name, table, path):
        unique = f"source.{self.name}.{name}.{table}"
        return self.sources.setdefault(
            unique,
            {
                "unique_id": unique,
                "resource_type": "source",
                "source_name": name,
                "name": table,
                "package_name": self.name,
                "original_file_path": self.relative(path) if path else "",
                "relation_name": str(Relation("src", name, table)),
                "columns": {},
                "config": {},
            },
        )

    def described(self, node, unique, entry):
        unique = unique or node["unique_id"]
        config = entry.get("config")
        if isinstance(config, dict):
            node["config"].update(plain(config))
        for column in each(entry.get("columns")):
            name = str(column.get("name"))
            node["columns"][name] = {
                "name": name,
                "description": str(column.get("description") or ""),
                "data_type": str(column.get("data_type") or ""),
                "constraints": plain(column.get("constraints") or []),
                "meta": plain(column.get("meta") or {}),
                "tags": plain(column.get("tags") or []),
            }
            self.tests(unique, name, column)
        self.tests(unique, None, entry)

    def tests(self, unique, column, entry):
        for word in ("tests", "data_tests"):
            for test in entry.get(word) or [] if isinstance(entry.get(word), list) else []:
                self.test(unique, column, test)

    def test(self, unique, column, test):
        name, given = (test, {}) if isinstance(test, str) else next(iter(test.items()), ("", {}))
        if isinstance(test, dict) and "test_name" in test:
            name, given = test["test_name"], {k: v for k, v in test.items() if k not in ("test_name", "name")}
        given = dict(given) if isinstance(given, dict) else {}
        given.update(given.pop("arguments", None) or {})
        if column is not None:
            given.setdefault("column_name", column)
        known = f"test.{self.name}.{len(self.nodes)}"
        namespace, _, word = str(name).rpartition(".")
        self.nodes[known] = {
            "unique_id": known,
            "resource_type": "test",
            "name": word,
            "package_name": self.name,
            "attached_node": unique,
            "test_metadata": {"name": word, "namespace": namespace, "kwargs": plain(given)},
        }

    def own_macros(self):
        for path in self.files(self.paths("macro-paths", usual="macros"), (".sql",)):
            source = text(path)
            source = re.sub(r"(?s)\{%-?\s*materialization\b.*?endmaterialization\s*-?%\}", "", source)
            source = re.sub(r"\{%(-?)\s*(?:data_)?test\s+(\w+)", r"{%\1 macro test_\2", source)
            source = re.sub(r"\{%(-?)\s*end(?:data_)?test\s*(-?)%\}", r"{%\1 endmacro \2%}", source)
            try:
                module = self.environment.from_string(source, globals=self.words).make_module()
            except Exception as broken:
                print(f"{self.relative(path)}: {type(broken).__name__}: {broken}", file=sys.stderr)
                continue
            for name, value in vars(module).items():
                if callable(value) and not name.startswith("__"):
                    self.macros[name] = returning(value)

    @property
    def words(self):
        return Words(self)

    def render(self, node):
        self.at = node
        NOTED.clear()
        source = re.sub(r"\{%-?\s*(end)?snapshot\b.*?%\}", "", node["raw_code"])
        try:
            node["compiled_code"] = self.environment.from_string(source, globals=self.words).render()
        except Exception as broken:
            node["compiled_code"] = ""
            node["stubbed"].append(f"{type(broken).__name__}: {broken}")
        node["stubbed"] += sorted(set(NOTED))

    def reads(self, unique):
        self.children.setdefault(unique, [])
        if self.at["unique_id"] not in self.children[unique]:
            self.children[unique].append(self.at["unique_id"])

    def ref(self, *names, **_):
        name = str(names[-1])
        for kind in ("model", "seed", "snapshot"):
            unique = f"{kind}.{self.name}.{name}"
            if unique in self.nodes:
                self.reads(unique)
                break
        return Relation("dbt", "ref", name)

    def source_of(self, name, table):
        self.reads(f"source.{self.name}.{name}.{table}")
        return Relation("src", name, table)

    def config(self, *given, **named):
        for one in given:
            if isinstance(one, dict):
                named = {**one, **named}
        if self.at is not None:
            self.at["config"].update(plain(named))
        return ""

    def dispatch(self, name, *_, **__):
        for prefix in ("snowflake__", "bigquery__", "redshift__", "postgres__", "default__"):
            if prefix + name in self.macros:
                return self.macros[prefix + name]
        return Stub(name, NOTED)

    def manifest(self):
        return {
            "metadata": {"project_name": self.name},
            "nodes": self.nodes,
            "sources": self.sources,
            "child_map": self.children,
        }


class Words(dict):
    """What a template may say: dbt's own words, the project's macros, and stubs for the rest."""

    def __init__(self, project):
        super().__init__()
        utils = Utils(NOTED)
        relation = SimpleNamespace
        self.project = project
        self.update(
            ref=project.ref,
            source=project.source_of,
            config=Config(project),
            var=Var(project),
            env_var=lambda name, default="": default,
            is_incremental=lambda: False,
            execute=False,
            target=relation(name="prod", schema="prod", database="prod", type="snowflake", profile_name="prod", project="prod", dataset="prod"),
            this=Relation("dbt", "ref", project.at["name"] if project.at else "this"),
            model=relation(name=project.at["name"] if project.at else "", config=relation(materialized="table")),
            dbt_utils=utils,
            dbt=utils,
            modules=relation(datetime=datetime, re=re, itertools=itertools),
            run_started_at=datetime.datetime(2024, 1, 1),
            invocation_id="none",
            flags=relation(WHICH="run", FULL_REFRESH=False),
            log=lambda *_, **__: "",
            print=lambda *_, **__: "",
            return_=None,
            run_query=lambda *_: None,
            statement=lambda *_, **__: "",
            load_result=lambda *_: None,
            exceptions=relation(raise_compiler_error=lambda *_: "", warn=lambda *_: ""),
            adapter=relation(
                dispatch=project.dispatch,
                quote=lambda name: f'"{name}"',
                get_columns_in_relation=lambda *_: [],
                get_relation=lambda *_, **__: None,
                check_schema_exists=lambda *_, **__: False,
            ),
            api=relation(Relation=relation(create=lambda database="d", schema="s", identifier="i", **_: Relation(database, schema, identifier))),
            tojson=lambda value, *_: json.dumps(value, default=str),
            fromjson=lambda value, *_: json.loads(value),
            toyaml=lambda value, *_: yaml.safe_dump(value),
            fromyaml=lambda value, *_: yaml.safe_load(value),
            zip=zip,
            set=set,
            builtins=relation(ref=project.ref, source=project.source_of),
            graph=relation(nodes={}, sources={}),
        )
        self["return"] = self.given_back
        for name, macro in project.macros.items():
            self.setdefault(name, macro)
        self[project.name] = Namespace(project)

    @staticmethod
    def given_back(value=None):
        raise Return(value)


class Config:
    def __init__(self, project):
        self._project = project

    def __call__(self, *given, **named):
        return self._project.config(*given, **named)

    def get(self, name, default=None, **_):
        at = self._project.at
        return at["config"].get(name, default) if at else default

    require = get


class Var:
    def __init__(self, project):
        self._project = project

    def __call__(self, name, default=None):
        value = self._project.vars.get(name, default)
        return Stub(f"var_{re.sub(r'[^0-9A-Za-z_]', '_', str(name))}", NOTED) if value is None else value

    def has_var(self, name):
        return name in self._project.vars


class Namespace:
    def __init__(self, project):
        self._project = project

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._project.macros.get(name) or Stub(name, NOTED)


def returning(macro):
    def called(*given, **named):
        try:
            return macro(*given, **named)
        except Return as done:
            return done.value

    return called


def each(entries):
    return [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []


def plain(value):
    """As JSON: what a template made of a setting is said, not kept."""
    return json.loads(json.dumps(value, default=str))


def text(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def load(path):
    try:
        return yaml.load(text(path), Loader)
    except (yaml.YAMLError, ValueError) as broken:
        print(f"{path}: {str(broken).splitlines()[0]}", file=sys.stderr)
        return None


if __name__ == "__main__":
    sys.setrecursionlimit(20_000)
    json.dump(Project(sys.argv[1]).read().manifest(), sys.stdout)
