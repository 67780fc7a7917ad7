"""Prevention potential as JSON and tables: nothing rounded away, nothing lacking unsaid."""

import json

import pytest

from engine.dataset.reading import read_dataset
from engine.prevention_potential.effects import Effect, Outcome
from engine.prevention_potential.potential import prevention
from engine.results.prevention import (
    assumptions_json,
    matrix_table,
    outcome_table,
    potential_table,
    prevention_json,
)
from tests.engine.results.small import write_data

ROWS = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
alfa,lifting,2022,40,percent,4,100,published,s1
alfa,kneeling,2022,20,percent,2,100,published,s1
beta,lifting,2022,60,percent,4,100,synthetic,s1
alfa,absence,2023,5,percent,,,published,s2
"""
LIFTING, KNEELING = Effect("lifting", 3.0, 2.0, 4.5, "study"), Effect("kneeling", 2.0, 1.5, 2.6667, "study")


@pytest.fixture
def result(tmp_path):
    outcomes = (
        Outcome("sick_leave_over_16_days", ((LIFTING,), (KNEELING,)), 0.13, 30.0),
        Outcome("other", ((KNEELING,),), None),
    )
    return prevention(read_dataset(write_data(tmp_path / "data", indicators=ROWS)), outcomes, draws=50)


def rows_of(table):
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


def test_json_has_every_exposure_behind_every_share(result):
    answer = prevention_json(result)
    json.dumps(answer, allow_nan=False)
    alfa = answer["outcomes"]["sick_leave_over_16_days"]["industries"][0]
    assert [part["levels"][0]["exposure"] for part in alfa["exposures"]] == ["lifting", "kneeling"]
    level = alfa["exposures"][0]["levels"][0]
    assert (level["prevalence"], level["se"], level["odds_ratio"]) == (0.4, 0.04, 3.0)
    assert (level["quality"], level["source_ids"], level["period"]) == ("published", ["s1"], "2022")
    assert 1 < level["risk_ratio"] < 3
    assert alfa["interval"][0] < alfa["fraction"] < alfa["interval"][1]
    assert alfa["burden"]["kind"] == "days"
    assert answer["synthetic"] is True


def test_json_says_what_lacks(result):
    beta = prevention_json(result)["outcomes"]["sick_leave_over_16_days"]["industries"][1]
    assert (beta["lacking"], beta["burden"], beta["quality"]) == (["kneeling"], None, "synthetic")


def test_assumptions_are_in_both_languages_with_the_ids_they_concern(result):
    assumptions = {assumption["code"]: assumption for assumption in assumptions_json(result)}
    assert assumptions["upper_bound"]["concerns"] == ["other"]
    assert all(assumption["nb"] != assumption["en"] for assumption in assumptions.values())


def test_the_flat_table_has_a_row_for_each_industry_and_outcome(result):
    rows = rows_of(potential_table(result))
    assert len(rows) == 2 * len(result.dataset.industries)
    assert rows[0]["exposures"] == "lifting kneeling"
    assert rows[1]["lacking"] == "kneeling"
    assert rows[0]["burden_kind"] == "days"
    assert {row["synthetic"] for row in rows} == {True}


def test_the_matrix_marks_shares_that_some_exposures_lack(result):
    table = matrix_table(result)
    cells = {row["industry"]: row["sick_leave_over_16_days"] for row in rows_of(table)}
    assert cells["Beta"].endswith("*")
    assert not cells["Alfa"].endswith("*")
    assert cells["Delta"] is None
    assert any(note.startswith("*") for note in table.notes)


def test_one_outcome_shows_each_exposure_alone_largest_share_first(result):
    table = outcome_table(result, "sick_leave_over_16_days")
    rows = rows_of(table)
    shares = [row["share"] for row in rows]
    assert shares == sorted(shares, reverse=True)
    alfa = next(row for row in rows if row["industry"] == "Alfa")
    assert alfa["share"] == pytest.approx(1 - (1 - alfa["lifting"]) * (1 - alfa["kneeling"]))
    assert alfa["burden"] == round(1000 * 230 * 0.05 * alfa["share"])
    assert next(row for row in rows if row["industry"] == "Beta")["kneeling"] is None
