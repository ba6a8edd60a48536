"""Which version of plneni this is."""

from contextlib import suppress
from pathlib import Path


def program_version() -> str:
    """Give the installed version, or that of the sources."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow to load, asked for rarely

    with suppress(PackageNotFoundError):
        return version("plneni")
    import tomllib  # noqa: PLC0415 - run from its sources, not installed

    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    return str(project["project"]["version"])
