"""The answers of check, robustness, methods, audit and parties: one result in every form, both languages."""

import csv
import io
import json
import re

import pytest

from engine.criteria.model import Profile
from engine.foundation.locale import Locale
from engine.results.audit_renderers import audit_answer
from engine.results.robustness_renderers import (
    check_answer,
    exactness_notes,
    methods_answer,
    parties_answer,
    robustness_answer,
)
from engine.robustness.acceptability import acceptability
from engine.robustness.criteria_diagnostics import audit
from engine.robustness.industry_sensitivity import check
from engine.robustness.method_comparison import method_choices
from engine.robustness.sensitivity import sensitivity
from engine.robustness.stakeholder_profiles import parties
from engine.scoring.score import score
from tests.engine.results.small import CRITERIA, SELECTION

PROFILES = (
    Profile("shares", "Andel først", {"share": 9, "rate": 1}, name_en="Share first"),
    Profile("rates", "Rate først", {"share": 1, "rate": 9}),
)
ROOMS = ("check", "robustness", "methods", "audit", "parties")


def answered(room, scores, language="nb"):
    data, asked = scores.dataset, scores.criteria
    if room == "check":
        return check_answer(check(scores, ["alfa", "gamma", "delta"], draws=20), Locale(language))
    if room == "robustness":
        return robustness_answer(acceptability(scores, draws=20), Locale(language))
    if room == "methods":
        sensitivities = sensitivity(data, asked, ("alfa",), base_samples=2)
        return methods_answer(method_choices(data, asked), sensitivities, Locale(language))
    if room == "audit":
        return audit_answer(audit(data, asked), scores, Locale(language))
    return parties_answer(parties(data, asked, PROFILES, "p.toml"), scores, Locale(language))


@pytest.fixture(params=ROOMS)
def room(request):
    return request.param


@pytest.fixture
def made_up(scores_of):
    """The small case, with a figure that somebody made up."""
    indicators = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
alfa,share,2023,10,percent,,,synthetic,s1
beta,share,2023,2,percent,,,published,s1
gamma,share,2023,5,percent,,,derived,s1
alfa,rate,2022,2,per_1000_employed,,,classified,s2
beta,rate,2022,3,per_1000_employed,,,published,s2
"""
    return scores_of(indicators=indicators)


def test_the_json_is_strict_and_says_what_it_rests_on(room, small):
    answer = json.loads(answered(room, small).written("json"), parse_constant=lambda constant: pytest.fail(constant))
    assert {"data", "indicators", "sources", "synthetic"} <= answer.keys()
    assert answer["synthetic"] is False


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_screen_is_whole_in_both_languages(room, small, language):
    text = answered(room, small, language).written("table")
    assert not re.search(r"[{}]|\bnan\b|\bNone\b|Traceback", text)
    assert ("Kriterier:" if language == "nb" else "Criteria:") in text
    assert text.endswith("\n")
    # What has a name is called by it.
    # Within a Norwegian sentence the name Alfa is written as the id is; in English it is alpha.
    assert language == "nb" or not re.search(r"\balfa\b", text)


def test_the_csv_is_one_table_of_full_rows(room, small):
    header, *rows = list(csv.reader(io.StringIO(answered(room, small).written("csv"))))
    assert rows
    assert len(set(header)) == len(header)
    assert all(len(row) == len(header) for row in rows)
    assert not {"nan", "None"} & {cell for row in rows for cell in row}


def test_made_up_figures_are_said_on_every_page_and_in_every_row(room, made_up):
    answer = answered(room, made_up)
    assert answer.written("table").startswith("SYNTETISKE TALL")
    assert {row["synthetic"] for row in csv.DictReader(io.StringIO(answer.written("csv")))} == {"true"}
    assert json.loads(answer.written("json"))["synthetic"] is True


def test_the_same_twice(room, small):
    first, again = answered(room, small), answered(room, small)
    for form in ("table", "json", "csv"):
        assert first.written(form) == again.written(form)


def test_check_tells_each_industrys_reasons_before_the_tables(small):
    text = answered("check", small).written("table")
    assert text.index("Alfa er med") < text.index("Gamma er ikke med") < text.index("Vekter der statusen holder")
    assert "Delta er ikke med: den har ingen poengsum" in text


def test_a_viewpoints_name_is_told_in_the_language_asked_for_or_else_in_bokmaal(small):
    text = answered("parties", small, "en").written("table")
    assert "\nShare first" in text
    assert ", Rate først" in text


def test_methods_can_be_told_without_sensitivity(small):
    answer = methods_answer(method_choices(small.dataset, small.criteria), None)
    assert json.loads(answer.written("json"))["sensitivity"] is None
    assert "Sobol" not in answer.written("table")


def test_what_is_exact_needs_no_note_and_what_is_stepped_says_why(scores_of):
    straight = scores_of(
        CRITERIA.replace('id = "score"\n', 'id = "score"\nmissing = "worst"\n') + SELECTION,
    )
    assert exactness_notes(check(straight, ["alfa"], draws=5), Locale("nb")) == []
    lacking = scores_of(CRITERIA + SELECTION.replace("max_new = 2", "max_new = 3"))
    (note, *_) = exactness_notes(check(lacking, ["alfa"], draws=5), Locale("nb"))
    assert "mangler tall" in note
    assert "andel" in note
    bent = scores_of(CRITERIA.replace('"arithmetic"', '"geometric"') + SELECTION)
    (note, *_) = exactness_notes(check(bent, ["alfa"], draws=5), Locale("nb"))
    assert "ikke er et vektet gjennomsnitt" in note


def test_parties_say_what_all_select_and_where_none_agree(scores_of):
    """With one to choose alfa is best on share, and made best on rate nobody else: then beta."""
    indicators = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
alfa,share,2023,10,percent,,,published,s1
beta,share,2023,1,percent,,,published,s1
gamma,share,2023,9,percent,,,published,s1
alfa,rate,2022,0,per_1000_employed,,,published,s2
beta,rate,2022,4,per_1000_employed,,,published,s2
gamma,rate,2022,3,per_1000_employed,,,published,s2
"""
    scores = scores_of(CRITERIA + SELECTION.replace("max_new = 2", "max_new = 1"), indicators=indicators)
    result = parties(scores.dataset, scores.criteria, PROFILES, "p.toml")
    assert "Ingen bransje er i alle synspunktenes utvalg." in parties_answer(result, scores).written("table")
    two = score(scores.dataset, scores.criteria)
    assert json.loads(parties_answer(result, two).written("json"))["core"] == []


IDS = {
    "parties": ("selection_id", "industry_ids", "profile_id"),
    "methods": ("choice_id", "enters_ids", "leaves_ids", "not_ranked_ids"),
    "audit": ("criterion_id",),
}


@pytest.mark.parametrize("room_with_ids", IDS)
def test_csv_has_ids_beside_names_in_any_language(room_with_ids, small):
    """The same ids whatever the language, and none of them on the screen."""
    tables = [
        list(csv.DictReader(io.StringIO(answered(room_with_ids, small, language).written("csv"))))
        for language in ("nb", "en")
    ]
    for name in IDS[room_with_ids]:
        assert [row[name] for row in tables[0]] == [row[name] for row in tables[1]]
        assert all(re.fullmatch(r"[a-z0-9_. ]*", row[name]) for row in tables[0])
        assert name not in answered(room_with_ids, small).written("table")
    assert tables[0] != tables[1]
