"""How many new programmes there are to be, side by side: what each number comes to, and none of them put forward.

No Streamlit and no pandas: every moved slider shows it anew.
"""

from __future__ import annotations

from html import escape

from engine.criteria.merge_overlay import joined
from engine.foundation.locale import number, text
from engine.output.table import percent_in_words
from engine.results.cost_to_todays import cost_to_todays
from engine.selection.select import SelectionResult


def number_strip(result: SelectionResult, language: str) -> str:
    """A field a number of new programmes: who is in, and what today's programmes get less, as markup.

    A number whose best selection has everybody of the one before names only those who come in addition.
    """
    fields = []
    before: frozenset[str] = frozenset()
    for count in result.by_number:
        best = result.by_number[count]
        if best is None:
            fields.append(_field(count, text("app.not_possible", language), ""))
            continue
        now = frozenset(best.selected)
        fields.append(
            _field(count, _who(result, best.selected, before, language), _cost(result, best.selected, language))
        )
        before = now
    label = escape(text("first_page.numbers_label", language), quote=True)
    return f"<ul class='numbers' aria-label='{label}'>{''.join(fields)}</ul>"


def _field(count: int, who: str, cost: str) -> str:
    return f"<li><b>{count}</b><span>{escape(who)}</span><small>{escape(cost)}</small></li>"


def _who(result: SelectionResult, selected: tuple[str, ...], before: frozenset[str], language: str) -> str:
    if not selected:
        return text("first_page.numbers_nobody", language)
    more = bool(before) and before < set(selected)
    names = [result.problem.name(one, language) for one in selected if not more or one not in before]
    said = joined(names, language)
    return text("first_page.numbers_more", language, industries=said) if more else said


def _cost(result: SelectionResult, selected: tuple[str, ...], language: str) -> str:
    problem = result.problem
    taken = cost_to_todays(problem, tuple(problem.ids.index(one) for one in selected))
    if taken is None or taken.share is None:
        return ""
    if not taken.total:
        return text("first_page.numbers_free", language)
    amount, share = number(taken.total, 1, language), percent_in_words(taken.share, language)
    return text("first_page.numbers_cost", language, amount=amount, percent=share)
