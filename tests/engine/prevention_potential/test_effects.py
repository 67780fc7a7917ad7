"""The table of published effects: read whole, or refused with every mistake."""

import csv

import pytest

from engine.foundation.errors import InputError
from engine.prevention_potential.effects import Effect, read_effects, shipped_effects

HEADER = (
    "outcome,exposure,domain,odds_ratio,ci_low,ci_high,baseline_risk,"
    "population_attributable_percent_all_listed,source_id\n"
)


@pytest.fixture
def read(tmp_path):
    def from_rows(rows):
        file = tmp_path / "effects.csv"
        file.write_text(HEADER + rows, encoding="utf-8")
        return read_effects(file)

    return from_rows


def test_the_shipped_table_is_read_without_losing_a_row():
    with shipped_effects().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = [
        (outcome.outcome_id, effect.exposure)
        for outcome in read_effects(shipped_effects())
        for effect in outcome.effects
    ]
    assert pairs == [(row["outcome"], row["exposure"]) for row in rows]


def test_levels_of_one_exposure_are_one_factor_and_exposures_are_one_each():
    sizes = {
        outcome.outcome_id: [len(factor) for factor in outcome.factors] for outcome in read_effects(shipped_effects())
    }
    assert sizes["sick_leave_over_16_days"] == [3]
    assert sizes["low_back_pain"] == [1, 1, 1, 1, 1]


def test_an_unpublished_risk_is_none():
    risks = {outcome.outcome_id: outcome.overall_risk for outcome in read_effects(shipped_effects())}
    assert risks["psychological_distress"] is None
    assert risks["low_back_pain"] == 0.128


def test_an_odds_ratio_that_is_not_in_the_middle_of_its_interval_is_marked():
    """1.79 (1.21-2.46): the middle in logarithms is sqrt(1.21 · 2.46) = 1.725; 1.41 (1.16-1.72) has 1.413."""
    assert Effect("standing", 1.79, 1.21, 2.46).asymmetric
    assert not Effect("demands", 1.41, 1.16, 1.72).asymmetric
    assert not Effect("unknown", 1.41).asymmetric


@pytest.mark.parametrize(
    "cells",
    ["0,0.5,2", "1.5,,2", "1.5,1,", "1.5,1.6,2", "1.5,1,1.4", "1.5,0,2", "1e300,1,1e301"],
    ids=["zero", "no low", "no high", "below", "above", "low zero", "no effect has"],
)
def test_an_odds_ratio_outside_its_interval_is_refused(read, cells):
    with pytest.raises(InputError, match=r"effects\.csv, pain lifting"):
        read(f"pain,lifting,mechanical,{cells},0.1,,s\n")


@pytest.mark.parametrize("risk", ["0", "1", "12.8"])
def test_a_risk_that_is_no_share_is_refused(read, risk):
    with pytest.raises(InputError, match="ikke en risiko"):
        read(f"pain,lifting,mechanical,1.5,1.2,1.9,{risk},,s\n")


def test_an_outcome_with_two_risks_is_refused(read):
    with pytest.raises(InputError, match="to ulike"):
        read("pain,lifting,m,1.5,1.2,1.9,0.1,,s\npain,kneeling,m,1.5,1.2,1.9,0.2,,s\n")


def test_every_problem_is_told(read):
    with pytest.raises(InputError) as caught:
        read("pain,lifting,m,0,,,2,,s\npain,kneeling,m,1.5,2,3,2,,s\n")
    assert len(caught.value.problems) == 4
