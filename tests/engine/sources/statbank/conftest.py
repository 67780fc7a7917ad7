"""A server that misbehaves on request, a client that never waits, and small tables with recipes for them."""

import pytest

from engine.sources.statbank.client import Client, Limits
from tests.engine.sources.statbank.server import serving


@pytest.fixture
def statbank():
    """The server and its address."""
    with serving() as (bank, url):
        yield bank, url


class Clock:
    """Time that passes only when somebody sleeps; ``slept`` is for how long, each time."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def client(statbank, clock):
    """A client of the server whose time is the clock's; for reading it has as long as any, on a loaded machine too."""
    return Client(statbank[1], Limits(bytes=100_000), sleep=clock.sleep, clock=clock)
