"""The whole way from a file to what may be shown."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.survey.estimation import prevalences
from engine.survey.specification import Minimums
from tests.engine.survey.surveys import found, industries, parquet, specification

SHOWN = ("n", "value", "se", "interval", "design_effect", "effective_n", "shrunk", "standardised")
JOINT = ("n", "joint", "joint_se", "joint_interval", "observed_over_expected", "odds_ratio", "odds_ratio_interval")


def survey(folder, sizes, cases):
    """Industries a, b, c … with so many respondents and cases of x; y follows x in every second."""
    names = "abcdefgh"
    rows = [(names[index], int(i < cases[index]), i % 2) for index, n in enumerate(sizes) for i in range(n)]
    return parquet(
        folder, industry=[row[0] for row in rows], x=[row[1] for row in rows], y=[row[2] for row in rows]
    ), names[: len(sizes)]


def test_a_hidden_industry_has_no_figure_at_all_and_neither_has_the_one_that_protects_it(tmp_path):
    path, names = survey(tmp_path, (200, 12, 60, 150), (60, 6, 20, 50))
    of = specification("x", "y", pairs=[("x", "y")], minimums=Minimums())
    estimates, joint = found(path, of, *names)
    for name, hidden in zip("abcd", (False, True, True, False), strict=True):
        for rows, fields in (((estimates[name, "x"],), SHOWN[:4]), ((joint[name, "x", "y"],), JOINT)):
            for estimate in rows:
                assert estimate.hidden == hidden
                assert all((getattr(estimate, field) is None) == hidden for field in fields)
    assert estimates[None, "x"].n == 422


def test_a_pair_is_hidden_where_either_side_is(tmp_path):
    """What is shown of a pair gives away both of its sides."""
    path, names = survey(tmp_path, (200, 100, 150, 120), (60, 3, 50, 40))
    estimates, joint = found(path, specification("x", "y", pairs=[("x", "y")], minimums=Minimums()), *names)
    hidden = {name for name in names if estimates[name, "x"].hidden or estimates[name, "y"].hidden}
    assert "b" in hidden
    assert {name for name in names if joint[name, "x", "y"].hidden} >= hidden


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), min_size=2, max_size=4))
def test_the_total_less_what_is_shown_is_never_one_small_industry(tmp_path, rows):
    sizes, cases = [n for n, _ in rows], [min(n, x) for n, x in rows]
    path, names = survey(tmp_path, sizes, cases)
    estimates, _ = found(path, specification("x", minimums=Minimums()), *names)
    total = estimates[None, "x"]
    if total.hidden:
        return
    shown = [estimate for (name, _), estimate in estimates.items() if name and not estimate.hidden]
    rest = total.n - sum(estimate.n for estimate in shown)
    rest_cases = total.n * total.value - sum(estimate.n * estimate.value for estimate in shown)
    assert rest == 0 or (rest >= 20 and 5 - 1e-6 <= rest_cases <= rest - 5 + 1e-6)


def test_the_raw_value_stands_beside_the_shrunk_one(tmp_path):
    path, names = survey(tmp_path, (400, 300, 200, 100, 50, 40), (40, 60, 60, 40, 25, 6))
    estimates, _ = found(path, specification("x", minimums=Minimums()), *names)
    small, large = estimates["e", "x"], estimates["a", "x"]
    assert small.value == 0.5
    assert small.shrunk < small.value
    assert small.own_share < large.own_share
    assert abs(small.shrunk - small.value) > abs(large.shrunk - large.value)


def test_hidden_industries_do_not_take_part_in_the_shrinkage(tmp_path):
    """They could be worked out from the model's mean: other answers behind what is hidden change nothing shown."""
    sizes = (400, 300, 200, 100, 90, 12, 12)
    shown = []
    for behind in ((6, 6), (12, 0)):
        path, names = survey(tmp_path, sizes, (40, 60, 60, 40, 25, *behind))
        estimates, _ = found(path, specification("x", minimums=Minimums()), *names)
        shown.append(
            {
                key: (estimate.value, estimate.shrunk, estimate.shrunk_se)
                for key, estimate in estimates.items()
                if key[0]
            }
        )
    assert shown[0] == shown[1]


def test_the_same_file_gives_the_same_result_each_time(tmp_path):
    path, names = survey(tmp_path, (400, 300, 200), (40, 60, 60))
    of = specification("x", "y", pairs=[("x", "y")], minimums=Minimums())
    assert prevalences(path, of, industries(*names)) == prevalences(path, of, industries(*names))


def test_a_design_effect_by_hand(tmp_path):
    """Yes from 5 of 6 by weight: z = w (x - 5/6) / 6 is 1, -5, 1 and 3 of 36, so the variance is 4/3 · 36/36² = 1/27.
    Of 4 drawn without weights it is 5/6 · 1/6 / 3 = 5/108: four fifths of that, as 5 such would have."""
    path = parquet(tmp_path, industry=["a"] * 4, x=[1, 0, 1, 1], weight=[1.0, 1.0, 1.0, 3.0])
    estimates, _ = found(path, specification("x", weight="weight"), "a")
    for industry in ("a", None):
        estimate = estimates[industry, "x"]
        assert (estimate.n, estimate.value) == (4, pytest.approx(5 / 6))
        assert estimate.se == pytest.approx((1 / 27) ** 0.5)
        assert (estimate.design_effect, estimate.effective_n) == (pytest.approx(0.8), pytest.approx(5))


def test_an_industry_without_respondents_is_hidden_like_a_small_one(tmp_path):
    path, names = survey(tmp_path, (400, 300), (40, 60))
    estimates, _ = found(path, specification("x", minimums=Minimums()), *names, "empty")
    assert estimates["empty", "x"].hidden
    assert estimates["empty", "x"].n is None


def test_what_there_is_of_respondents_is_counted(tmp_path):
    path = parquet(tmp_path, industry=["a", "a", None], x=[1, 0, 1])
    result = prevalences(path, specification("x"), industries("a"))
    assert (result.respondents, result.without_industry) == (3, 1)


@pytest.mark.parametrize("sizes", [(100, 100)])
def test_a_variable_nobody_says_yes_to_is_hidden_everywhere(tmp_path, sizes):
    path, names = survey(tmp_path, sizes, (0, 0))
    estimates, _ = found(path, specification("x", minimums=Minimums()), *names)
    assert all(estimate.hidden for estimate in estimates.values())
