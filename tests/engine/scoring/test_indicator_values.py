"""One indicator's way from raw values to the tree."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from engine.criteria.model import Criteria, Criterion, Indicator, Normalise
from engine.dataset.model import Column
from engine.foundation.locale import Locale
from engine.scoring.indicator_values import Clipped, prepared, prepared_all

NAN = np.nan


def prepare(indicator, values):
    raw = np.array(values, dtype=float)
    return prepared(indicator, raw, "2020", tuple("abcdefgh"[: len(raw)]), "c.toml")


def test_all_columns_at_once_are_what_each_is_alone():
    """Goalposts of every kind: within, beyond, missing, lower, and other methods between them."""
    kinds = {
        "a": {"low": 0.0, "high": 3.0},
        "b": {"low": 1.0, "high": 7.0, "direction": "lower"},
        "c": {"low": 0.3, "high": 0.7},
        "d": {"method": "minmax"},
        "e": {"low": 0.1, "high": 90.0, "transform": "log"},
    }
    asked = {
        name: Indicator(
            name,
            Normalise(kind.get("method", "goalposts"), kind.get("low"), kind.get("high")),
            direction=kind.get("direction", "higher"),
            transform=kind.get("transform", "none"),
        )
        for name, kind in kinds.items()
    }
    raw = np.random.default_rng(4).uniform(0.2, 2.9, (5, 7))
    raw[0, 2] = raw[2, 3] = NAN
    nothing = np.full(7, NAN)
    columns = {
        name: Column(name, "2020", "", values, nothing, nothing, np.zeros(7, dtype=np.int8), ((),) * 7, ((),) * 7)
        for name, values in zip(asked, raw, strict=True)
    }
    root = Criterion("score", members=dict.fromkeys(asked, 1.0))
    criteria = Criteria("c", asked, {"score": root}, root_id="score", file="c.toml")
    positions, ids = np.array([0, 2, 3, 5, 6]), ("a", "c", "d", "f", "g")
    for name, together in prepared_all(criteria, columns, positions, ids).items():
        alone = prepared(asked[name], raw[list(asked).index(name)][positions], "2020", ids, "c.toml")
        assert_array_equal(together.values, alone.values)
        assert (together.clipped, together.problems) == (alone.clipped, alone.problems)


def test_what_is_clipped_is_listed_with_its_raw_value_and_the_goalpost(indicator_of):
    done = prepare(indicator_of("x", low=2.0, high=10.0), [1.5, 2.0, 6.0, 10.0, 11.0, NAN])
    assert_array_equal(done.values, [0, 0, 0.5, 1, 1, NAN])
    assert done.clipped == (Clipped("a", "x", "2020", 1.5, 2.0), Clipped("e", "x", "2020", 11.0, 10.0))
    assert done.problems == ()


def test_with_a_lower_direction_the_goalpost_is_still_the_one_passed(indicator_of):
    done = prepare(indicator_of("x", low=2.0, high=10.0, direction="lower"), [1.0, 4.0])
    assert_array_equal(done.values, [1.0, 0.75])
    assert done.clipped == (Clipped("a", "x", "2020", 1.0, 2.0),)


def test_without_clipping_every_value_outside_is_a_problem(indicator_of):
    done = prepare(indicator_of("x", low=2.0, high=10.0, clip=False), [1.5, 2.0, 11.0])
    assert [problem.sentence(Locale("en")) for problem in done.problems] == [
        "c.toml, [[indicator]] x: a has 1.5, outside the goalposts, and clip = false. Allowed: 2.0–10.0.",
        "c.toml, [[indicator]] x: c has 11.0, outside the goalposts, and clip = false. Allowed: 2.0–10.0.",
    ]
    assert done.clipped == ()


def test_the_logarithm_applies_to_the_goalposts_too(indicator_of):
    """Half way in logarithms between 100 and 10 000 is 1 000."""
    done = prepare(indicator_of("x", low=100.0, high=10_000.0, transform="log"), [100.0, 1_000.0, 10_000.0, 20_000.0])
    assert_allclose(done.values, [0, 0.5, 1, 1], rtol=1e-15)
    assert done.values[0] == 0
    assert done.values[2] == 1
    assert done.clipped == (Clipped("d", "x", "2020", 20_000.0, 10_000.0),)


def test_a_logarithm_of_nothing_or_less_is_a_problem(indicator_of):
    done = prepare(indicator_of("x", method="minmax", transform="log"), [0.0, 1.0, -2.0, NAN])
    assert [problem.sentence(Locale("nb")) for problem in done.problems] == [
        "c.toml, [[indicator]] x: a har 0.0, som ikke har noen logaritme. Gyldig: > 0.",
        "c.toml, [[indicator]] x: c har -2.0, som ikke har noen logaritme. Gyldig: > 0.",
    ]


def test_min_max_percentile_rank_and_z_score_run_over_what_is_given(indicator_of):
    values = [1.0, 3.0, NAN, 2.0, 2.0]
    assert_array_equal(prepare(indicator_of("x", method="minmax"), values).values, [0, 1, NAN, 0.5, 0.5])
    assert_array_equal(prepare(indicator_of("x", method="percentile_rank"), values).values, [0, 1, NAN, 0.5, 0.5])
    root_half = np.sqrt(0.5)
    assert_allclose(
        prepare(indicator_of("x", method="zscore"), values).values, [-1 / root_half, 1 / root_half, NAN, 0, 0]
    )


def test_none_is_the_raw_value_or_its_negative(indicator_of):
    assert_array_equal(prepare(indicator_of("x", method="none"), [3.0, NAN]).values, [3.0, NAN])
    assert_array_equal(prepare(indicator_of("x", method="none", direction="lower"), [3.0, NAN]).values, [-3.0, NAN])


@pytest.mark.parametrize("method", ["minmax", "zscore"])
def test_numbers_too_large_to_compute_with_are_a_problem_and_no_silent_gap(indicator_of, method):
    done = prepare(indicator_of("x", method=method), [-1.7e308, 1.6e308, 1.7e308])
    assert {problem.code for problem in done.problems} == {"too_large"}
    assert "too large to compute with" in done.problems[0].sentence(Locale("en"))


def test_the_callers_values_are_left_alone(indicator_of):
    raw = np.array([1.0, 2.0])
    raw.flags.writeable = False
    for method in ("none", "goalposts", "minmax", "percentile_rank", "zscore"):
        prepared(indicator_of("x", method=method), raw, "2020", ("a", "b"), "")
