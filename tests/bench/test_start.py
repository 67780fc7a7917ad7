"""From a cold start: what somebody at a terminal waits for."""

import subprocess
import sys
import time
from pathlib import Path

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


def test_collecting_the_tests(record):
    """Each process of its own, as `make test` starts: nothing is compiled again, nothing is cached between the two."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:benchmark"]
    taken = []
    for _ in range(2):
        started = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).resolve().parents[2])
        taken.append(time.perf_counter() - started)
    record("collecting the tests", min(taken))
