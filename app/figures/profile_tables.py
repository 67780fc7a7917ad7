"""Viewpoints side by side, as tables of text. No Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from app.figures.live_tables import YES
from app.figures.tables import aligned, as_written
from engine.criteria.model import Criteria, Profile
from engine.criteria.weights import normalised
from engine.foundation.locale import Locale
from engine.output.table import MISSING
from engine.results.stakeholder_profiles import parties_rows
from engine.robustness.stakeholder_profiles import Parties
from engine.robustness.viewpoint_agreement import whoever_decides
from engine.scoring.score import Scores

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

JOINT = ("maximin", "minimax_regret", "mean")


def profile_name(profile: Profile, locale: Locale) -> str:
    """What a viewpoint is called."""
    return locale.written(profile, "name")


def profile_basis(profile: Profile, locale: Locale) -> str:
    """Where a viewpoint is documented."""
    return locale.written(profile, "basis")


def weights_frame(profiles: Sequence[Profile], criteria: Criteria, locale: Locale) -> Styler:
    """A row a criterion, a column a viewpoint, normalised weights in per cent."""
    shares = {_heading(profile, locale): normalised(profile.weights) for profile in profiles}
    rows = [
        {
            locale.text("stability.criterion"): criteria.label(member, locale),
            **{name: locale.per_cent(locale.number(100 * own[member], 1)) for name, own in shares.items()},
        }
        for member in criteria.root.members
    ]
    return aligned(pd.DataFrame(rows), list(shares))


def matrix_frame(result: Parties, scores: Scores, locale: Locale) -> pd.DataFrame:
    """A row an industry near the cut, a column a viewpoint: ✓ and its rank; those that all choose are on top."""
    agreement = whoever_decides(result)
    kinds = {"all_in": agreement.always, "conflict": agreement.disputed, "near": agreement.near}
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    rows = [
        {
            locale.text("stability.industry"): names[industry],
            **{
                _heading(own.profile, locale): f"{YES} {own.ranks[industry]}"
                if industry in own.selected
                else str(own.ranks[industry] or MISSING)
                for own in result.own.values()
            },
            locale.text("app_stability.matrix_all"): locale.text(f"app_stability.matrix_{kind}"),
        }
        for kind, industries in kinds.items()
        for industry in industries
    ]
    return as_written(pd.DataFrame(rows))


def joint_frame(result: Parties, locale: Locale) -> Styler:
    """A row a selection, a column a viewpoint: points, and in brackets what it loses against its own best."""
    heads = {name: _heading(own.profile, locale) for name, own in result.own.items()}
    what = locale.text("stability.selection")
    rows: dict[str, dict[str, str]] = {}
    for row in parties_rows(result):
        shown = rows.setdefault(row["selection"], {what: selection_name(result, row["selection"], locale)})
        lost = locale.number(row["regret"], 1)
        shown[heads[row["profile"]]] = f"{locale.number(row['value'], 1)} ({lost})"
    in_order = [*(rows[name] for name in JOINT), *(rows[name] for name in result.own)]
    return aligned(pd.DataFrame(in_order), list(heads.values()))


def selection_name(result: Parties, name: str, locale: Locale) -> str:
    """What a joint selection or a viewpoint's own is called."""
    if name in JOINT:
        return locale.text(f"app_stability.joint_{name}")
    return locale.text("stability.own_best", profile=_heading(result.own[name].profile, locale))


def _heading(profile: Profile, locale: Locale) -> str:
    return profile_name(profile, locale)
