"""Names of viewpoints that stand for one thing only: where two are called alike, their ids tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.criteria.model import Profile
from engine.dataset.distinct_names import distinct, told_apart
from engine.foundation.locale import LOCALES


def with_distinct_profile_names(profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """The viewpoints, those that are called alike in a language with their ids behind.

    Of two with one id only one can be used; they are left as they are, for whoever refuses them.
    """
    if len({profile.id for profile in profiles}) < len(profiles):
        return tuple(profiles)
    shown = {
        locale: distinct({profile.id: locale.written(profile, "name") for profile in profiles}) for locale in LOCALES
    }
    return tuple(replace(profile, **told_apart(profile, profile.id, shown)) for profile in profiles)
