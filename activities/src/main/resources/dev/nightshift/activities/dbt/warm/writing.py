"""manifest.json as dbt writes it, to the letter, in less time: a job writes it twice, and most of it
is dbt's own macros, which are the same in every project.
"""

import json

# Where the time of its reading stands in a macro's text; no macro's own text has this in it.
_HOLE = "created_at of a macro that nobody has read yet"

_known = {}


def remember(manifest):
    """Keeps the text of each of dbt's own macros, to be used where a job has the same."""
    for name, macro in manifest.macros.items():
        if macro.package_name == "dbt" or macro.package_name.startswith("dbt_"):
            content = _content(macro)
            before, _, after = _text(macro, created_at=_HOLE).partition(json.dumps(_HOLE))
            _known[name] = content, before, after


def write_fast():
    import dbt_common.clients.system as system
    from dbt.contracts.graph.manifest import Manifest

    system.json = _FastJson()
    Manifest.write = _write


class _Text:
    """What is JSON already."""

    def __init__(self, text):
        self.text = text


class _FastJson:
    """json.dump encodes in Python, json.dumps in C: the same text, in a tenth of the time."""

    def __getattr__(self, name):
        return getattr(json, name)

    @staticmethod
    def dump(value, file, cls=None):
        file.write(value.text if isinstance(value, _Text) else json.dumps(value, cls=cls))


def _write(manifest, path):
    from dbt.events.types import ArtifactWritten
    from dbt_common.clients.system import write_json
    from dbt_common.events.functions import fire_event

    writable = manifest.writable_manifest()
    writable.macros = {}
    parts = writable.to_dict(omit_none=False, context={"artifact": True})
    texts = (
        f"{json.dumps(key)}: {_macros(manifest) if key == 'macros' else _json(value)}" for key, value in parts.items()
    )
    write_json(path, _Text("{" + ", ".join(texts) + "}"))
    fire_event(ArtifactWritten(artifact_type=writable.__class__.__name__, artifact_path=path))


def _macros(manifest):
    texts = (f"{json.dumps(name)}: {_macro(name, macro)}" for name, macro in manifest.macros.items())
    return "{" + ", ".join(texts) + "}"


def _macro(name, macro):
    known = _known.get(name)
    if known and known[0] == _content(macro):
        return known[1] + json.dumps(macro.created_at) + known[2]
    return _text(macro)


def _content(macro):
    """All of it but the time of its reading."""
    return {key: value for key, value in vars(macro).items() if key != "created_at"}


def _text(macro, **instead):
    return _json(macro.to_resource().to_dict(omit_none=False, context={"artifact": True}) | instead)


def _json(value):
    from dbt_common.utils.encoding import JSONEncoder

    return json.dumps(value, cls=JSONEncoder)
