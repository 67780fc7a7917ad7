"""How firmly the whole selection stands, as tables. No Streamlit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from app.figures.tables import aligned
from engine.foundation.locale import text
from engine.output.table import Column, Table, percent_in_words
from engine.robustness.acceptability import Acceptability

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

KINDS = {"core": "✓", "borderline": "◐", "exterior": "✕"}
RANKS_SHOWN = 10  # one by one; the rest together, so that a telephone has room and the top can be read


@dataclass(frozen=True, slots=True)
class RankShares:
    """An industry's share of the draws at each of the first ranks, and at all below them."""

    industry_id: str
    name: str
    shares: tuple[float, ...]


def rank_shares(result: Acceptability, language: str) -> tuple[RankShares, ...]:
    """Every ranked industry, in the order of today's ranking."""
    scores = result.scores
    rows = []
    for at in scores.order:
        shares = result.ranks[at].tolist()
        one = scores.industry_ids[at]
        name = scores.dataset.industries[scores.dataset.position[one]].name(language)
        if any(shares):
            rows.append(RankShares(one, name, (*shares[:RANKS_SHOWN], sum(shares[RANKS_SHOWN:]))))
    return tuple(rows)


def ranks_frame(result: Acceptability, language: str) -> Styler:
    """The heat map as a table."""
    heads = [str(rank) for rank in range(1, RANKS_SHOWN + 1)]
    heads.append(text("app_stability.ranks_rest", language, rank=RANKS_SHOWN + 1))
    rows = [
        {
            text("stability.industry", language): row.name,
            **{head: percent_in_words(share, language) for head, share in zip(heads, row.shares, strict=True)},
        }
        for row in rank_shares(result, language)
    ]
    return aligned(pd.DataFrame(rows), heads)


def ranks_table(result: Acceptability, language: str) -> Table:
    """Every rank of every industry, for a file."""
    scores = result.scores
    columns = (
        Column("industry_id", "id"),
        Column("industry", text("stability.industry", language)),
        *(Column(f"rank_{rank}", str(rank), "share") for rank in range(1, len(scores.industry_ids) + 1)),
    )
    rows = tuple(
        (one, scores.dataset.industries[scores.dataset.position[one]].name(language), *shares)
        for one, shares in zip(scores.industry_ids, result.ranks.tolist(), strict=True)
    )
    return Table(text("app_stability.tab_ranks", language), columns, rows)


def central_frame(result: Acceptability, language: str) -> Styler:
    """The mean weights under which each industry is selected; those that never are, are left out."""
    scores = result.scores
    labels = [scores.criteria.short(member, language) for member in scores.root_members]
    order = sorted(
        (at for at, share in enumerate(result.selected.tolist()) if share > 0),
        key=lambda at: (-result.selected[at], result.problem.ids[at]),
    )
    rows = [
        {
            text("stability.industry", language): result.problem.name(result.problem.ids[at], language),
            **{
                label: percent_in_words(weight, language)
                for label, weight in zip(labels, result.central_weights[at].tolist(), strict=True)
            },
        }
        for at in order
    ]
    return aligned(pd.DataFrame(rows), labels)
