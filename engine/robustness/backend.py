"""Where chunks of draws run: in this process, on this machine's cores, or on a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Backend = Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]
"""Takes a function and its arguments one by one; gives the results in the arguments' order."""


def in_process(work: Callable[[Any], Any], jobs: Sequence[Any]) -> list[Any]:
    """One after the other, here."""
    return [work(job) for job in jobs]
