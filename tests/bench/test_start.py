"""From a cold start: what somebody at a terminal waits for."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("words", [("--help",), ("rank",), ("select",)], ids=" ".join)
def test_cold_start(measure, words):
    command = [sys.executable, "-m", "engine.cli.main", *words]
    done = measure(
        f"bransjevalg {' '.join(words)}, cold",
        "bransjevalg",
        lambda: subprocess.run(command, capture_output=True, check=True),
    )
    assert done.stdout
