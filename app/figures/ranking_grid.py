"""The ranking as a table to sort: rows of 32 pixels, names that stay, the figures behind each when it is asked for.

No Streamlit. ``sorting.js`` sorts it in the browser by what the cells are worth (``data-worth``).
"""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from app.figures.ranking_bars import figures_behind, listed
from engine.foundation.locale import Locale
from engine.output.table import MISSING
from engine.results.basis import percent
from engine.results.comparison import tied_groups
from engine.results.known_figures import Known
from engine.results.ranking import score_decimals
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores

YES = "✓"
NOTHING = (MISSING, -1.0)
"""What stands for a figure that is not there, and its place in the order."""


def ranking_grid(scores: Scores, selected: Collection[str], locale: Locale) -> str:
    """Every industry, the unranked last: selected, rank, score, points of each criterion, jobs, what is known."""
    known, decimals = Known(scores), score_decimals(scores)
    tied = {industry_id for group in tied_groups(scores) for industry_id in group}
    members = scores.root_members if scores.contributions is not None else ()
    heads = [
        *(locale.text(f"first_page.grid_{name}") for name in ("selected", "rank", "name", "score")),
        *([locale.text("first_page.grid_high")] if known.any_open else []),
        *(of_members := [scores.criteria.short(member, locale) for member in members]),
        *(locale.text(f"first_page.grid_{name}") for name in ("jobs", "known")),
    ]
    rows = []
    for index in scores.order:
        industry_id = scores.industry_ids[index]
        industry, ranked = (
            scores.dataset.industries[scores.dataset.position[industry_id]],
            scores.ranks[index] != UNRANKED,
        )
        chosen = industry_id in selected
        lines = listed(figures_behind(scores, industry_id, locale)) if scores.root_members else ""
        name = f"<details><summary>{escape(industry.name(locale))}</summary>{lines}</details>"
        figures = [
            _figure(float(scores.scores[index]), decimals, ranked, locale),
            *([_figure(float(known.high[index]), decimals, ranked, locale)] if known.any_open else []),
            *(
                _figure(float(scores.contributions[index, place]), decimals, ranked, locale)
                for place in range(len(members))
                if scores.contributions is not None
            ),
            _figure(float(industry.jobs or 0), 0, industry.jobs is not None, locale),
            (percent(float(known.shares[index]), locale), float(known.shares[index])) if ranked else NOTHING,
        ]
        cells = [
            _cell(YES if chosen else "", 0 if chosen else 1),
            _cell(
                f"{scores.ranks[index]}{'=' if industry_id in tied else ''}" if ranked else MISSING,
                int(scores.ranks[index]) or 10**6,
            ),
            f"<th scope='row' data-worth='{escape(industry.name(locale).casefold(), quote=True)}'>{name}</th>",
            *(
                _cell(*figure, heading, points=heading in of_members)
                for figure, heading in zip(figures, heads[3:], strict=True)
            ),
        ]
        rows.append(f"<tr{' class=in' if chosen else ''}>{''.join(cells)}</tr>")
    head = "".join(f"<th scope='col'><button type='button'>{escape(heading)}</button></th>" for heading in heads)
    label = escape(locale.text("first_page.grid_label"), quote=True)
    return (
        f"<div class='grid sorted' role='region' tabindex='0' aria-label='{label}'>"
        f"<table aria-label='{label}'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _figure(value: float, decimals: int, known: bool, locale: Locale) -> tuple[str, float]:
    return (locale.number(value, decimals), value) if known else NOTHING


def _cell(text: str, worth: float, heading: str = "", points: bool = False) -> str:
    """A cell; with its heading, which stands beside it on a telephone, and there with the points of one criterion."""
    of = f" data-of='{escape(heading, quote=True)}'" if heading else ""
    return f"<td class='figure{' points' if points else ''}'{of} data-worth='{worth}'>{escape(text)}</td>"
