"""The answers of the commands that ask how firmly a selection stands: check, robustness, methods, parties."""

from __future__ import annotations

from typing import Any

from engine.criteria.model import Criteria
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Table, marked
from engine.results.acceptability import acceptability_table, robustness_json
from engine.results.basis import basis_notes
from engine.results.contract_json import basis_json
from engine.results.incomplete_information import (
    check_in_words,
    incomplete_table,
    undecided_in_words,
)
from engine.results.industry_sensitivity import check_json, check_table, frames_table, limits, reason_in_words, reasons
from engine.results.method_comparison import methods_json, methods_rows, sensitivity_json, sensitivity_rows
from engine.results.renderers import Answer, Page, page
from engine.results.selection_values import selection_values_table
from engine.results.stability_answer import density_in_words, frame_in_words, minimum_in_words
from engine.results.stability_tables import industry_names, noted, stability_table
from engine.results.stakeholder_profiles import differences_in_words, parties_json, parties_rows
from engine.results.viewpoint_agreement import beforehand_in_words
from engine.robustness.acceptability import Acceptability
from engine.robustness.incomplete_information import Incomplete
from engine.robustness.industry_sensitivity import StabilityCheck
from engine.robustness.method_comparison import MethodChoices
from engine.robustness.sensitivity import Sensitivity
from engine.robustness.stakeholder_profiles import Parties
from engine.scoring.score import Scores

DEMANDS = (minimum_in_words, density_in_words, frame_in_words)
"""What takes in an industry that is out, a sentence each."""
UNCERTAIN = 0.25  # a Sobol index known no closer than this tells little of its size


