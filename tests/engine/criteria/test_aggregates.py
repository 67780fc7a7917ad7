"""Every aggregate against printed examples, in fractions by hand, and by what must hold for any values."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_array_equal

from engine.criteria.aggregates import AGGREGATES, PAIR_FORMS, arithmetic, geometric, harmonic, minimum
from engine.foundation.formula import Formula
from engine.foundation.locale import LANGUAGES, area
from tests.engine.criteria.aggregate_tables import tables

NAN = np.nan


def of(aggregate, values, weights):
    return aggregate(np.array([values], dtype=float), np.array([weights], dtype=float))[0, 0]


def test_geometric_reproduces_handbook_section_6_11():
    """OECD/JRC (2008), p. 104: (21, 1, 1, 1) is 2.14 and (6, 6, 6, 6) is 6, equal when added; one unit more of the
    second indicator gives 2.54 and 6.23. The handbook cuts its decimals off after the second: the fourth root of 42
    is 2.5457."""
    equal = [1, 1, 1, 1]
    assert of(arithmetic, [21, 1, 1, 1], equal) == of(arithmetic, [6, 6, 6, 6], equal) == 6
    for values, printed in (
        ([21, 1, 1, 1], 2.14),
        ([6, 6, 6, 6], 6.00),
        ([21, 2, 1, 1], 2.54),
        ([6, 7, 6, 6], 6.23),
    ):
        assert printed - 1e-12 <= of(geometric, values, equal) < printed + 0.01


def test_arithmetic_reproduces_undp_mozambique_human_development_report_2000():
    """UNDP Mozambique (2000), technical notes: educational attainment is two thirds literacy and one third
    enrolment, the index the plain mean of three; three decimals."""
    for literacy, enrolment, printed in ((0.990, 0.881, 0.954), (0.829, 0.689, 0.782), (0.395, 0.320, 0.370)):
        assert of(arithmetic, [literacy, enrolment], [2, 1]) == pytest.approx(printed, abs=0.0005)
    for life, education, income, printed in (
        (0.870, 0.954, 0.895, 0.906),
        (0.747, 0.782, 0.575, 0.701),
        (0.288, 0.370, 0.334, 0.331),
    ):
        assert of(arithmetic, [life, education, income], [1, 1, 1]) == pytest.approx(printed, abs=0.0005)


def test_harmonic_by_hand():
    """1/2 and 1/4 with weights 1 and 3: 4 / (1·2 + 3·4) = 2/7."""
    assert of(harmonic, [0.5, 0.25], [1, 3]) == pytest.approx(2 / 7, rel=1e-15)


def test_geometric_by_hand():
    """1/4 and 1 with weights 1 and 1: 1/2; with weights 3 and 1: (1/4)^(3/4)."""
    assert of(geometric, [0.25, 1.0], [1, 1]) == pytest.approx(0.5, rel=1e-15)
    assert of(geometric, [0.25, 1.0], [3, 1]) == pytest.approx(0.25**0.75, rel=1e-15)


def test_minimum_looks_at_every_member_with_weight():
    assert of(minimum, [0.5, 0.2, 0.9], [1, 1e-9, 1]) == 0.2
    assert of(minimum, [0.5, 0.2, 0.9], [1, 0, 1]) == 0.5


@pytest.mark.parametrize("aggregate", [geometric, harmonic])
def test_the_mean_of_a_zero_is_zero_if_the_zero_has_weight(aggregate):
    assert of(aggregate, [0.0, 0.5], [1e-9, 1]) == 0.0
    assert of(aggregate, [0.0, 0.5], [0, 1]) == pytest.approx(0.5, rel=1e-15)
    assert of(aggregate, [0.0, 0.0], [0.5, 0.5]) == 0.0
    assert np.isnan(of(aggregate, [0.0, NAN], [0, 1]))


@pytest.mark.parametrize("aggregate", [geometric, harmonic])
def test_values_too_small_to_divide_by_count_as_zero(aggregate):
    assert of(aggregate, [5e-324, 0.5], [1, 1]) == 0.0


@pytest.mark.parametrize("aggregate", [geometric, harmonic])
def test_the_smallest_number_that_can_be_divided_by_counts(aggregate):
    tiny = 2.0**-1022
    assert of(aggregate, [tiny], [1]) == pytest.approx(tiny, rel=1e-12, abs=0)


@given(tables())
def test_every_mean_lies_between_the_smallest_and_the_largest_and_in_the_known_order(table):
    """min ≤ harmonic ≤ geometric ≤ arithmetic ≤ max over the members that count (the inequality of the means)."""
    values, weights = table
    means = [aggregate(values, weights) for aggregate in (minimum, harmonic, geometric, arithmetic)]
    largest = -minimum(-values, weights)
    for lower, upper in zip(means, [*means[1:], largest], strict=True):
        assert_array_equal(np.isnan(lower), np.isnan(upper))
        assert (np.nan_to_num(lower) <= np.nan_to_num(upper) * (1 + 1e-12) + 1e-300).all()


@given(tables())
def test_values_within_0_to_1_never_leave_it(table):
    for aggregate in AGGREGATES.values():
        result = aggregate.of(*table)
        assert (result[~np.isnan(result)] >= 0).all()
        assert (result[~np.isnan(result)] <= 1 + 1e-15).all()


@given(tables(missing=False))
def test_against_exact_fractions(table):
    values, weights = table
    for draw, row in enumerate(weights):
        exact = [Fraction(weight) for weight in row]
        for industry, given_values in enumerate(values):
            parts = [(weight, Fraction(value)) for weight, value in zip(exact, given_values, strict=True) if weight]
            total = sum(weight for weight, _ in parts)
            mean = sum(weight * value for weight, value in parts) / total
            assert arithmetic(values, weights)[draw, industry] == pytest.approx(float(mean), rel=1e-13)
            if all(value for _, value in parts):
                of_reciprocals = sum(weight / value for weight, value in parts) / total
                assert harmonic(values, weights)[draw, industry] == pytest.approx(float(1 / of_reciprocals), rel=1e-13)
                product = math.prod(float(value) ** float(weight / total) for weight, value in parts)
                assert geometric(values, weights)[draw, industry] == pytest.approx(product, rel=1e-12)
            else:
                assert harmonic(values, weights)[draw, industry] == 0
                assert geometric(values, weights)[draw, industry] == 0


def test_what_takes_no_negatives_is_what_has_no_value_for_them():
    """A geometric or harmonic mean of negatives is no mean (OECD/JRC 2008, step 7); the square root of one neither."""
    assert {name for name, aggregate in AGGREGATES.items() if not aggregate.takes_negatives} == {
        "geometric",
        "harmonic",
    }
    assert {name for name, form in PAIR_FORMS.items() if not form.takes_negatives} == {"geometric"}


@pytest.mark.parametrize("name", AGGREGATES)
def test_a_root_may_stand_open_where_one_zero_does_not_decide(name):
    assert AGGREGATES[name].open_root is bool(of(AGGREGATES[name].of, [0.0, 1.0], [1, 1]) > 0 or name == "minimum")


def test_every_aggregate_has_its_name_in_every_language():
    words = area("export")
    for key in (*(f"rule_{name}" for name in AGGREGATES), *(f"form_{name}" for name in PAIR_FORMS)):
        assert all(words[key][language] for language in LANGUAGES)


def calculated(written: Formula) -> float:
    """What a pocket calculator makes of the formula as it is written out."""
    expression = (
        written.pattern.format(*map(repr, written.numbers)).replace("·", "*").replace("^", "**").replace(";", ",")
    )
    return float(eval(re.sub(r"√(\(.*?\))", r"\1**0.5", expression), {"min": min, "__builtins__": {}}))


@pytest.mark.parametrize(
    ("name", "counted", "by_hand"),
    [
        ("arithmetic", [(0.25, 0.5), (0.75, 0.2)], 0.125 + 0.15),
        ("geometric", [(0.5, 0.25), (0.5, 1.0)], 0.5),
        ("geometric", [(1.0, 0.25)], 0.25),
        ("harmonic", [(0.25, 0.5), (0.75, 0.25)], 2 / 7),
        ("harmonic", [(0.25, 0.0), (0.75, 0.25)], 0.0),
        ("minimum", [(0.2, 0.5), (0.5, 0.25), (0.3, 0.75)], 0.25),
        ("minimum", [(1.0, 0.5)], 0.5),
    ],
)
def test_the_sum_that_is_written_out_comes_to_what_is_had_by_hand(name, counted, by_hand):
    written = AGGREGATES[name].written(counted)
    assert calculated(written) == pytest.approx(by_hand, rel=1e-14)
    assert written.value(*written.numbers) == pytest.approx(by_hand, rel=1e-14)


@pytest.mark.parametrize(("form", "by_hand"), [("geometric", 0.45), ("minimum", 0.25), ("product", 0.2025)])
def test_pairs_by_hand(form, by_hand):
    """e = 0.81, h = 0.25: √0.2025 = 0.45; 0.25; 0.2025."""
    pair_form = PAIR_FORMS[form]
    assert pair_form.of(np.array([0.81]), np.array([0.25]))[0] == pytest.approx(by_hand, rel=1e-15)
    assert pair_form.by_hand(0.81, 0.25) == pytest.approx(by_hand, rel=1e-15)
    assert calculated(Formula(pair_form.pattern.replace("%s", "{}"), (0.81, 0.25), pair_form.by_hand)) == pytest.approx(
        by_hand
    )


EXCEL = {
    "IF": lambda test, then, otherwise: then if test else otherwise,
    "AND": lambda *tests: all(tests),
    "ISNUMBER": lambda cells: ~np.isnan(cells),
    "SUMPRODUCT": lambda *rows: np.nansum(np.prod(rows, axis=0)),
    "SUM": lambda *terms: sum(terms),
    "PRODUCT": lambda *terms: math.prod(terms),
    "MIN": min,
    "w": np.array([1.0, 1.0, 2.0, 0.0]),
    "v": np.array([0.25, 1.0, NAN, 0.01]),
    "__builtins__": {},
}


@pytest.mark.parametrize(
    ("name", "stands_in", "mass", "by_hand"),
    [
        ("arithmetic", None, 2, (0.25 + 1) / 2),
        ("arithmetic", "0.5", 4, (0.25 + 1 + 2 * 0.5) / 4),
        ("geometric", None, 2, 0.25**0.5),
        ("geometric", "0.25", 4, (0.25 * 1 * 0.25**2) ** 0.25),
        ("harmonic", None, 2, 2 / (4 + 1)),
        ("harmonic", "0.5", 4, 4 / (4 + 1 + 4)),
        ("harmonic", "0.0", 4, 0.0),
        ("minimum", None, 2, 0.25),
        ("minimum", "0.125", 4, 0.125),
    ],
)
def test_the_cells_formula_comes_to_what_is_had_by_hand(name, stands_in, mass, by_hand):
    """1/4 and 1 with weight 1 each, one missing with weight 2, and 0.01 without weight."""
    weights, values = ([f"{row}[{index}]" for index in range(4)] for row in "wv")
    cell = AGGREGATES[name].cell(weights, values, "w", "v", str(mass), stands_in)
    with np.errstate(divide="ignore"):
        result = eval(cell.replace("^", "**").replace("=0", "==0").replace("/0.0", "/w[3]"), EXCEL)
    assert result == pytest.approx(by_hand, rel=1e-14)
