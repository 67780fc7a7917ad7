"""The formulas against published worked examples, exact small cases and the properties that define them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.prevention_potential.fractions import combined, levin, miettinen, overall, risk_ratio, unexposed_risk

SHARES = st.floats(0.001, 0.999)
ODDS_RATIOS = st.floats(1, 50)


def one(*values):
    return np.array(values, dtype=np.float64)


def fraction(overall_risk, prevalences, odds):
    """From the published figures to the share: the way the whole goes."""
    unexposed = unexposed_risk(overall_risk, one(*prevalences), one(*odds))
    return float(levin(one(*prevalences), risk_ratio(one(*odds), unexposed)))


def test_zhang_and_yu_1998_odds_ratio_14_1_at_5_percent_is_42_6_percent_among_the_exposed():
    """Zhang & Yu, JAMA 1998;280:1690-1691: 5 % of the unexposed, 42.6 % of the exposed, odds ratio 14.1; as their
    figures are reprinted in the documentation of R's MKmisc, ``or2rr``."""
    assert float(risk_ratio(one(14.1), one(0.05))[0]) * 0.05 == pytest.approx(0.426, abs=0.0005)


def test_schwartz_et_al_1999_odds_ratio_0_6_was_a_risk_ratio_of_0_93():
    """Schwartz, Woloshin & Welch, N Engl J Med 1999;341:279-283: 84.7 % against 90.6 % were referred."""
    odds = (0.847 / 0.153) / (0.906 / 0.094)
    assert round(odds, 1) == 0.6
    assert float(risk_ratio(one(odds), one(0.906))[0]) == pytest.approx(0.93, abs=0.005)


def test_levin_30_percent_smokers_with_risk_ratio_15_is_81_percent_of_lung_cancer():
    """The worked example of Levin's formula (1953) in the Supercourse of epidemiology, lecture 421, slide 7."""
    assert float(levin(one(0.3), one(15))) == pytest.approx(0.81, abs=0.005)


def test_miettinen_all_cases_exposed_leave_the_fraction_of_the_exposed():
    """Miettinen 1974: pc·(RR − 1)/RR. Doll & Hill's smokers, 0.96 against 0.07 per 1000 a year: 92.7 % among them."""
    assert float(miettinen(one(1.0), one(0.96 / 0.07))) == pytest.approx(0.927, abs=0.0005)


def test_sterud_et_al_2021_three_facets_of_adverse_behaviour_combine_to_8_27_percent():
    """Sterud et al., Occup Environ Med 2021;78:576, table 4: 5.48, 2.18 and 0.79 % are 8.27 %; for short leave 3.48,
    1.09 and 0.78 % are 5.27 %, each printed with two decimals."""
    assert 100 * float(combined(one(0.0548, 0.0218, 0.0079))) == pytest.approx(8.27, abs=0.02)
    assert 100 * float(combined(one(0.0348, 0.0109, 0.0078))) == pytest.approx(5.27, abs=0.02)


def test_without_confounding_levin_and_miettinen_are_the_definition():
    """1000 people, 400 exposed: 120 cases among them and 60 among the others, who would all have 10 %: 80 of 180."""
    assert float(levin(one(0.4), one(3.0))) == pytest.approx(80 / 180)
    assert float(miettinen(one(120 / 180), one(3.0))) == pytest.approx(80 / 180)


def test_with_confounding_only_miettinen_is_the_definition():
    """Two strata, each with risk ratio 2. Young: 800, 10 % unexposed risk, 200 exposed. Old: 200, 30 %, 150 exposed.

    Cases 40 + 60 and 90 + 15, of which 20 and 45 would go: 65 of 205. Exposed cases are 130 of 205.
    """
    assert float(miettinen(one(130 / 205), one(2.0))) == pytest.approx(65 / 205)
    assert float(levin(one(350 / 1000), one(2.0))) == pytest.approx(0.35 / 1.35)
    assert float(levin(one(350 / 1000), one(2.0))) != pytest.approx(65 / 205, abs=0.01)


def test_levels_enter_one_formula():
    """100 people: 20 with risk ratio 2, 10 with 4, 70 unexposed at 10 %: 4 + 4 + 7 cases, 2 and 3 of them in excess."""
    assert float(levin(one(0.2, 0.1), one(2, 4))) == pytest.approx(5 / 15)


def test_the_quadratic_is_the_root_that_halving_finds():
    """A second level that nobody has turns the quadratic into the search, which must give the same."""
    exact = float(unexposed_risk(0.128, one(0.4), one(1.55)))
    searched = float(unexposed_risk(0.128, one(0.4, 0.0), one(1.55, 3.0)))
    assert exact == pytest.approx(searched, abs=1e-15)


@given(SHARES, st.floats(0, 1), st.floats(0.02, 50))
def test_the_risk_of_the_unexposed_gives_back_the_overall_risk(risk, prevalence, odds):
    unexposed = unexposed_risk(risk, one(prevalence), one(odds))
    assert 0 < float(unexposed) < 1
    assert float(overall(unexposed, one(prevalence), one(odds))) == pytest.approx(risk, rel=1e-12)


@given(SHARES, st.lists(st.tuples(st.floats(0, 0.3), st.floats(0.02, 50)), min_size=2, max_size=3))
def test_with_levels_too(risk, levels):
    prevalences, odds = (one(*values) for values in zip(*levels, strict=True))
    unexposed = unexposed_risk(risk, prevalences, odds)
    assert float(overall(unexposed, prevalences, odds)) == pytest.approx(risk, rel=1e-9)


@given(SHARES, SHARES, ODDS_RATIOS)
def test_a_fraction_is_a_share_of_the_whole(risk, prevalence, odds):
    assert 0 <= fraction(risk, [prevalence], [odds]) < 1


@given(SHARES, SHARES, SHARES, ODDS_RATIOS)
def test_more_exposed_never_means_less_to_win(risk, some, others, odds):
    less, more = sorted([some, others])
    assert fraction(risk, [less], [odds]) <= fraction(risk, [more], [odds]) + 1e-12


@given(SHARES, SHARES, ODDS_RATIOS)
def test_the_odds_ratio_itself_is_an_upper_bound(risk, prevalence, odds):
    assert fraction(risk, [prevalence], [odds]) <= float(levin(one(prevalence), one(odds))) + 1e-12


@given(st.lists(st.floats(0, 0.999), min_size=1, max_size=6))
def test_combined_is_at_least_each_and_at_most_the_whole_and_the_sum(fractions):
    whole = float(combined(one(*fractions)))
    assert max(fractions) - 1e-12 <= whole <= min(1, sum(fractions) + 1e-12)
    assert whole == pytest.approx(float(combined(one(*fractions[::-1]))))


def test_nobody_exposed_and_no_effect_leave_nothing_to_win():
    assert fraction(0.2, [0.0], [3.0]) == 0
    assert fraction(0.2, [0.5], [1.0]) == 0


def test_all_exposed_leave_the_fraction_of_the_exposed():
    """Then the unexposed risk is what gives 20 % at odds ratio 3: odds 0.25 / 3, so 1/13; and 1 − (1/13)/0.2."""
    assert fraction(0.2, [1.0], [3.0]) == pytest.approx(1 - (1 / 13) / 0.2)
