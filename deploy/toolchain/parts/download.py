"""The official release of the Temporal command line, checked by its hash."""
import hashlib
import http.client
import os
import shutil
import ssl
import sys
import tarfile
import time
import urllib.request

from parts.bench import TICK, Failed

CONNECT = 5  # seconds: behind a closed network the build must come soon
READ = 60
REMEDY = "see that the release page can be reached (HTTPS_PROXY and SSL_CERT_FILE are respected)"


def temporal_release(bench, folder, base, version, checksums):
    """Downloads, checks and unpacks one release. Raises Failed when any of it does not hold."""
    system = f"{sys.platform}_{_architecture()}"
    if system not in checksums:
        raise Failed("temporal", f"there is no pinned release for {system}", REMEDY)
    archive = os.path.join(folder, "release.tar.gz")
    name = f"temporal_cli_{version}_{system}.tar.gz"
    with bench.progress.step(f"temporal {version}: downloading the official release") as tick:
        try:
            _fetch(f"{base}/{name}", archive, tick)
        except (OSError, http.client.HTTPException) as failure:
            raise Failed("temporal", f"the official release cannot be downloaded ({_said(failure)})", REMEDY) from None
    check(archive, checksums[system])
    target = os.path.join(folder, "temporal")
    with tarfile.open(archive) as tar, open(target, "wb") as file:
        shutil.copyfileobj(tar.extractfile("temporal"), file)
    os.chmod(target, 0o755)
    os.remove(archive)
    return "official release"


def check(archive, expected):
    digest = hashlib.sha256()
    with open(archive, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    if digest.hexdigest() != expected:
        reason = f"the download was refused: its SHA-256 is {digest.hexdigest()}, the release's is {expected}"
        raise Failed("temporal", reason, "see what stands between this machine and the release page")


def _fetch(url, target, tick):
    opener = urllib.request.build_opener(_Soon(context=ssl.create_default_context()))
    told = time.monotonic()
    with opener.open(url, timeout=CONNECT) as answer, open(target, "wb") as file:
        for block in iter(lambda: answer.read(1 << 20), b""):
            file.write(block)
            if time.monotonic() - told > TICK:
                tick()
                told = time.monotonic()


class _Connection(http.client.HTTPSConnection):
    """Gives up soon on a host that does not answer, and is patient with one that is slow."""

    def connect(self):
        super().connect()
        self.sock.settimeout(READ)


class _Soon(urllib.request.HTTPSHandler):
    def https_open(self, request):
        return self.do_open(_Connection, request, context=self._context)


def _architecture():
    machine = os.uname().machine
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(machine, machine)


def _said(failure):
    return str(getattr(failure, "reason", None) or failure)
