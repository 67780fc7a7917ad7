"""The collector is off for the work, and afterwards what it was, whatever happens."""

import gc
from contextlib import suppress

import pytest

from engine.foundation.paused_collector import collector_paused


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_as_it_was_afterwards(running):
    was = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        with suppress(ValueError), collector_paused():
            assert not gc.isenabled()
            raise ValueError
        assert gc.isenabled() is running
    finally:
        (gc.enable if was else gc.disable)()
