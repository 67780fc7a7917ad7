"""How many new programmes there are to be, side by side: what each number comes to, and none of them put forward.

No Streamlit and no pandas: every moved slider shows it anew.
"""

from __future__ import annotations

from html import escape

from engine.criteria.merge_overlay import joined
from engine.foundation.locale import Locale
from engine.output.table import percent_in_words
from engine.results.cost_to_todays import cost_to_todays
from engine.selection.select import SelectionResult


def number_strip(result: SelectionResult, locale: Locale) -> str:
    """A field a number of new programmes: who is in, and what today's programmes get less, as markup.

    A number whose best selection has everybody of the one before names only those who come in addition.
    """
    fields = []
    before: frozenset[str] = frozenset()
    for count in result.by_number:
        best = result.by_number[count]
        if best is None:
            fields.append(_field(count, locale.text("app.not_possible"), ""))
            continue
        now = frozenset(best.selected)
        fields.append(_field(count, _who(result, best.selected, before, locale), _cost(result, best.selected, locale)))
        before = now
    label = escape(locale.text("first_page.numbers_label"), quote=True)
    return f"<ul class='numbers' aria-label='{label}'>{''.join(fields)}</ul>"


def _field(count: int, who: str, cost: str) -> str:
    return f"<li><b>{count}</b><span>{escape(who)}</span><small>{escape(cost)}</small></li>"


def _who(result: SelectionResult, selected: tuple[str, ...], before: frozenset[str], locale: Locale) -> str:
    if not selected:
        return locale.text("first_page.numbers_nobody")
    more = bool(before) and before < set(selected)
    names = [
        result.problem.name(industry_id, locale) for industry_id in selected if not more or industry_id not in before
    ]
    listed = joined(names, locale)
    return locale.text("first_page.numbers_more", industries=listed) if more else listed


def _cost(result: SelectionResult, selected: tuple[str, ...], locale: Locale) -> str:
    problem = result.problem
    taken = cost_to_todays(problem, tuple(problem.ids.index(industry_id) for industry_id in selected))
    if taken is None or taken.share is None:
        return ""
    if not taken.total:
        return locale.text("first_page.numbers_free")
    amount, share = locale.number(taken.total, 1), percent_in_words(taken.share, locale)
    return locale.text("first_page.numbers_cost", amount=amount, percent=share)
