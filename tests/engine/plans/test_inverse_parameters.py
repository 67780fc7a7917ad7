"""The command line knows the words without loading what they are about."""

import subprocess
import sys

LOADED = "import sys, engine.plans.inverse_parameters; print(*sorted(name for name in sys.modules if 'engine' in name))"


def test_the_words_load_nothing_else():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["engine", "engine.plans", "engine.plans.inverse_parameters"]
