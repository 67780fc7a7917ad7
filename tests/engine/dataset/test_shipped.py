import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from engine.dataset.shipped import shipped_criteria, shipped_data

TOP = Path(__file__).resolve().parents[3]


def test_a_checkout_uses_its_own_top_folders():
    assert shipped_data() == TOP / "data"
    assert shipped_criteria() == TOP / "criteria"


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=TOP, check=True, capture_output=True)
    (wheel,) = folder.glob("bransjevalg-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_a_wheel_carries_every_shipped_file_and_text(unpacked_wheel):
    def files(folder):
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {".gitkeep"}

    shipped = unpacked_wheel / "engine" / "shipped"
    assert files(shipped / "data") == files(TOP / "data")
    assert files(shipped / "criteria") == files(TOP / "criteria")
    assert files(unpacked_wheel / "engine" / "texts") == files(TOP / "engine" / "texts")


def test_an_installed_package_uses_the_folders_inside_it(unpacked_wheel):
    ask = "from engine.dataset.shipped import *; print(shipped_data(), shipped_criteria(), sep='\\n')"
    env = {**os.environ, "PYTHONPATH": str(unpacked_wheel)}
    told = subprocess.run(
        [sys.executable, "-c", ask], cwd=unpacked_wheel.parent, env=env, check=True, capture_output=True, text=True
    )
    inside = (unpacked_wheel / "engine" / "shipped").resolve()
    assert [Path(line) for line in told.stdout.splitlines()] == [inside / "data", inside / "criteria"]
