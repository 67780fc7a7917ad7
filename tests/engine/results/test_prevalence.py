"""Prevalences as JSON, tables and one flat table."""

import json
from dataclasses import replace

import pytest

from engine.dataset.model import Source
from engine.foundation.locale import Locale
from engine.results.prevalence import flat_table, notes, prevalence_answer, prevalence_json, result_tables
from engine.results.renderers import json_text
from engine.survey.estimation import Estimate, Prevalences
from engine.survey.pair_figures import JointEstimate
from engine.survey.specification import Columns, Pair, Specification, Variable

NAMES = {"a": "Alfa", "b": "Beta"}


@pytest.fixture
def prevalence():
    of = Specification(
        file="spec.toml",
        source=Source("survey", "A survey", "", "", ""),
        columns=Columns(industry="i", stratum="s"),
        variables=(
            Variable("x", "x", (1.0,), (0.0,), label_nb="Løfter", label_en="Lifting"),
            Variable("y", "y", (1.0,), (0.0,)),
        ),
        pairs=(Pair("x", "y"),),
        synthetic=True,
    )
    estimates = tuple(
        Estimate(
            "2022",
            industry,
            variable,
            n=100,
            value=0.25,
            se=0.05,
            interval=(0.2, 0.3),
            design_effect=1.1,
            effective_n=90.9,
        )
        for variable in ("x", "y")
        for industry in ("a", None)
    )
    hidden = (Estimate("2022", "b", "x", hidden=True), Estimate("2022", "b", "y", hidden=True))
    joint = (
        JointEstimate(
            "2022", "a", "x", "y", n=90, joint=0.1, joint_se=0.02, observed_over_expected=1.6, odds_ratio=2.5
        ),
        JointEstimate("2022", "b", "x", "y", hidden=True),
    )
    return Prevalences("survey.csv", of, ("2022",), ("a", "b"), estimates + hidden, joint, 200, 3)


def test_json_has_shares_and_nothing_of_what_is_hidden(prevalence):
    result = json.loads(json_text(prevalence_json(prevalence)))
    assert (result["synthetic"], result["quality"], result["respondents"]) == (True, "synthetic", 200)
    assert result["estimates"][0]["value"] == 0.25
    assert result["estimates"][0]["interval"] == [0.2, 0.3]
    hidden = [estimate for estimate in result["estimates"] + result["joint"] if estimate["hidden"]]
    named = {"period", "industry_id", "indicator_id", "exposure", "complaint", "hidden"}
    assert len(hidden) == 3
    assert all(value is None for estimate in hidden for key, value in estimate.items() if key not in named)


def test_a_table_for_each_variable_and_pair_shows_per_cent_and_a_dash_for_what_is_hidden(prevalence):
    first, second, joint = result_tables(prevalence, NAMES, Locale("nb"))
    assert first.title == "Løfter, 2022: andel etter bransje"
    assert second.title.startswith("y, 2022")
    keys = [column.key for column in first.columns]
    assert first.rows[0][keys.index("value")] == 25.0
    assert [row[0] for row in first.rows] == ["Alfa", "Alle bransjer", "Beta"]
    assert first.rows[2][1:] == (None,) * (len(keys) - 1)
    assert joint.rows[0][[column.key for column in joint.columns].index("odds_ratio")] == 2.5


def test_every_row_of_the_flat_table_says_that_it_is_made_up_and_where_it_is_from(prevalence):
    table = flat_table(prevalence)
    keys = [column.key for column in table.columns]
    assert len(table.rows) == 8
    for row in table.rows:
        assert dict(zip(keys, row, strict=True)) | {
            "synthetic": True,
            "quality": "synthetic",
            "source_id": "survey",
        } == dict(zip(keys, row, strict=True))


def test_csv_has_the_same_shares_as_json(prevalence):
    table, result = flat_table(prevalence), json.loads(json_text(prevalence_json(prevalence)))
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    assert [row["value"] for row in rows if row["indicator_id"]] == [
        estimate["value"] for estimate in result["estimates"]
    ]
    assert [row["joint"] for row in rows if row["exposure"]] == [estimate["joint"] for estimate in result["joint"]]


def test_shrinkage_is_explained_only_where_something_is_shrunk(prevalence):
    plain = replace(prevalence, estimates=tuple(replace(estimate, shrunk=None) for estimate in prevalence.estimates))
    assert any("Krympet" in note for note in notes(prevalence, Locale("nb"))) == any(
        estimate.shrunk for estimate in prevalence.estimates
    )
    assert not any("Krympet" in note for note in notes(plain, Locale("nb")))


@pytest.mark.parametrize(("language", "made_up"), [("nb", "SYNTETISKE TALL"), ("en", "SYNTHETIC FIGURES")])
def test_the_screen_says_first_that_the_figures_are_made_up(prevalence, language, made_up):
    text = prevalence_answer(prevalence, NAMES, Locale(language)).written("table")
    assert text.startswith(made_up)
    assert text.count("\n") > 20


def test_the_notes_tell_the_design_the_minimums_and_how_many_are_hidden(prevalence):
    text = " ".join(notes(prevalence, Locale("nb")))
    assert "Taylor-linearisering; strata" in text
    assert "færre enn 20 svar" in text
    assert "Skjulte tall: 3." in text
    assert "samme personene" in text


def test_what_is_left_out_is_told_in_words_and_numbers(prevalence):
    of = replace(prevalence.specification, subpopulation=(("pdwrk", (1.0, 2.0)), ("sector", ("a",))))
    more = replace(
        prevalence,
        specification=of,
        weightless=7,
        outside_subpopulation=1234,
        declared_missing={"x": 46},
        groups=("47",),
    )
    text = " ".join(notes(more, Locale("nb")))
    assert "som oppfyller pdwrk = 1, 2; sector = a. Andre svar, som teller i utvalgsplanen" in text
    assert "og ikke ellers: 1\N{NO-BREAK SPACE}234." in text
    assert "Svar med vekten 0: 7." in text
    assert "Løfter: svar som er gyldige" in text
    assert "erklærer som manglende: 46." in text
    assert "SN2007-linjene" in text
    result = json.loads(json_text(prevalence_json(more)))
    assert result["declared_missing"] == {"x": 46}
    assert result["subpopulation"] == {"pdwrk": [1.0, 2.0], "sector": ["a"]}
    assert (result["zero_weight"], result["outside_subpopulation"]) == (7, 1234)


def test_groups_that_are_shown_stand_in_the_table_and_hidden_ones_in_the_file(prevalence):
    shown = replace(prevalence.estimates[0], industry_id=None, sn2007_group="45-47")
    more = replace(prevalence, estimates=(*prevalence.estimates, shown, Estimate("2022", None, "x", "47", hidden=True)))
    first, *_ = result_tables(more, NAMES, Locale("nb"))
    assert [row[0] for row in first.rows] == ["Alfa", "Alle bransjer", "Beta", "SN2007 45-47"]
    table = flat_table(more)
    position = [column.key for column in table.columns].index("sn2007_group")
    assert [row[position] for row in table.rows if row[position]] == ["45-47", "47"]
