"""Builds one command of a pinned Go module with the user's own Go and caches."""
from parts.bench import Failed

REMEDY = "install Go 1.24 or later (it fetches the version that the module asks for by itself), then run it again"


def go_build(bench, part, module, package, target, flags="-s -w"):
    go = bench.which("go")
    if not go:
        raise Failed(part, "there is no Go on PATH", REMEDY)
    # Settings for building other things elsewhere would give a binary that does not run here.
    inherited = {key: value for key, value in bench.environment.items() if key not in ("GOOS", "GOARCH")}
    bench.run(
        part,
        "building",
        [go, "build", "-trimpath", f"-ldflags={flags}", "-o", target, package],
        REMEDY,
        environment=inherited | {"CGO_ENABLED": "0", "GOWORK": "off"},
        folder=module,
    )
