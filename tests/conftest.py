"""Settings of every test. Warnings are errors (pyproject.toml), numpy's among them."""

import gc
import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

BENCH = Path(__file__).parent / "bench"
# Tests that share a browser with its server, or a Spark, stay in one process; the browser's are two groups that take
# about as long. xdist's own way of saying so is lost on pytest 9.2 (pytest-xdist, issue 1386).
TOGETHER = (
    tuple(f"tests/browser/test_{name}.py" for name in ("links", "sheet", "slow_line", "markup_in_data")),
    ("tests/browser/",),
    ("tests/engine/survey/test_backend.py",),
)

# A shell's background job ignores Ctrl-C, and one under nohup a closed terminal; so do their children. Tests send both.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# Derandomised, so that a red test is red for everybody; no deadline, since machines differ and nothing is timed here.
settings.register_profile("test", derandomize=True, deadline=None)
settings.register_profile(
    "fuzz",
    deadline=None,
    print_blob=True,
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "2000")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("test")


class InOneProcess(LoadScopeScheduling):
    """Each test to whoever is free, but for those that belong together."""

    def _split_scope(self, nodeid):
        return next((group[0] for group in TOGETHER if nodeid.startswith(group)), nodeid)


def pytest_xdist_auto_num_workers(config):
    """One process more than there are cores: a test in a browser waits for the half of its time."""
    return (os.cpu_count() or 1) + 1


def pytest_xdist_make_scheduler(config, log):
    """How tests are spread over processes, where there are several."""
    return InOneProcess(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What collecting makes is there until the end, and is left out of every search for garbage, like app.serve's.

    With ten thousand tests in memory one search takes a third of a second.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


def pytest_ignore_collect(collection_path, config):
    """Leave the benchmarks to ``make bench``, which names their folder."""
    if collection_path == BENCH and not any(Path(arg).resolve().is_relative_to(BENCH) for arg in config.args):
        return True
    return None
