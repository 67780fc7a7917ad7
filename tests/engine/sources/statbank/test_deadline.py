"""Connections end when the time is over, whatever is waited for."""

import socket

import pytest

from engine.sources.statbank.deadline import Deadline


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_a_read_that_would_never_end_ends(pair):
    with Deadline(0.05) as deadline:
        deadline.watch(pair[0])
        assert pair[0].recv(1) == b""
        assert deadline.passed


def test_a_connection_made_too_late_ends_at_once(pair):
    with Deadline(0) as deadline:
        deadline._timer.join()
        deadline.watch(pair[0])
        assert pair[0].recv(1) == b""


def test_what_ends_in_time_is_left_alone(pair):
    with Deadline(60) as deadline:
        deadline.watch(pair[0])
    pair[1].sendall(b"x")
    assert pair[0].recv(1) == b"x"
    assert not deadline.passed
