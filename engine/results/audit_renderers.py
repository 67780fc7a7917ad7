"""The answer of ``audit``: what the criteria really do."""

from __future__ import annotations

from collections.abc import Sequence

from engine.criteria.merge_overlay import joined
from engine.criteria.model import Criteria
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Table, marked
from engine.results.back_test import back_test, back_test_json
from engine.results.basis import basis_notes
from engine.results.contract_json import basis_json
from engine.results.criteria_diagnostics import audit_json, audit_rows, correlation_rows, counted_twice_in_words
from engine.results.echo import Echo, echo_json
from engine.results.echo_tables import echo_tables
from engine.results.incomplete_information import (
    settles_json,
    settles_on_screen,
)
from engine.results.renderers import Answer, Page, page
from engine.results.stability_tables import industry_names, noted, stability_table
from engine.robustness.criteria_diagnostics import Audit
from engine.robustness.value_of_information import Settles
from engine.scoring.score import Scores


def audit_answer(
    result: Audit,
    scores: Scores,
    locale: Locale = DEFAULT_LOCALE,
    settles: Sequence[Settles] | None = None,
    echo: Echo | None = None,
) -> Answer:
    """The answer of ``audit``; ``settles`` is which figure to get first, and ``echo`` what the words do.

    Both are None where there is no selection.
    """

    def screen() -> Page:
        sentences = Table("", (), (), audit_in_words(result, scores, locale))
        tables = [audit_table(result, scores, locale), correlations_table(result, scores, locale), sentences]
        if decisive := settles_on_screen(scores, settles or (), locale):
            tables.insert(0, decisive)
        if echo is not None:
            tables = [*echo_tables(echo, locale), *tables]
        return page(scores.dataset, noted(tables, basis_notes(scores, locale)), locale)

    return Answer(
        screen,
        lambda: {
            **audit_json(result),
            "settles": settles_json(settles or ()),
            "echo": None if echo is None else echo_json(echo),
            "back_test": None if echo is None else back_test_json(back_test(scores)),
            **basis_json(scores),
        },
        lambda: marked(audit_table(result, scores, locale), scores.dataset.synthetic, locale),
    )


def audit_table(result: Audit, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Each criterion's weight beside what it does."""
    columns = [
        ("criterion_id", "id", 0),
        ("criterion", "text", 0),
        ("nominal", "share", 1),
        ("effective", "share", 1),
        ("main_effect", "share", 1),
        ("variance_share", "share", 1),
        ("decides_nothing", "text", 0),
    ]
    rows = [
        (row["criterion"], scores.criteria.label(row["criterion"], locale), *(row[key] for key, _, _ in columns[2:]))
        for row in audit_rows(result, locale)
    ]
    return stability_table("title_audit", columns, rows, locale)


def correlations_table(result: Audit, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Every pair of criteria, and every indicator beside the number of jobs."""
    columns = [
        ("pair_first", "text", 0),
        ("pair_second", "text", 0),
        ("pearson", "number", 2),
        ("counted", "integer", 0),
        ("overlap", "boolean", 0),
    ]
    rows = [
        (
            _label(scores.criteria, row["first"], locale),
            _label(scores.criteria, row["second"], locale),
            row["pearson"],
            row["industries"],
            row["overlap"],
        )
        for row in correlation_rows(result)
    ]
    return stability_table("title_correlations", columns, rows, locale)


def audit_in_words(result: Audit, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """Size counted twice, who was passed over, and who is alike on everything."""
    passed = [
        locale.text(
            "stability.passed_over",
            industry=industry_names(scores, [name], locale),
            others=industry_names(scores, others, locale),
        )
        for name, others in result.passed_over.items()
    ]
    return (*counted_twice_in_words(result, scores.criteria, locale), *passed, *_identical(result, scores, locale))


def _identical(result: Audit, scores: Scores, locale: Locale) -> tuple[str, ...]:
    """Those that are alike on everything, all groups in one sentence; none where there are no such groups."""
    groups = [
        joined([scores.dataset.industries[scores.dataset.position[name]].name(locale) for name in group], locale)
        for group in result.dominance.identical
    ]
    if not groups:
        return ()
    key = "identical" if len(groups) == 1 else "identical_groups"
    return (locale.text(f"stability.{key}", industries=". ".join(groups)),)


def _label(criteria: Criteria, name: str, locale: Locale) -> str:
    if name in criteria.criteria or name in criteria.indicators:
        return criteria.label(name, locale)
    return locale.text(f"report.{name}")
