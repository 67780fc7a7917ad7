"""How firmly the whole selection stands, as tables. No Streamlit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from app.figures.tables import aligned
from engine.foundation.locale import Locale
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


def rank_shares(result: Acceptability, locale: Locale) -> tuple[RankShares, ...]:
    """Every ranked industry, in the order of today's ranking."""
    scores = result.scores
    rows = []
    for index in scores.order:
        shares = result.ranks[index].tolist()
        industry_id = scores.industry_ids[index]
        name = scores.dataset.industries[scores.dataset.position[industry_id]].name(locale)
        if any(shares):
            rows.append(RankShares(industry_id, name, (*shares[:RANKS_SHOWN], sum(shares[RANKS_SHOWN:]))))
    return tuple(rows)


def ranks_frame(result: Acceptability, locale: Locale) -> Styler:
    """The heat map as a table."""
    heads = [str(rank) for rank in range(1, RANKS_SHOWN + 1)]
    heads.append(locale.text("app_stability.ranks_rest", rank=RANKS_SHOWN + 1))
    rows = [
        {
            locale.text("stability.industry"): row.name,
            **{head: percent_in_words(share, locale) for head, share in zip(heads, row.shares, strict=True)},
        }
        for row in rank_shares(result, locale)
    ]
    return aligned(pd.DataFrame(rows), heads)


def ranks_table(result: Acceptability, locale: Locale) -> Table:
    """Every rank of every industry, for a file."""
    scores = result.scores
    columns = (
        Column("industry_id", "id"),
        Column("industry", locale.text("stability.industry")),
        *(Column(f"rank_{rank}", str(rank), "share") for rank in range(1, len(scores.industry_ids) + 1)),
    )
    rows = tuple(
        (industry_id, scores.dataset.industries[scores.dataset.position[industry_id]].name(locale), *shares)
        for industry_id, shares in zip(scores.industry_ids, result.ranks.tolist(), strict=True)
    )
    return Table(locale.text("app_stability.tab_ranks"), columns, rows)


def central_frame(result: Acceptability, locale: Locale) -> Styler:
    """The mean weights under which each industry is selected; those that never are, are left out."""
    scores = result.scores
    labels = [scores.criteria.short(member, locale) for member in scores.root_members]
    order = sorted(
        (index for index, share in enumerate(result.selected.tolist()) if share > 0),
        key=lambda index: (-result.selected[index], result.problem.ids[index]),
    )
    rows = [
        {
            locale.text("stability.industry"): result.problem.name(result.problem.ids[index], locale),
            **{
                label: percent_in_words(weight, locale)
                for label, weight in zip(labels, result.central_weights[index].tolist(), strict=True)
            },
        }
        for index in order
    ]
    return aligned(pd.DataFrame(rows), labels)
