"""A team's own index, mirrors, proxies and certificates are in pip's configuration. uv does not read it."""
import os

SECTIONS = ("global", "install", ":env:")  # as pip ranks them: the later one wins
TRUE = ("1", "true", "yes", "on")

# Settings of somebody's machine that would put packages elsewhere than into the environment that is being made.
ELSEWHERE = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "UV_SYSTEM_PYTHON", "UV_TARGET", "UV_PREFIX")


def into_its_own(bench):
    return {name: value for name, value in bench.environment.items() if name not in ELSEWHERE}


def for_uv(bench, python):
    """The environment and the flags that make uv fetch from where pip would. What is set for uv itself wins."""
    settings = read(bench.ask([python, "-m", "pip", "config", "list"]))
    # uv stops at a folder that is not there, where pip goes on.
    links = [link for link in settings.get("find-links", "").split() if "://" in link or os.path.isdir(link)]
    wanted = {
        "UV_DEFAULT_INDEX": settings.get("index-url"),
        "UV_INDEX": settings.get("extra-index-url"),
        # pip takes the best of all indexes. Hashes are checked: no index can slip another file in.
        "UV_INDEX_STRATEGY": "unsafe-best-match" if "extra-index-url" in settings else None,
        "UV_FIND_LINKS": ",".join(links),
        "UV_INSECURE_HOST": settings.get("trusted-host"),
        "SSL_CERT_FILE": settings.get("cert"),
        "ALL_PROXY": settings.get("proxy"),
        "UV_NO_PROGRESS": "1",
    }
    environment = {name: value for name, value in wanted.items() if value} | into_its_own(bench)
    return environment, ["--no-index"] if settings.get("no-index", "").lower() in TRUE else []


def read(listing):
    """`pip config list` as one table."""
    import ast

    found = []
    for line in listing.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.rpartition(".")
        if section in SECTIONS:
            # Values are printed as Python writes them; one of several lines is a list.
            found.append((SECTIONS.index(section), name, " ".join(ast.literal_eval(value).split())))
    return {name: value for _, name, value in sorted(found)}
