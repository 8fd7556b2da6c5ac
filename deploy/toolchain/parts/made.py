"""What parts that we make ourselves have in common: a folder for each set of pins, with a marker."""
import json
import os

from parts.home import disk_use, wipe, write_json

MARKER = "part.json"


class Made:
    """A part in `<home>/<name>/<fingerprint>/`. The marker is written last: a folder without it is half made."""

    needs = ()

    def folder(self, bench):
        return bench.home.path(self.name, self.pins())

    def ready(self, bench):
        record = bench.home.part(self.name)
        return record.get("fingerprint") == self.pins() and _there(record)

    def noticed(self, bench):
        """Whether the record agrees with what the system has; nothing of ours appears by itself."""
        return True

    def how_to_get(self, bench):
        return f"./nightshift toolchain add {self.name}"

    def make(self, bench):
        return self.found(bench) or self.build(bench)

    def found(self, bench):
        """The record of a folder that was finished earlier; a half-made one is wiped."""
        folder = self.folder(bench)
        try:
            with open(os.path.join(folder, MARKER), encoding="utf-8") as file:
                record = json.load(file)
        except (OSError, ValueError):
            record = {}
        # A home that was moved has scripts that name the old place, so it counts as half made too.
        if record.get("path", "").startswith(folder + os.sep) and _there(record):
            return record
        wipe(folder)
        return None

    def finish(self, folder, record):
        """Writes the marker and gives the record back."""
        whole = record | {"bytes": disk_use(folder), "fingerprint": self.pins()}
        write_json(os.path.join(folder, MARKER), whole)
        return whole


def _there(record):
    return all(os.path.isfile(record[key]) for key in ("path", "python") if key in record) and "path" in record
