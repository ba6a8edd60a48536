import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CLEAN = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
"""A path to these sources in the environment would hide what the wheel lacks."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment that holds the built wheel; its dependencies are those of the test run."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    venv.create(folder / "env", with_pip=False)
    (wheel,) = folder.glob("*.whl")
    python = folder / "env" / "bin" / "python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
        env=CLEAN,
    ).stdout.strip()
    unpack = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        f"--target={site}",
        str(wheel),
    ]
    subprocess.run(unpack, check=True, capture_output=True)
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_wheel_carries_its_own_code(installed: Path, tmp_path: Path) -> None:
    shown = subprocess.run(
        [installed, "-c", "import bot; print(bot.__file__)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=CLEAN,
    ).stdout
    assert Path(shown.strip()).is_relative_to(installed.parents[1])


def test_the_installed_wheel_plays_the_demo(installed: Path, tmp_path: Path) -> None:
    played = subprocess.run(
        [installed, "-m", "bot.cli", "demo", "--once", "--folder", str(tmp_path / "demo")],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=CLEAN,
    )
    assert played.returncode == 0, played.stderr
    made = {file.name for file in (tmp_path / "demo").iterdir()}
    assert made >= {"zprava.html", "zprava.pdf", "zprava.docx", "zprava.xlsx", "zprava-shrnuti.pdf"}
