"""Names of viewpoints that stand for one thing only: where two are called alike, their ids tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.criteria.model import Profile
from engine.dataset.distinct_names import distinct


def with_distinct_profile_names(profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """The viewpoints, those that are called alike in a language with their ids behind.

    Of two with one id only one can be used; they are left as they are, for whoever refuses them.
    """
    if len({one.id for one in profiles}) < len(profiles):
        return tuple(profiles)
    norwegian = distinct({one.id: one.name_nb for one in profiles})
    english = distinct({one.id: one.name_en or one.name_nb for one in profiles})
    return tuple(
        replace(
            one,
            name_nb=norwegian[one.id],
            # An empty one follows the Norwegian name, and its id with it.
            name_en=english[one.id] if one.name_en or english[one.id] != one.name_nb else "",
        )
        for one in profiles
    )