def check_answer(result: StabilityCheck, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``check``: reasons in words, then the intervals and the frames."""

    def screen() -> Page:
        sentences = [
            " ".join(reason_in_words(result, industry, reason, locale) for reason in why)
            for industry in result.industries
            for why in (reasons(result, industry), limits(industry))
            if why
        ]
        sentences += [
            " ".join(filter(None, (demand(result, industry, locale) for demand in DEMANDS)))
            for industry in result.industries
            if not industry.selected
        ]
        sentences += [
            " ".join(words) for industry in result.industries if (words := check_in_words(result, industry, locale))
        ]
        intervals = check_table(result, locale)
        frames = [frames_table(result, industry, locale) for industry in result.industries]
        tables = [Table("", (), (), tuple(sentences)), intervals, *(table for table in frames if table.rows)]
        notes = (*exactness_notes(result, locale), *basis_notes(result.scores, locale))
        return page(result.scores.dataset, noted(tables, notes), locale)

    return Answer(
        screen,
        lambda: check_json(result),
        lambda: marked(check_table(result, locale), result.scores.dataset.synthetic, locale),
    )


def exactness_notes(result: StabilityCheck, locale: Locale) -> list[str]:
    """What of ``check`` is not exact, said: nothing where everything is."""
    criteria = result.scores.criteria
    stepped = {
        member for industry in result.industries for member, exact in industry.intervals_exact.items() if not exact
    }
    notes = []
    if stepped:
        members = [member for member in result.scores.root_members if member in stepped]
        names = ", ".join(criteria.in_sentence(member, locale) for member in members)
        why = "not_exact" if criteria.root.aggregate == "arithmetic" else "not_exact_root"
        notes.append(locale.text(f"stability.{why}", criteria=names))
    for industry in result.industries:
        if not industry.nearest_exact:
            name = result.result.problem.name(industry.industry_id, locale)
            why = "never_not_proven" if industry.nearest is None else "nearest_not_exact"
            notes.append(locale.text(f"stability.{why}", industry=name))
    return notes


def robustness_answer(
    result: Acceptability,
    locale: Locale = DEFAULT_LOCALE,
    at_weights: Incomplete | None = None,
    all_weights: Incomplete | None = None,
) -> Answer:
    """The answer of ``robustness``; the last two say what holds whatever the unknown figures are."""

    def screen() -> Page:
        tables = [acceptability_table(result, locale)]
        if at_weights is not None:
            tables.append(incomplete_table(result.scores, at_weights, all_weights, locale))
            sentence = undecided_in_words(at_weights, locale)
            tables.insert(0, Table("", (), (), (sentence,)))
        return page(result.scores.dataset, noted(tables, basis_notes(result.scores, locale)), locale)

    return Answer(
        screen,
        lambda: robustness_json(result, at_weights, all_weights),
        lambda: marked(acceptability_table(result, locale), result.scores.dataset.synthetic, locale),
    )


def parties_answer(result: Parties, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``parties``."""
    names = {name: locale.written(own.profile, "name") for name, own in result.own.items()}

    def selection_name(name: str) -> str:
        if name not in names:
            return locale.text(f"robustness.joint_{name}")
        return locale.text("stability.own_best", profile=names[name])

    def table() -> Table:
        columns = [
            ("selection_id", "id", 0),
            ("selection", "text", 0),
            ("industry_ids", "id", 0),
            ("industries", "text", 0),
            ("profile_id", "id", 0),
            ("profile", "text", 0),
            ("value", "number", 1),
            ("regret", "number", 1),
            ("share", "share", 1),
        ]
        rows = [
            (
                row["selection"],
                selection_name(row["selection"]),
                row["selected"],
                industry_names(scores, row["selected"].split(), locale),
                row["profile"],
                names[row["profile"]],
                row["value"],
                row["regret"],
                row["share"],
            )
            for row in parties_rows(result)
        ]
        return stability_table("title_parties", columns, rows, locale)

    def screen() -> Page:
        core = industry_names(scores, result.core, locale)
        sentences = [locale.text("stability.parties_core" if core else "stability.parties_no_core", industries=core)]
        if all(own.selected == result.core for own in result.own.values()):
            sentences = [locale.text("stability.parties_alike"), *sentences]
        sentences = [*beforehand_in_words(result, scores, locale), *sentences]
        sentences += differences_in_words(result, scores.criteria, locale)
        values = selection_values_table(result, lambda ids: industry_names(scores, ids, locale), locale)
        tables = [Table("", (), (), tuple(sentences)), values]
        return page(scores.dataset, noted(tables, basis_notes(scores, locale)), locale)

    return Answer(
        screen,
        lambda: {**parties_json(result), **basis_json(scores)},
        lambda: marked(table(), scores.dataset.synthetic, locale),
    )


def methods_answer(result: MethodChoices, sensitive: Sensitivity | None, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``methods``: other rankings, and what depends on what where that was asked for."""
    scores = result.today

    def names(ids: str) -> str:
        return industry_names(scores, ids.split(), locale)

    def choices() -> Table:
        columns = [
            ("choice_id", "id", 0),
            ("choice", "text", 0),
            ("is_today", "boolean", 0),
            ("spearman", "number", 2),
            ("kendall", "number", 2),
            ("enters_ids", "id", 0),
            ("enters", "text", 0),
            ("leaves_ids", "id", 0),
            ("leaves", "text", 0),
            ("not_ranked_ids", "id", 0),
            ("not_ranked", "text", 0),
            ("not_defined", "text", 0),
        ]
        rows = [
            (
                row["choice"],
                row["name"],
                row["today"],
                row["spearman"],
                row["kendall"],
                row["entered"],
                names(row["entered"]),
                row["left"],
                names(row["left"]),
                row["not_ranked"],
                names(row["not_ranked"]),
                row["not_defined"],
            )
            for row in methods_rows(result, locale)
        ]
        return stability_table("title_methods", columns, rows, locale)

    def dependence(sensitivity: Sensitivity) -> Table:
        """What decides membership; scores and ranks stand in the JSON."""
        columns = [
            ("industry", "text", 0),
            ("factor", "text", 0),
            ("first", "number", 2),
            ("first_margin", "number", 2),
            ("total", "number", 2),
            ("total_margin", "number", 2),
            ("note", "text", 0),
        ]
        rows = [
            (
                names(row["industry_id"]),
                _factor_name(scores.criteria, row["factor"], locale),
                row["first"],
                row["first_margin"],
                row["total"],
                row["total_margin"],
                _remark(row, locale),
            )
            for row in sensitivity_rows(sensitivity)
            if row["output"] == "selected"
        ]
        return stability_table("title_sensitivity", columns, rows, locale)

    def screen() -> Page:
        tables = [choices(), *([dependence(sensitive)] if sensitive else [])]
        return page(scores.dataset, noted(tables, basis_notes(scores, locale)), locale)

    def as_json() -> dict[str, Any]:
        indices = None if sensitive is None else sensitivity_json(sensitive)
        return {**methods_json(result), "sensitivity": indices, **basis_json(scores)}

    return Answer(screen, as_json, lambda: marked(choices(), scores.dataset.synthetic, locale))


def _remark(row: dict[str, Any], locale: Locale) -> str:
    """What a reader of one factor's indices must know."""
    if not row["varied"]:
        return locale.text("robustness.sensitivity_not_varied")
    if row["total"] is None:
        return locale.text("robustness.sensitivity_undetermined")
    return locale.text("stability.uncertain") if row["total_margin"] > UNCERTAIN else ""


def _factor_name(criteria: Criteria, factor: str, locale: Locale) -> str:
    kind, _, about = factor.partition(".")
    label = criteria.in_sentence(about, locale) if about else ""
    return locale.text(f"stability.factor_{kind}", label=label)
