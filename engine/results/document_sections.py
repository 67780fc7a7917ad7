"""The paper for the table: the question, the answer, what it rests on, how firmly it stands, and where to check it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.foundation.locale import number, text, written
from engine.output.document_model import Document, Figure, Section
from engine.output.table import Column, Table
from engine.results import selection as selections
from engine.results import stami_sheets as sheets
from engine.results.acceptability import acceptability_notes, acceptability_table
from engine.results.comparison import today_grants
from engine.results.document_figures import grants_figure, ranking_figure
from engine.results.industry_sensitivity import limits, reason_in_words, reasons
from engine.results.published_grants import amount_in_words, published_grants, sources_in_words
from engine.results.ranking import basis_notes, ranking_table, warning
from engine.robustness.acceptability import Acceptability
from engine.robustness.industry_sensitivity import StabilityCheck
from engine.robustness.stakeholder_profiles import Parties
from engine.scoring.score import Scores
from engine.selection.grant_key import mnok
from engine.selection.select import SelectionResult

BLANKS = ("wish", "systematic", "spread", "spending", "decision")
"""What only the parties know of one of today's programmes (report 2024, 3.5.3–3.5.4)."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the document is made of; None where the criteria or the data do not allow it.

    Parameters
    ----------
    scores, result
        Ranking, and the selection with its grants.
    check
        How firmly each selected industry stands.
    firmness
        How often each is selected over other weights.
    parties
        Viewpoints side by side.
    options
        Tables of an options file, the first of them the options side by side.
    scenario
        What the scenario is called, and its id; empty where it was not saved.
    link
        The address at which the page shows the same setting; empty where it is not known.
    """

    scores: Scores
    result: SelectionResult | None = None
    check: StabilityCheck | None = None
    firmness: Acceptability | None = None
    parties: Parties | None = None
    options: tuple[Table, ...] = ()
    scenario: str = ""
    link: str = ""


def document(material: Material, made: date, version: str, language: str) -> Document:
    """The whole document."""
    scores = material.scores
    footer = text("document.made", language, date=made.isoformat(), version=version)
    sections = [
        _question(material, language),
        *_options(material, language),
        *_selection(material, footer, language),
        _ranking(material, footer, language),
        *_firmness(material, language),
        *_parties(material, language),
        *_fates(material, language),
        _criteria(material, language),
        _basis(material, language),
    ]
    return Document(
        text("document.title", language),
        text("document.subtitle", language, data=scores.dataset.shown_title(language)),
        footer,
        warning(scores.dataset, language),
        tuple(sections),
        language,
    )


def _said(key: str, language: str, **fields: object) -> str:
    return text(f"document.{key}", language, **fields)


def _question(material: Material, language: str) -> Section:
    said = [_said("question", language)]
    if material.result is not None:
        said.append(selections.chosen_in_words(material.result, language))
    said.append(_said("decides_nothing", language))
    where = [_said("scenario", language, scenario=material.scenario)] if material.scenario else []
    where += [_said("link", language, link=material.link)] if material.link else []
    return Section(_said("question_title", language), paragraphs=(*said, *where))


def _options(material: Material, language: str) -> Iterable[Section]:
    if material.options:
        yield Section(_said("options_title", language), tables=material.options)


def _selection(material: Material, footer: str, language: str) -> Iterable[Section]:
    result, scores = material.result, material.scores
    if result is None:
        return
    programmes = _only(
        selections.programmes_table(result, scores, language),
        ("name", "role_words", "rank", "score", "jobs", "grant_mnok", "grant_later_mnok"),
    )
    figures: tuple[Figure, ...] = ()
    if result.grants is not None:
        then = {programme: mnok(grant) for programme, grant in result.grants.first_year.items()}
        figures = (grants_figure(today_grants(result.problem.key), then, scores, footer, language),)
    others = (
        selections.numbers_table(result, scores, language),
        selections.alternatives_table(result, scores, language),
        selections.excluded_table(result, language),
    )
    yield Section(
        _said("selection_title", language),
        paragraphs=(_said("selection_proven", language),),
        figures=figures,
        tables=(programmes, *(table for table in others if table.rows)),
        points=selections.selection_notes(result, scores, language),
    )


def _ranking(material: Material, footer: str, language: str) -> Section:
    scores, chosen = material.scores, material.result.selected if material.result else ()
    table = _only(ranking_table(scores, language), ("place", "name", "score", "lacks", "jobs", "rests_on"))
    return Section(
        _said("ranking_title", language),
        paragraphs=(_said("ranking_said", language), text("report.not_standardised", language)),
        figures=(ranking_figure(scores, chosen, footer, language),),
        tables=(replace(table, notes=table.notes[:1]),),
    )


def _firmness(material: Material, language: str) -> Iterable[Section]:
    if material.firmness is not None:
        yield Section(
            _said("firmness_title", language),
            paragraphs=(_said("firmness_said", language, draws=material.firmness.draws),),
            tables=(replace(acceptability_table(material.firmness, language), notes=()),),
            points=acceptability_notes(material.firmness, language),
        )
    if (check := material.check) is not None:
        for one in check.industries:
            found = (*reasons(check, one), *limits(one))
            yield Section(
                check.result.problem.name(one.industry_id, language),
                level=2,
                points=tuple(reason_in_words(check, one, reason, language) for reason in found),
            )


def _parties(material: Material, language: str) -> Iterable[Section]:
    if material.parties is not None:
        yield Section(
            _said("parties_title", language),
            paragraphs=(_said("parties_said", language),),
            tables=(_own_selections(material.parties, material.scores, language),),
            blanks=(_said("standpoint", language),) * 3,
        )


def _fates(material: Material, language: str) -> Iterable[Section]:
    result, scores = material.result, material.scores
    today = [one for one in scores.dataset.industries if one.status == "programme"]
    if result is None or not today:
        return
    yield Section(_said("fates_title", language), paragraphs=(_said("fates_said", language),))
    grants, published = today_grants(result.problem.key), published_grants(scores.dataset)
    for one in today:
        facts = [_said("fate_jobs", language, jobs=number(one.jobs, 0, language))] if one.jobs else []
        if one.industry_id in grants:
            facts.append(_said("fate_grant", language, grant=number(grants[one.industry_id], 2, language)))
        if known := published.get(one.industry_id):
            said = {"grant": amount_in_words(known, language), "period": known.period}
            source = sources_in_words({one.industry_id: known}, scores.dataset)
            facts.append(_said("fate_published", language, source=source, **said))
        yield Section(
            one.name(language),
            level=2,
            points=tuple(facts),
            blanks=tuple(_said(f"blank_{name}", language) for name in BLANKS),
        )


def _criteria(material: Material, language: str) -> Section:
    scores, criteria = material.scores, material.scores.criteria
    notes = [
        note
        for declared in (criteria, criteria.selection)
        if declared and (note := written(declared, "note", language))
    ]
    table = _only(
        sheets.criteria_table(scores, language),
        ("criterion", "own_weight", "normalised_weight", "rule", "low", "high", "period"),
    )
    tables = [table] if material.result is None else [table, sheets.conditions_table(material.result.problem, language)]
    return Section(_said("criteria_title", language), paragraphs=tuple(notes), tables=tuple(tables))


def _basis(material: Material, language: str) -> Section:
    return Section(
        _said("basis_title", language),
        points=basis_notes(material.scores, language),
        tables=(
            _only(sheets.sources_table(material.scores, language), ("source_id", "title", "publisher", "published")),
        ),
    )


def _own_selections(parties: Parties, scores: Scores, language: str) -> Table:
    """One row a viewpoint: the selection that it would choose by itself."""
    columns = (
        Column("profile", _said("viewpoint", language)),
        Column("selected", text("report.selected", language)),
    )
    named = {one.industry_id: one.name(language) for one in scores.dataset.industries}
    rows = tuple(
        (
            written(own.profile, "name", language),
            ", ".join(named[industry] for industry in own.selected),
        )
        for own in parties.own.values()
    )
    common = ", ".join(named[industry] for industry in parties.core) or "–"
    return Table("", columns, rows, (_said("in_common", language, industries=common),))


def _only(table: Table, keys: Sequence[str]) -> Table:
    """The columns of these keys that the table has, where a screen shows them."""
    kept = table.of_columns([column.key in keys for column in table.columns])
    return kept.for_screen
