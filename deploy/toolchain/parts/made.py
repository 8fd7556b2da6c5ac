"""What parts that we make ourselves have in common: a folder for each set of pins, with a marker."""
import json
import os

from parts.home import disk_use, seen, wipe, write_json

MARKER = "part.json"


class Made:
    """A part in `<home>/<name>/<fingerprint>/`. The marker is written last: a folder without it is half made.

    A kind of part says `pins()`, the fingerprint of all that decides what is made, and `build(bench)`.
    """

    needs = ()
    on_path = None  # the command that is taken from PATH instead, for parts where any version will do

    def folder(self, bench):
        return bench.home.path(self.name, self.pins())

    def shown(self, bench, record):
        return record

    def ready(self, bench):
        record = bench.home.part(self.name)
        if record.get("source") == "PATH":
            return os.path.isfile(record["path"]) and record.items() >= seen(record["path"]).items()
        return record.get("fingerprint") == self.pins() and _there(record)

    def noticed(self, bench):
        """Nothing of ours appears by itself."""
        return True

    def notice(self, bench):
        return {}

    def watched(self, bench):
        """Files that must stay as they are, `!commands` that must not appear, `?patterns` the same."""
        record = bench.home.part(self.name)
        return [record[key] for key in ("path", "python") if key in record]

    def how_to_get(self, bench):
        return f"./nightshift toolchain add {self.name}"

    def make(self, bench):
        return self._taken(bench) or self.found(bench) or self.build(bench)

    def _taken(self, bench):
        path = self.on_path and bench.which(self.on_path)
        version = path and bench.version(path)
        return version and {"version": version, "path": path, "source": "PATH", **seen(path)}

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

    def empty_folder_beside(self, bench):
        """Where a part that can be moved is made, to be renamed into place when it is whole."""
        beside = self.folder(bench) + ".making"
        wipe(beside)
        os.makedirs(beside)
        return beside

    def finish(self, bench, made_in, record):
        """Writes the marker, moves the folder to its place if it was made beside it, gives the record back."""
        whole = record | {"bytes": disk_use(made_in), "fingerprint": self.pins()}
        write_json(os.path.join(made_in, MARKER), whole)
        if made_in != self.folder(bench):
            os.replace(made_in, self.folder(bench))
        return whole


def _there(record):
    return "path" in record and all(os.path.isfile(record[key]) for key in ("path", "python") if key in record)
