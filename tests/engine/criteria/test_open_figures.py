"""What a criteria file that leaves figures open cannot ask, each in one line with its place."""

import pytest

from engine.criteria.open_figures import leaves_open, unknown_problems
from engine.criteria.reading import parse_criteria
from engine.foundation.errors import InputError

FILE = """
id = "open"
{top}
[[indicator]]
id = "x"
normalise = {{ method = "{method}" }}
{indicator}
[[indicator]]
id = "y"
normalise = {{ method = "minmax" }}
[[criterion]]
id = "score"
aggregate = "{aggregate}"
members = {{ x = 1.0, y = 1.0 }}
missing = "{missing}"
"""


def read(top="", method="minmax", indicator="", aggregate="arithmetic", missing="interval"):
    text = FILE.format(top=top, method=method, indicator=indicator, aggregate=aggregate, missing=missing)
    return parse_criteria(text, "open.toml")


def refused(**given):
    with pytest.raises(InputError) as raised:
        read(**given)
    return [(problem.code, problem.place, problem.given) for problem in raised.value.problems]


def test_the_low_end_is_ranked_by_where_the_file_says_nothing():
    assert read().rank_by == "low"
    assert read(top='rank_by = "high"').rank_by == "high"


def test_a_file_without_interval_or_judged_spread_leaves_nothing_open():
    assert not leaves_open(read(missing="skip"))
    assert leaves_open(read())
    assert leaves_open(read(missing="skip", indicator='judged_spread = 0.5\nnote_nb = "Fordi."'))


@pytest.mark.parametrize("method", ["zscore", "none"])
def test_unknown_values_have_no_ends_on_a_scale_without_any(method):
    assert refused(method=method) == [("interval_without_ends", "[[indicator]] x, normalise.method", method)]


@pytest.mark.parametrize("aggregate", ["geometric", "harmonic"])
def test_a_root_that_one_zero_makes_zero_cannot_be_left_open(aggregate):
    assert refused(aggregate=aggregate) == [("interval_root", "[[criterion]] score, aggregate", aggregate)]


def test_the_middle_of_a_minimum_is_no_minimum_of_middles():
    assert refused(aggregate="minimum", top='rank_by = "middle"') == [("interval_middle", "rank_by", "minimum")]
    assert not unknown_problems(read(aggregate="minimum", top='rank_by = "high"'))


def test_a_spread_is_refused_on_a_scale_without_ends_whatever_the_policy():
    given = {"method": "zscore", "missing": "skip", "indicator": 'inherited_spread = 0.5\nnote_nb = "Fordi."'}
    assert refused(**given) == [("spread_without_ends", "[[indicator]] x, normalise.method", "zscore")]


@pytest.mark.parametrize("key", ["judged_spread", "inherited_spread"])
def test_a_spread_states_its_reason(key):
    assert refused(indicator=f"{key} = 0.25") == [("spread_without_reason", f"[[indicator]] x, {key}", "0.25")]


def test_a_spread_of_old_figures_says_which_are_old():
    problems = refused(indicator='old_spread = 0.1\nnote_nb = "Fordi."')
    assert [code for code, _, _ in problems] == ["toml_missing_key"]
    problems = refused(indicator='old_spread = 0.1\nold_before = "før"\nnote_nb = "Fordi."')
    assert problems == [("toml_bad_period", "[[indicator]] x, old_before", "før")]


@pytest.mark.parametrize("share", ["-0.1", "1.5"])
def test_a_share_of_the_group_is_from_0_to_1(share):
    problems = refused(indicator=f"inherited_minimum_share = {share}")
    assert [code for code, _, _ in problems] == ["toml_out_of_range"]
