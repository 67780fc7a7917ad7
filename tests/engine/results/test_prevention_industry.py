"""One industry's prevention potential: every outcome, and every exposure alone and together."""

import pytest

from engine.dataset.reading import read_dataset
from engine.foundation.locale import Locale
from engine.prevention_potential.burden import CASES, DAYS, Burden
from engine.prevention_potential.effects import Effect, Outcome
from engine.prevention_potential.potential import Interval, prevention
from engine.results.prevention_industry import burden_in_words, needed_exposures, outcomes_table, parts_table
from tests.engine.results.small import write_data

ROWS = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
alfa,lifting,2022,40,percent,4,100,published,s1
alfa,kneeling,2022,20,percent,2,100,published,s1
beta,lifting,2022,60,percent,4,100,synthetic,s1
"""
LIFTING, KNEELING = Effect("lifting", 3.0, 2.0, 4.5, "study"), Effect("kneeling", 2.0, 1.5, 2.6667, "study")
OUTCOMES = (Outcome("both", ((LIFTING,), (KNEELING,))), Outcome("knees", ((KNEELING,),)))


@pytest.fixture
def result(tmp_path):
    return prevention(read_dataset(write_data(tmp_path / "data", indicators=ROWS)), OUTCOMES, draws=50)


def rows_of(table):
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


def test_each_exposure_alone_and_all_together_are_as_done_by_hand(result):
    """Levin: 0.4 · 2 / 1.8 = 4/9 and 0.2 · 1 / 1.2 = 1/6; together 1 − (5/9)(5/6) = 29/54."""
    lifting, kneeling, together = rows_of(parts_table(result.of_industry("alfa")[0]))
    assert lifting["share"] == pytest.approx(4 / 9)
    assert kneeling["share"] == pytest.approx(1 / 6)
    assert together["share"] == pytest.approx(29 / 54)
    assert (lifting["prevalence"], lifting["prevalence_se"]) == (pytest.approx(0.4), pytest.approx(0.04))
    assert (lifting["odds_ratio"], lifting["odds_low"], lifting["odds_high"]) == (3.0, 2.0, 4.5)
    assert lifting["risk_ratio"] == 3.0
    assert together["exposure"] == "Alle samlet"
    assert together["prevalence"] is None


def test_an_exposure_without_a_prevalence_stands_in_the_table_without_a_share(result):
    lifting, kneeling = rows_of(parts_table(result.of_industry("beta")[0], Locale("en")))
    assert lifting["quality"] == "synthetic"
    assert (kneeling["share"], kneeling["prevalence"], kneeling["quality"]) == (None, None, "missing")


def test_one_exposure_is_not_repeated_as_all_together(result):
    assert len(rows_of(parts_table(result.of_industry("alfa")[1]))) == 1


def test_levels_of_one_exposure_share_the_figure_at_the_first(tmp_path):
    """Levin with levels: (0.4 · 2 + 0.2 · 1) / 2 = 1/2."""
    levels = (Outcome("stress", ((LIFTING, KNEELING),)),)
    result = prevention(read_dataset(write_data(tmp_path / "data", indicators=ROWS)), levels, draws=50)
    first, second = rows_of(parts_table(result.of_industry("alfa")[0]))
    assert first["share"] == pytest.approx(1 / 2)
    assert (second["share"], second["prevalence"]) == (None, pytest.approx(0.2))


def test_every_outcome_has_a_row_with_what_it_lacks(result):
    both, knees = rows_of(outcomes_table(result, "beta"))
    assert both["lacking"] == "kneeling"
    assert both["share"] == pytest.approx(0.6 * 2 / (1 + 0.6 * 2))
    assert (knees["share"], knees["quality"]) == (None, "mangler")


@pytest.mark.parametrize(
    ("kind", "interval", "nb", "en"),
    [
        (
            CASES,
            Interval(149.4, 216.7, 10.0),
            "187 nye uføretrygdede (149–217)",
            "187 new disability pensions (149–217)",
        ),
        (DAYS, None, "187 dagsverk", "187 working days"),
    ],
)
def test_what_a_share_stands_for_is_said_with_its_interval_where_it_has_one(kind, interval, nb, en):
    of = Burden(kind, 186.6, interval, "frafall", 11.8, "2023", "inherited", 20652, "derived", "derived", ())
    assert (burden_in_words(of, Locale("nb")), burden_in_words(of, Locale("en"))) == (nb, en)


def test_the_exposures_that_are_needed_are_named_by_outcome():
    assert needed_exposures(OUTCOMES) == (("both", "lifting, kneeling"), ("knees", "kneeling"))
