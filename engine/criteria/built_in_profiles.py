"""The built-in viewpoints that go with some criteria."""

from __future__ import annotations

from functools import lru_cache

from engine.criteria.model import Criteria, Profile
from engine.criteria.reading import read_profiles
from engine.criteria.weights import check_profile
from engine.dataset.shipped import shipped_criteria

FILES = ("synspunkter.toml", "synspunkter_utvidet.toml")
"""The built-in profiles files. The first whose viewpoints all fit goes with the criteria."""


def built_in_viewpoints(criteria: Criteria) -> tuple[tuple[Profile, ...], str]:
    """The viewpoints that weigh just what the criteria have at the top, and their file; none and no file where none do.

    They go by the members at the top and not by the file's name, so that a copy of a built-in file keeps them.
    """
    for file in FILES:
        profiles = _read(file)
        if not any(check_profile(criteria, profile) for profile in profiles):
            return profiles, file
    return (), ""


@lru_cache(maxsize=len(FILES))
def _read(file: str) -> tuple[Profile, ...]:
    return read_profiles(shipped_criteria() / file)
