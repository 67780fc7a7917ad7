"""Viewpoints side by side, as tables of text. No Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from app.figures.live_tables import YES
from app.figures.tables import aligned, as_written
from engine.criteria.model import Criteria, Profile
from engine.criteria.weights import normalised
from engine.foundation.locale import number, text, written
from engine.output.table import MISSING
from engine.results.stakeholder_profiles import parties_rows
from engine.robustness.stakeholder_profiles import Parties
from engine.robustness.viewpoint_agreement import whoever_decides
from engine.scoring.score import Scores

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

JOINT = ("maximin", "minimax_regret", "mean")


def profile_name(profile: Profile, language: str) -> str:
    """What a viewpoint is called."""
    return written(profile, "name", language)


def profile_basis(profile: Profile, language: str) -> str:
    """Where a viewpoint is documented."""
    return written(profile, "basis", language)


def weights_frame(profiles: Sequence[Profile], criteria: Criteria, language: str) -> Styler:
    """A row a criterion, a column a viewpoint, normalised weights in per cent."""
    shares = {_heading(one, language): normalised(one.weights) for one in profiles}
    rows = [
        {
            text("stability.criterion", language): criteria.label(member, language),
            **{name: f"{number(100 * own[member], 1, language)}\N{NO-BREAK SPACE}%" for name, own in shares.items()},
        }
        for member in criteria.root.members
    ]
    return aligned(pd.DataFrame(rows), list(shares))


def matrix_frame(result: Parties, scores: Scores, language: str) -> pd.DataFrame:
    """A row an industry near the cut, a column a viewpoint: ✓ and its rank; those that all choose are on top."""
    found = whoever_decides(result)
    kinds = {"all_in": found.always, "conflict": found.disputed, "near": found.near}
    names = {one.industry_id: one.name(language) for one in scores.dataset.industries}
    rows = [
        {
            text("stability.industry", language): names[one],
            **{
                _heading(own.profile, language): f"{YES} {own.ranks[one]}"
                if one in own.selected
                else str(own.ranks[one] or MISSING)
                for own in result.own.values()
            },
            text("app_stability.matrix_all", language): text(f"app_stability.matrix_{kind}", language),
        }
        for kind, industries in kinds.items()
        for one in industries
    ]
    return as_written(pd.DataFrame(rows))


def joint_frame(result: Parties, language: str) -> Styler:
    """A row a selection, a column a viewpoint: points, and in brackets what it loses against its own best."""
    heads = {name: _heading(own.profile, language) for name, own in result.own.items()}
    what = text("stability.selection", language)
    rows: dict[str, dict[str, str]] = {}
    for row in parties_rows(result):
        shown = rows.setdefault(row["selection"], {what: selection_name(result, row["selection"], language)})
        lost = number(row["regret"], 1, language)
        shown[heads[row["profile"]]] = f"{number(row['value'], 1, language)} ({lost})"
    in_order = [*(rows[name] for name in JOINT), *(rows[name] for name in result.own)]
    return aligned(pd.DataFrame(in_order), list(heads.values()))


def selection_name(result: Parties, name: str, language: str) -> str:
    """What a joint selection or a viewpoint's own is called."""
    if name in JOINT:
        return text(f"app_stability.joint_{name}", language)
    return text("stability.own_best", language, profile=_heading(result.own[name].profile, language))


def _heading(profile: Profile, language: str) -> str:
    return profile_name(profile, language)
