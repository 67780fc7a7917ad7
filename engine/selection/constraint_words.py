"""Conditions in words, for errors, screens and exports."""

from __future__ import annotations

from collections.abc import Sequence

from engine.foundation.locale import DEFAULT_LOCALE, LOCALES, Locale
from engine.selection.constraints import Condition
from engine.selection.portfolio_problem import SelectionProblem

NAMED = 6  # longer lists of industries are cut


def condition_in_words(problem: SelectionProblem, condition: Condition, locale: Locale = DEFAULT_LOCALE) -> str:
    """One condition as a phrase, with names and numbers as the language writes them."""
    kind = condition.id if condition.id.startswith("minimum_grant") else condition.id.partition(".")[0]
    fields = {name: _said(problem, name, value, locale) for name, value in condition.fields.items()}
    if kind == "require_indicator":
        bounds = [name for name in ("min", "max") if condition.fields[name] is not None]
        form = {"min": "at_least", "max": "at_most"}[bounds[0]] if len(bounds) == 1 else "between"
        phrase = locale.text(f"selection.{form}", **fields)
        if condition.fields["lacking"]:
            phrase += " " + locale.text("selection.missing_not_eligible", industries=fields["lacking"])
        fields["bounds"] = f"{phrase}"
    return locale.text(f"selection.{kind.replace('.', '_')}", **fields)


def conflict_in_words(problem: SelectionProblem, conflict: Sequence[str]) -> dict[str, str]:
    """The conditions named in ``conflict``, joined, in each language."""
    by_id = {condition.id: condition for condition in problem.conditions}
    return {
        locale.tag: "; ".join(condition_in_words(problem, by_id[name], locale) for name in conflict)
        for locale in LOCALES
    }


def _said(problem: SelectionProblem, name: str, value: object, locale: Locale) -> str:
    if name in ("industry", "industries", "lacking"):
        ids = [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]
        names = [problem.name(industry, locale) for industry in ids]
        return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    if name == "sector":
        return locale.text(f"selection.{value}")
    if name == "indicator":
        return problem.labels.get(str(value), {}).get(locale.tag, str(value))
    if isinstance(value, float):
        decimals = len(repr(value).partition(".")[2]) if value % 1 else 0
        return locale.number(value, decimals)
    return "" if value is None else str(value)
