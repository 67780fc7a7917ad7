"""The paper for the table: the question, the answer, what it rests on, how firmly it stands, and where to check it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.foundation.errors import InfeasibleError
from engine.foundation.locale import Locale
from engine.output.document_model import Document, Figure, Section
from engine.output.table import Column, Table
from engine.plans.comparison import Compared
from engine.plans.option_robustness import OptionRobustness
from engine.plans.options_book import Book
from engine.results import selection as selections
from engine.results import stami_sheets as sheets
from engine.results.acceptability import acceptability_notes, acceptability_table
from engine.results.basis import basis_notes, warning
from engine.results.comparison import today_grants
from engine.results.decision_sheet import source_name
from engine.results.document_fates import todays_programmes
from engine.results.document_figures import grants_figure, ranking_figure, slope_figure
from engine.results.document_footnotes import with_footnotes
from engine.results.exclusion_reasons import reasons_table
from engine.results.industry_sensitivity import limits, reason_in_words, reasons
from engine.results.known_figures import Known
from engine.results.options_renderers import option_notes
from engine.results.options_side_by_side import (
    change_table,
    half_years_table,
    keys_table,
    kroner_table,
    side_by_side_table,
    totals_table,
)
from engine.results.options_slope import slope_lines
from engine.results.options_words import letter
from engine.results.provenance import used_sources
from engine.results.ranking import marks, ranking_table
from engine.results.tree_places import tree_order
from engine.robustness.acceptability import Acceptability
from engine.robustness.industry_sensitivity import StabilityCheck
from engine.robustness.stakeholder_profiles import OwnSelection
from engine.scoring.score import Scores
from engine.selection.exclusion_reasons import HAS_PROGRAMME, ReasonOut, reasons_out
from engine.selection.grant_key import mnok
from engine.selection.select import SelectionResult


@dataclass(frozen=True, eq=False)
class OptionsMaterial:
    """Options side by side, and how firmly each stands, by id."""

    book: Book
    options: tuple[Compared, ...]
    robustness: Mapping[str, OptionRobustness | None]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the document is made of; None where the criteria or the data do not allow it.

    Parameters
    ----------
    scores, result
        Ranking, and the selection with its grants.
    check
        How firmly each selected industry stands.
    robustness
        How often each is selected over other weights.
    viewpoints
        What each viewpoint would choose, by its id.
    infeasible
        Why nobody is selected, where nobody can be.
    options
        The options of a file.
    scenario
        What the scenario is called, and its id; empty where it was not saved.
    link
        The address at which the page shows the same setting; empty where it is not known.
    """

    scores: Scores
    result: SelectionResult | None = None
    check: StabilityCheck | None = None
    robustness: Acceptability | None = None
    viewpoints: Mapping[str, OwnSelection] | None = None
    infeasible: InfeasibleError | None = None
    options: OptionsMaterial | None = None
    scenario: str = ""
    link: str = ""


OF_MONEY = ("report2024", "letters2024", "survey2022")
"""Sources of the frame, the key and the ledger."""
OF_NEAREST = ("never_flips", "no_flip_found", "only_equal", "flips")
"""Reasons that a brief check knows nothing of."""


def document(material: Material, made: date, version: str, locale: Locale) -> Document:
    """The whole document."""
    scores = material.scores
    footer = locale.text("document.made", date=made.isoformat(), version=version)
    sections = [
        _question(material, locale),
        *_options(material, footer, locale),
        *_selection(material, footer, locale),
        _ranking(material, footer, locale),
        *_robustness(material, locale),
        *_parties(material, locale),
        *todays_programmes(material.scores, locale),
        _criteria(material, locale),
        _basis(material, locale),
    ]
    return Document(
        locale.text("document.title"),
        locale.text("document.subtitle", data=scores.dataset.shown_title(locale)),
        footer,
        warning(scores.dataset, locale),
        tuple(sections),
        locale,
    )


def _said(key: str, locale: Locale, **fields: object) -> str:
    return locale.text(f"document.{key}", **fields)


