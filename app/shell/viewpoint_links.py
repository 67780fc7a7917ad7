"""A visitor's own viewpoints in a link: ``view_<id>=name~share~share…``, in the order of the criteria. No Streamlit.

A link has only those that differ from the viewpoints that came with the criteria; an empty value leaves one of these
out. What is said of a viewpoint's basis stays behind: it can be long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.shell.setting import DECIMALS
from engine.criteria.model import Profile
from engine.criteria.weights import normalised
from engine.foundation.errors import Problem
from engine.foundation.locale import Locale

PREFIX, BETWEEN = "view_", "~"
MOST_VIEWPOINTS = 12  # side by side; every pair of them is compared
NAME_LENGTH = 60
SHOWN = 40  # signs of what is refused
_ID = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)
_SHARE = re.compile(rf"[01](\.\d{{1,{DECIMALS}}})?", re.ASCII)

Given = Mapping[str, Sequence[str]]


def read_viewpoints(
    given: Given, shipped: Sequence[Profile], members: Sequence[str], locale: Locale
) -> tuple[tuple[Profile, ...], tuple[Problem, ...]]:
    """The viewpoints that a link asks for, none where it asks for none, and what had to be refused, field by field."""
    held = {profile.id: profile for profile in shipped}
    problems: list[Problem] = []
    for name, texts in given.items():
        place, viewpoint = locale.text("app.link_field", field=_short(name)), name.removeprefix(PREFIX)
        if wrong := _wrong(viewpoint, texts, members, place):
            problems.append(wrong)
        elif not texts[0]:
            held.pop(viewpoint, None)
        else:
            called, *shares = texts[0].rsplit(BETWEEN, len(members))
            weights = dict(zip(members, map(float, shares), strict=True))
            held[viewpoint] = Profile(viewpoint, " ".join(called.split()), weights)
    while len(held) > MOST_VIEWPOINTS:
        last = next(reversed(held))
        problems.append(
            Problem(
                "toml_out_of_range",
                place=locale.text("app.link_field", field=PREFIX + last),
                given=str(len(held)),
                allowed=(f"≤ {MOST_VIEWPOINTS}",),
            )
        )
        del held[last]
    profiles = tuple(held.values())
    return (() if profiles == tuple(shipped) else profiles), tuple(problems)


def write_viewpoints(
    own: Sequence[Profile], shipped: Sequence[Profile], members: Sequence[str]
) -> dict[str, list[str]]:
    """Names and texts of a link with these viewpoints; none where they are those that came with the criteria.

    Those that weigh other criteria than ``members`` are left out.
    """
    if not own:
        return {}
    came = {profile.id: profile for profile in shipped}
    kept = {profile.id: profile for profile in own if profile.weights.keys() == set(members)}
    gone = {PREFIX + profile_id: [""] for profile_id in came if profile_id not in kept}
    return gone | {
        PREFIX + profile.id: [_written(profile, members)]
        for profile in kept.values()
        if profile != came.get(profile.id)
    }


def _written(profile: Profile, members: Sequence[str]) -> str:
    shares = normalised(profile.weights)
    written_shares = (f"{shares[member]:.{DECIMALS}f}".rstrip("0").rstrip(".") for member in members)
    return BETWEEN.join([profile.name_nb, *written_shares])


def _wrong(viewpoint: str, texts: Sequence[str], members: Sequence[str], place: str) -> Problem | None:
    """The first thing that keeps a field from being used."""
    if not _ID.fullmatch(viewpoint):
        return Problem("link_viewpoint_id", place=place, given=_short(viewpoint))
    if len(texts) != 1:
        return Problem("toml_repeated", place=place, given=_short(", ".join(texts)))
    if not texts[0]:
        return None
    called, *shares = texts[0].rsplit(BETWEEN, len(members))
    called = " ".join(called.split())
    if len(shares) != len(members) or not called:
        return Problem("link_viewpoint_form", place=place, given=_short(texts[0]), more={"count": str(len(members))})
    if len(called) > NAME_LENGTH:
        return Problem("link_viewpoint_name", place=place, given=_short(called), more={"most": str(NAME_LENGTH)})
    for member, share in zip(members, shares, strict=True):
        if not _SHARE.fullmatch(share):
            return Problem("link_number", place=f"{place}, {member}", given=_short(share))
        if float(share) > 1:
            return Problem("toml_out_of_range", place=f"{place}, {member}", given=_short(share), allowed=("0–1",))
    if not any(map(float, shares)):
        return Problem("weights_all_zero", place=place)
    return None


def _short(name: str) -> str:
    return name if len(name) <= SHOWN else name[: SHOWN - 1] + "…"
