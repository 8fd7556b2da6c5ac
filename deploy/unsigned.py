"""Takes the signatures out of the jars that are named: the JVM archives no class of a signed one."""

import os
import sys
import zipfile

MANIFEST = "META-INF/MANIFEST.MF"
SIGNATURES = (".SF", ".RSA", ".DSA", ".EC")


def is_signature(name):
    return name.upper().startswith("META-INF/") and name.upper().endswith(SIGNATURES)


def main_section(manifest):
    """Behind the first blank line are the digests of the entries."""
    return manifest.replace(b"\r\n", b"\n").split(b"\n\n")[0] + b"\n\n"


def unsign(jar):
    with zipfile.ZipFile(jar) as old:
        if not any(map(is_signature, old.namelist())):
            return
        fresh = f"{jar}.{os.getpid()}.new"
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                if not is_signature(entry.filename):
                    data = old.read(entry)
                    new.writestr(entry, main_section(data) if entry.filename == MANIFEST else data)
    os.replace(fresh, jar)


if __name__ == "__main__":
    for place in sys.argv[1:]:
        unsign(place)
