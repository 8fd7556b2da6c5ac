"""A registry of dbt packages on loopback, as hub.getdbt.com answers `dbt deps`.

    registry.py

It has what the scenarios keep in registry/NAMESPACE/NAME/VERSION/. Says its address, and ends when its
standard input does.
"""

import collections
import http.server
import io
import json
import pathlib
import sys
import tarfile
import threading

SCENARIOS = pathlib.Path(__file__).resolve().parent / "scenarios"


class Registry:
    """The environment of a dbt that asks it: `environment`."""

    def __init__(self):
        self.packages = collections.defaultdict(dict)
        for folder in sorted(SCENARIOS.glob("*/registry/*/*/*")):
            namespace, name, version = folder.parts[-3:]
            self.packages[f"{namespace}/{name}"][version] = folder
        registry = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802, the library's name
                body = registry.answer(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        self.environment = {"DBT_PACKAGE_HUB_URL": self.address}

    def answer(self, path: str) -> bytes | None:
        if path == "/api/v1/index.json":
            return json.dumps(sorted(self.packages)).encode()
        for package, versions in self.packages.items():
            if path == f"/api/v1/{package}.json":
                return json.dumps(self.described(package, versions)).encode()
            for version, folder in versions.items():
                if path == f"/{package}/{version}.tar.gz":
                    return packed(folder, f"{package.split('/')[1]}-{version}")
        return None

    def described(self, package: str, versions: dict) -> dict:
        namespace, name = package.split("/")
        return {
            "name": name,
            "namespace": namespace,
            "latest": max(versions, key=lambda version: [int(part) for part in version.split(".")]),
            "versions": {
                version: {
                    "name": name,
                    "version": version,
                    "packages": [],
                    "require_dbt_version": [],
                    "downloads": {"tarball": f"{self.address}{package}/{version}.tar.gz", "format": "tgz"},
                }
                for version in versions
            },
        }


def packed(folder: pathlib.Path, name: str) -> bytes:
    """As GitHub packs a tag: a folder with all of it."""
    packing = io.BytesIO()
    with tarfile.open(fileobj=packing, mode="w:gz") as archive:
        archive.add(folder, name)
    return packing.getvalue()


if __name__ == "__main__":
    print(Registry().address, flush=True)
    sys.stdin.read()
