"""What the paper says: every figure in it is the ranking's and the selection's own."""

import re
import tomllib
from dataclasses import replace
from datetime import date

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import DEFAULT_LOCALE, LANGUAGES, Locale
from engine.plans.comparison import compared
from engine.plans.decision_facts import ASKS
from engine.plans.options import Standpoint
from engine.plans.options_book import book_of
from engine.plans.options_reading import read_options
from engine.results.document_sections import Material, OptionsMaterial, document
from engine.results.exclusion_reasons import reason_in_words
from engine.scoring.score import score
from engine.selection.exclusion_reasons import reasons_out
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select

MADE = date(2026, 11, 28)


@pytest.fixture(scope="module", params=["publisert", "syntetisk"])
def material(request):
    criteria = "publisert" if request.param == "publisert" else "stami"
    scores = score(read_dataset(shipped_data() / request.param), read_criteria(shipped_criteria() / f"{criteria}.toml"))
    return Material(scores, select(selection_problem(scores)), link="http://127.0.0.1/?max_new=5")


def everything(made):
    texts = [made.title, made.subtitle, made.made, made.warning]
    for section in made.sections:
        texts += [section.heading, *section.paragraphs, *section.points, *section.blanks]
        texts += [figure.alternative for figure in section.figures]
        texts += [str(cell) for table in section.tables for row in table.rows for cell in row]
    return "\n".join(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_selected_and_their_grants_are_those_of_select(material, language):
    text = everything(document(material, MADE, "1", Locale(language)))
    names = {industry.industry_id: industry.name(Locale(language)) for industry in material.scores.dataset.industries}
    assert all(names[industry] in text for industry in material.result.selected)
    assert all(str(grant / 1e8) in text for grant in material.result.grants.first_year.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_the_criteria_file_gives_stands_in_it(material, language):
    written = tomllib.loads((shipped_criteria() / material.scores.criteria.file).read_text(encoding="utf-8"))
    reasons = [
        entry[f"note_{language}"]
        for kind in ("indicator", "criterion")
        for entry in written[kind]
        if "note_nb" in entry
    ]
    text = everything(document(material, MADE, "1", Locale(language)))
    assert len(reasons) >= 5
    assert [reason for reason in reasons if reason not in text] == []


def test_every_candidate_that_is_out_has_its_reason(material):
    text = everything(document(material, MADE, "1", Locale("nb")))
    for name, reason in reasons_out(material.result, material.scores.dataset).items():
        words = reason_in_words(reason, material.result.problem, material.scores)
        assert (words in text) == (reason.kind != "has_programme"), name


def test_made_up_figures_are_said_to_be_so_first(material):
    made = document(material, MADE, "1", Locale("nb"))
    assert bool(made.warning) == material.scores.dataset.synthetic


def test_every_programme_of_today_has_its_sheet_with_blanks_and_no_score_for_a_fate(material):
    made = document(material, MADE, "1", Locale("nb"))
    sheets = [section for section in made.sections if section.blanks and section.level == 2]
    today = [industry.name() for industry in material.scores.dataset.industries if industry.status == "programme"]
    assert [sheet.heading for sheet in sheets] == today
    assert {len(sheet.blanks) for sheet in sheets} == {len(ASKS) + 1}


def test_the_link_and_the_date_stand_in_it(material):
    text = everything(document(material, MADE, "1", Locale("nb")))
    assert "http://127.0.0.1/?max_new=5" in text
    assert "2026-11-28" in text


def test_the_ranking_says_who_is_level_and_what_that_means(material):
    """As ``rank`` does: what the figures cannot tell apart is not told apart by a place alone."""
    section = next(
        section
        for section in document(material, MADE, "1", Locale("nb")).sections
        if section.heading == Locale("nb").text("document.ranking_title")
    )
    (table,) = section.tables
    position = [column.key for column in table.columns].index("level_places")
    assert any(row[position] for row in table.rows)
    assert Locale("nb").text("known.level_places_mean") in table.notes


def test_without_a_selection_the_ranking_stands_alone(material):
    made = document(Material(material.scores), MADE, "1", Locale("nb"))
    headings = [section.heading for section in made.sections]
    assert DEFAULT_LOCALE.text("document.ranking_title") in headings
    assert DEFAULT_LOCALE.text("document.selection_title") not in headings
    assert DEFAULT_LOCALE.text("document.robustness_title") not in headings


def test_options_stand_side_by_side_and_one_by_one_with_their_standpoints():
    scores = score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))
    file = read_options(shipped_criteria() / "alternativer_2025.toml")
    first = replace(file.options[0], standpoints=(Standpoint("En part", "Vi vil ha gulv"),))
    book = book_of(replace(file, options=(first, *file.options[1:])), scores)
    options = OptionsMaterial(book, compared(book), {})
    made = document(Material(scores, options=options), MADE, "1", Locale("nb"))
    headings = [section.heading for section in made.sections]
    assert "Alternativ A: De fem rapporten nevner, med dagens nøkkel" in headings
    own = made.sections[headings.index("Alternativ A: De fem rapporten nevner, med dagens nøkkel")]
    assert own.points == ("En part: «Vi vil ha gulv»",)
    assert own.figures[0].alternative.startswith("Linjediagram")
    assert "Bygg og anlegg" in own.figures[0].alternative


def test_the_norwegian_document_has_no_ids_and_no_english_of_ours(material):
    text = everything(document(replace(material, link=""), MADE, "1", Locale("nb")))
    dataset = material.scores.dataset
    ids = [name for name in (*dataset.sources, *dataset.position, *dataset.columns) if "_" in name]
    assert [name for name in ids if re.search(rf"(?<!\w){name}(?!\w)", text)] == []
    assert [word for word in ("goalposts", "arithmetic", "max_new", "minimum_grant", "clip") if word in text] == []
