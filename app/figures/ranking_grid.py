"""The ranking as a table to sort: rows of 32 pixels, names that stay, the figures behind each when it is asked for.

No Streamlit. ``sorting.js`` sorts it in the browser by what the cells are worth (``data-worth``).
"""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from app.figures.ranking_bars import figures_behind, listed
from engine.foundation.locale import number, text
from engine.output.table import MISSING
from engine.results.comparison import tied_groups
from engine.results.known_figures import Known
from engine.results.ranking import percent, score_decimals
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores

YES = "✓"


def ranking_grid(scores: Scores, selected: Collection[str], language: str) -> str:
    """Every industry, the unranked last: selected, rank, score, points of each criterion, jobs, what is known."""
    known, decimals = Known(scores), score_decimals(scores)
    tied = {one for group in tied_groups(scores) for one in group}
    members = scores.root_members if scores.contributions is not None else ()
    heads = [
        *(text(f"first_page.grid_{name}", language) for name in ("selected", "rank", "name", "score")),
        *([text("first_page.grid_high", language)] if known.any_open else []),
        *(scores.criteria.label(one, language) for one in members),
        *(text(f"first_page.grid_{name}", language) for name in ("jobs", "known")),
    ]
    rows = []
    for at in scores.order:
        one = scores.industry_ids[at]
        industry, ranked = scores.dataset.industries[scores.dataset.position[one]], scores.ranks[at] != UNRANKED
        chosen = one in selected
        lines = listed(figures_behind(scores, one, language)) if scores.root_members else ""
        name = f"<details><summary>{escape(industry.name(language))}</summary>{lines}</details>"
        cells = [
            _cell(YES if chosen else "", 0 if chosen else 1),
            _cell(
                f"{scores.ranks[at]}{'=' if one in tied else ''}" if ranked else MISSING, int(scores.ranks[at]) or 10**6
            ),
            f"<th scope='row' data-worth='{escape(industry.name(language).casefold(), quote=True)}'>{name}</th>",
            _figure(float(scores.scores[at]), decimals, ranked, language),
            *([_figure(float(known.high[at]), decimals, ranked, language)] if known.any_open else []),
            *(
                _figure(float(scores.contributions[at, place]), decimals, ranked, language)
                for place in range(len(members))
                if scores.contributions is not None
            ),
            _figure(float(industry.jobs), 0, True, language) if industry.jobs is not None else _cell(MISSING, -1),
            _cell(percent(float(known.shares[at]), language), float(known.shares[at]))
            if ranked
            else _cell(MISSING, -1),
        ]
        rows.append(f"<tr{' class=in' if chosen else ''}>{''.join(cells)}</tr>")
    head = "".join(f"<th scope='col'><button type='button'>{escape(one)}</button></th>" for one in heads)
    label = escape(text("first_page.grid_label", language), quote=True)
    return (
        f"<div class='grid sorted' role='region' tabindex='0' aria-label='{label}'>"
        f"<table aria-label='{label}'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _figure(value: float, decimals: int, known: bool, language: str) -> str:
    return _cell(number(value, decimals, language), value) if known else _cell(MISSING, -1)


def _cell(said: str, worth: float) -> str:
    return f"<td class='figure' data-worth='{worth}'>{escape(said)}</td>"