def _question(material: Material, locale: Locale) -> Section:
    sentences = [_said("question", locale)]
    if material.result is not None:
        sentences.append(selections.chosen_in_words(material.result, locale))
    if material.infeasible is not None:
        sentences.append(material.infeasible.sentence(locale))
    sentences.append(_said("decides_nothing", locale))
    where = [_said("scenario", locale, scenario=material.scenario)] if material.scenario else []
    where += [_said("link", locale, link=material.link)] if material.link else []
    return Section(_said("question_title", locale), paragraphs=(*sentences, *where))


def _options(material: Material, footer: str, locale: Locale) -> Iterable[Section]:
    """The options side by side, then each with its slope chart, its half-years, its keys, notes and standpoints."""
    if material.options is None:
        return
    book, options = material.options.book, material.options.options
    note = locale.written(book.file, "note")
    yield Section(
        _said("options_title", locale),
        paragraphs=tuple(paragraph for paragraph in (f"{book.file.title(locale)}.", note) if paragraph),
        tables=(
            # Its title is the section's own.
            replace(side_by_side_table(options, material.options.robustness, book, locale), title=""),
            change_table(options, book, locale),
            totals_table(options, book, locale),
            kroner_table(options, book, locale),
        ),
    )
    for option in options:
        called = letter(option.planned.option)
        lines = slope_lines(option, book, locale)
        notes = [
            option_note.partition(": ")[2] for option_note in option_notes(option, book, locale, standpoints=False)
        ]
        yield Section(
            _said("option_title", locale, letter=called, name=option.planned.option.name(locale)),
            level=2,
            paragraphs=tuple(notes),
            figures=(slope_figure(lines, called, material.scores, footer, locale),) if lines else (),
            tables=(half_years_table(option, book, locale), keys_table(option, book, locale)) if option.plan else (),
            points=tuple(
                locale.text("plans.standpoint", party=standpoint.party, words=standpoint.words)
                for standpoint in option.planned.option.standpoints
            ),
            blanks=(_said("standpoint", locale),),
        )


def _selection(material: Material, footer: str, locale: Locale) -> Iterable[Section]:
    result, scores = material.result, material.scores
    if result is None:
        return
    programmes = _only(
        selections.programmes_table(result, scores, locale),
        ("name", "role_words", "rank", "score", "jobs", "grant_mnok", "grant_later_mnok"),
    )
    figures: tuple[Figure, ...] = ()
    if result.grants is not None:
        then = {programme: mnok(grant) for programme, grant in result.grants.first_year.items()}
        figures = (grants_figure(today_grants(result.problem.key), then, scores, footer, locale),)
    others = (
        selections.numbers_table(result, scores, locale),
        selections.alternatives_table(result, scores, locale),
        reasons_table(_others_out(result, scores), result.problem, scores, locale).for_screen,
    )
    yield Section(
        _said("selection_title", locale),
        paragraphs=(_said("selection_proven", locale),),
        tables=(programmes,),
    )
    # After the table, which is parted where the page ends: the picture is not, and left half of the first page empty.
    yield Section(
        _said("selection_beside", locale),
        level=2,
        figures=figures,
        tables=tuple(table for table in others if table.rows),
        points=selections.selection_notes(result, scores, locale),
    )


def _others_out(result: SelectionResult, scores: Scores) -> dict[str, ReasonOut]:
    """Why each candidate is out; that today's programmes are not new needs no saying."""
    reasons = reasons_out(result, scores.dataset)
    return {name: reason for name, reason in reasons.items() if reason.kind != HAS_PROGRAMME}


def _ranking(material: Material, footer: str, locale: Locale) -> Section:
    scores, chosen = material.scores, material.result.selected if material.result else ()
    shown = ("place", "name", "score", "level_places", "lacks", "jobs", "rests_on")
    table = _only(ranking_table(scores, locale), shown)
    return Section(
        _said("ranking_title", locale),
        paragraphs=(_said("ranking_said", locale), locale.text("report.not_standardised")),
        figures=(ranking_figure(scores, chosen, footer, locale),),
        tables=(with_footnotes(replace(table, notes=marks(scores, Known(scores), locale)), "lacks"),),
    )


