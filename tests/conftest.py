"""Settings of every test. Warnings are errors (pyproject.toml), numpy's among them."""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings

BENCH = Path(__file__).parent / "bench"

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


def pytest_ignore_collect(collection_path, config):
    """Leave the benchmarks to ``make bench``, which names their folder."""
    if collection_path == BENCH and not any(Path(arg).resolve().is_relative_to(BENCH) for arg in config.args):
        return True
    return None
