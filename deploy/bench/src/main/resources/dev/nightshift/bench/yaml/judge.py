"""Judges edits of properties files by dbt's own parser: a line of JSON in, a line of JSON out."""

import functools
import json
import sys

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def plain(value):
    """Without shared parts: what an alias shares would be taken out of both places."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def same(one, other):
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or one != one)


def called(entries, name):
    entries = [entry for entry in entries or [] if isinstance(entry, dict)]
    exact = [entry for entry in entries if str(entry.get("name")) == name]
    return exact or [
        entry for entry in entries if str(entry.get("name")).lower() == name.lower()
    ]


def is_one_insertion(before, after):
    """Whether what both begin with and what both end with make up all that was there."""
    low, high = 0, len(before)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if after.startswith(before[:middle]) else (low, middle - 1)
    return len(after) > len(before) and after.endswith(before[low:])


def is_meant(item, test):
    """Whether an item of a list of tests is the test that was to be written."""
    if isinstance(item, str):
        return item == test["name"] and not test["arguments"] and not test["severity"]
    if not isinstance(item, dict) or list(item) != [test["name"]]:
        return False
    given = dict(item[test["name"]])
    config = given.pop("config", None)
    arguments = given.pop("arguments") if "arguments" in given else given
    severity = {"severity": test["severity"]} if test["severity"] else None
    return same(config, severity) and same(arguments, test["arguments"])


def drop_made(holder, key, was):
    """An empty list goes where there was no list; a key goes where there was no key."""
    if holder.get(key) == [] and not (isinstance(was, dict) and was.get(key) == []):
        if isinstance(was, dict) and key in was:
            holder[key] = None
        else:
            del holder[key]


def one_of(entries, name, what):
    found = called(entries, name)
    if len(found) != 1:
        raise ValueError("%d entries for the %s" % (len(found), what))
    return found[0]


def without(after, before, edit):
    """What was parsed after the edit, less the test and the entries that were made for it."""
    test = edit["test"]
    model = one_of(after[edit["kind"]], edit["model"], "model")
    was_model = (called(before.get(edit["kind"]), edit["model"]) or [None])[0]
    holder, was_holder = model, was_model
    if test["column"] is not None:
        holder = one_of(model["columns"], test["column"], "column")
        there = called(was_model.get("columns"), test["column"]) if was_model else []
        was_holder = there[0] if there else None
    keys = [key for key in ("tests", "data_tests") if holder.get(key)]
    if len(keys) != 1 or not is_meant(holder[keys[0]].pop(), test):
        raise ValueError("the test does not stand where it should")
    drop_made(holder, keys[0], was_holder)
    if test["column"] is not None and was_holder is None:
        if list(holder) != ["name"]:
            raise ValueError("the column's entry has more than its name")
        model["columns"] = [entry for entry in model["columns"] if entry is not holder]
        drop_made(model, "columns", was_model)
    if was_model is None:
        if list(model) != ["name"]:
            raise ValueError("the model's entry has more than its name")
        after[edit["kind"]] = [entry for entry in after[edit["kind"]] if entry is not model]
        drop_made(after, edit["kind"], before)
    return after


@functools.lru_cache(maxsize=1)
def parsed_before(text):
    return plain(yaml.load(text, Loader))


def judge(edit):
    try:
        before = parsed_before(edit["before"])
    except yaml.YAMLError:
        return "unreadable for dbt before"
    if not is_one_insertion(edit["before"], edit["after"]):
        return "more than one insertion"
    try:
        after = plain(yaml.load(edit["after"], Loader))
        left = without(after, before, edit)
    except (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        return "%s: %s" % (type(wrong).__name__, str(wrong).splitlines()[0])
    return "" if same(left, before) else "something else has changed"


def whole(edit):
    """With what is left out where it is none."""
    edit["test"] = {"column": None, "severity": None, "arguments": {}, **edit["test"]}
    return edit


for line in sys.stdin:
    print(json.dumps([judge(whole(edit)) for edit in json.loads(line)]), flush=True)