def _robustness(material: Material, locale: Locale) -> Iterable[Section]:
    if material.robustness is not None:
        yield Section(
            _said("robustness_title", locale),
            paragraphs=(_said("robustness_said", locale, draws=material.robustness.draws),),
            tables=(replace(acceptability_table(material.robustness, locale), notes=()),),
            points=acceptability_notes(material.robustness, locale),
        )
    if (check := material.check) is not None:
        for industry in check.industries:
            shown = [
                reason for reason in (*reasons(check, industry), *limits(industry)) if reason.code not in OF_NEAREST
            ]
            yield Section(
                check.result.problem.name(industry.industry_id, locale),
                level=2,
                points=tuple(reason_in_words(check, industry, reason, locale) for reason in shown),
            )


def _parties(material: Material, locale: Locale) -> Iterable[Section]:
    if material.viewpoints:
        yield Section(
            _said("parties_title", locale),
            paragraphs=(_said("parties_said", locale),),
            tables=(_own_selections(material.viewpoints, material.scores, locale),),
            blanks=(_said("standpoint", locale),) * 3,
        )


def _criteria(material: Material, locale: Locale) -> Section:
    scores, criteria = material.scores, material.scores.criteria
    notes = [
        note for declared in (criteria, criteria.selection) if declared and (note := locale.written(declared, "note"))
    ]
    table = _only(
        sheets.criteria_table(scores, locale),
        ("criterion", "own_weight", "normalised_weight", "low", "high", "period"),
    )
    tables = [table]
    if material.result is not None:
        tables.append(_only(sheets.conditions_table(material.result.problem, locale), ("words",)))
    reasons = dict.fromkeys(
        f"{criteria.label(node.id, locale)}: {note}"
        for node in tree_order(criteria)
        if (note := locale.written(criteria.criteria.get(node.id) or criteria.indicators[node.id], "note"))
    )
    return Section(
        _said("criteria_title", locale), paragraphs=tuple(notes), tables=tuple(tables), points=tuple(reasons)
    )


def _basis(material: Material, locale: Locale) -> Section:
    """What the figures rest on, with every source by its name."""
    scores = material.scores
    used = sorted(
        {used_source.source_id for used_source in used_sources(scores)}
        | (set(OF_MONEY) & scores.dataset.sources.keys())
    )
    columns = (Column("title", _said("source_title", locale)), Column("by", _said("source_by", locale)))
    known = [source for source_id in used if (source := scores.dataset.sources.get(source_id))]
    rows = tuple(
        (locale.period(source.title), " ".join(part for part in (source.publisher, source.published) if part))
        for source in known
    )
    return Section(
        _said("basis_title", locale),
        points=tuple(
            _by_name(note, scores, locale) for note in basis_notes(scores, locale) if not _is_source(note, scores)
        ),
        tables=(Table("", columns, rows),),
    )


def _is_source(note: str, scores: Scores) -> bool:
    """Whether a note only says what a source is called: they stand in a table of their own."""
    return note.partition(":")[0] in scores.dataset.sources


def _by_name(note: str, scores: Scores, locale: Locale) -> str:
    """The note with the names of sources in place of their ids, and no ids of criteria and data."""
    for own in (f" ({scores.criteria.id})", f" ({scores.dataset.name})"):
        note = note.replace(own, "")
    for source_id in sorted(scores.dataset.sources, key=len, reverse=True):
        note = re.sub(
            rf"(?<!\w){re.escape(source_id)}(?!\w)", lambda match: source_name(scores.dataset, match[0], locale), note
        )
    return note


def _own_selections(viewpoints: Mapping[str, OwnSelection], scores: Scores, locale: Locale) -> Table:
    """One row a viewpoint: the selection that it would choose by itself."""
    columns = (
        Column("profile", _said("viewpoint", locale)),
        Column("selected", locale.text("report.selected")),
    )
    named = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    rows = tuple(
        (
            locale.written(own.profile, "name"),
            ", ".join(named[industry] for industry in own.selected),
        )
        for own in viewpoints.values()
    )
    everywhere = set.intersection(*(set(own.selected) for own in viewpoints.values()))
    common = ", ".join(named[industry] for industry in sorted(everywhere)) or "–"
    return Table("", columns, rows, (_said("in_common", locale, industries=common),))


def _only(table: Table, keys: Sequence[str]) -> Table:
    """The columns of these keys that the table has, where a screen shows them."""
    kept = table.of_columns([column.key in keys for column in table.columns])
    return kept.for_screen
