"""Profiles side by side: by hand, against enumeration, and what is wrong with a profile."""

from dataclasses import replace
from itertools import chain, combinations

import numpy as np
import pytest

from engine.criteria.model import Criterion, Normalise, Selection
from engine.criteria.reading import read_criteria, read_profiles
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InfeasibleError, InputError
from engine.foundation.locale import Locale
from engine.robustness.robust_selection import best_worst
from engine.robustness.stakeholder_profiles import own_selections, parties
from tests.engine.robustness.small import criteria, dataset, profile

# One of three alternatives under two states: weight all on the one or on the other.
STRONG_WEAK = {"strong": [8.0, 14.0, 20.0], "weak": [7.0, 5.0, -9.0]}
RAW = Normalise("none")
STATES = (profile("if_strong", strong=1.0, weak=0.0), profile("if_weak", strong=0.0, weak=1.0))


def pdc():
    return parties(
        dataset(STRONG_WEAK),
        criteria({"strong": 1.0, "weak": 1.0}, Selection(max_new=1, min_new=1), normalise=RAW),
        STATES,
    )


def test_pdc_condominium_as_two_profiles():
    """Anderson, Sweeney, Williams et al., *An Introduction to Management Science*, tables 13.1, 13.4 and 13.5.

    Maximin is the small complex (8, 7), minimax regret the medium one (regrets 6 and 2). Mean weights give 7.5, 9.5
    and 5.5: the medium one.
    """
    result = pdc()
    assert result.own["if_strong"].selected == ("c",)
    assert result.own["if_weak"].selected == ("a",)
    assert result.maximin.selected == ("a",)
    assert result.maximin.values == {"if_strong": 8, "if_weak": 7}
    assert result.maximin.regrets == {"if_strong": 12, "if_weak": 0}
    assert result.maximin.shares == {"if_strong": 8 / 20, "if_weak": 1}
    assert result.minimax_regret.selected == ("b",)
    assert result.minimax_regret.regrets == {"if_strong": 6, "if_weak": 2}
    assert result.mean.selected == ("b",)
    assert result.mean_weights == {"strong": 0.5, "weak": 0.5}
    assert result.core == ()


def test_every_selection_is_left_to_the_solver_that_is_asked_for(monkeypatch):
    """The three joint ones as well as each profile's own."""
    asked_of = []

    def noted(views, solver_name="highs"):
        asked_of.append(solver_name)
        return best_worst(views, solver_name)

    monkeypatch.setattr("engine.robustness.stakeholder_profiles.best_worst", noted)
    parties(
        dataset(STRONG_WEAK),
        criteria({"strong": 1.0, "weak": 1.0}, Selection(max_new=1, min_new=1), normalise=RAW),
        STATES,
        solver_name="cbc",
    )
    assert asked_of == ["cbc"] * 3


def test_what_each_would_choose_alone_is_had_without_the_rest():
    """Tables 13.1 and 13.4: the large complex if demand is strong (20), the small one if it is weak (7)."""
    rules = Selection(max_new=1, min_new=1)
    own = own_selections(dataset(STRONG_WEAK), criteria({"strong": 1.0, "weak": 1.0}, rules, normalise=RAW), STATES)
    assert {name: (choice.selected, choice.objective) for name, choice in own.items()} == {
        "if_strong": (("c",), 20),
        "if_weak": (("a",), 7),
    }
    with pytest.raises(InputError):
        own_selections(dataset(STRONG_WEAK), criteria({"strong": 1.0, "weak": 1.0}, rules, normalise=RAW), [])


def test_weights_are_normalised_before_the_mean_is_taken():
    """10 : 30 and 1 : 0 are 0.25 / 0.75 and 1 / 0, whose mean is 0.625 / 0.375."""
    result = parties(
        dataset({"x": [1.0, 0.0], "y": [0.0, 1.0]}),
        criteria({"x": 1.0, "y": 1.0}),
        [profile("large", x=10.0, y=30.0), profile("small", x=1.0, y=0.0)],
    )
    assert result.mean_weights == {"x": 0.625, "y": 0.375}
    assert result.own["large"].weights == {"x": 0.25, "y": 0.75}


def test_a_share_of_nothing_is_none():
    """Where even a profile's own best is 0 or negative."""
    result = parties(
        dataset({"x": [-1.0, -3.0], "y": [2.0, 1.0]}),
        criteria({"x": 1.0, "y": 1.0}, Selection(max_new=1, min_new=1), normalise=RAW),
        [profile("one", x=1.0, y=0.0), profile("other", x=0.0, y=1.0)],
    )
    assert result.maximin.shares == {"one": None, "other": 1.0}


def test_a_share_of_nothing_at_all_is_none_and_of_little_is_a_share():
    """By hand: b is worth 0 to the one and a -1; a is worth 0.4 to the other and b 0.1, a quarter."""
    result = parties(
        dataset({"x": [-1.0, 0.0], "y": [0.4, 0.1]}),
        criteria({"x": 1.0, "y": 1.0}, Selection(max_new=1, min_new=1), normalise=RAW),
        [profile("one", x=1.0, y=0.0), profile("other", x=0.0, y=1.0)],
    )
    assert result.maximin.selected == ("b",)
    assert result.maximin.shares == {"one": None, "other": pytest.approx(0.25)}


def test_equal_selections_go_by_ids_and_are_named_with_the_profile():
    result = parties(dataset({"x": [0.2, 0.7, 0.7]}), criteria({"x": 1.0}), [profile("only", x=1.0)])
    assert result.own["only"].selected == result.maximin.selected == result.mean.selected == ("b",)
    assert result.own["only"].ties == (("c",),)


def test_one_profile_agrees_with_itself_in_everything():
    result = parties(
        dataset({"x": [0.2, 0.7, 0.9], "y": [0.3, 0.1, 0.2]}),
        criteria({"x": 1.0, "y": 1.0}, Selection(max_new=2)),
        [profile("only", x=3.0, y=1.0)],
    )
    for joint in (result.maximin, result.minimax_regret, result.mean):
        assert joint.selected == result.own["only"].selected == result.core
        assert joint.regrets == {"only": 0.0}
        assert joint.shares == {"only": 1.0}
    assert result.differences == ()
    assert [difference.driver for difference in result.from_mean] == [None]


@pytest.mark.parametrize("seed", range(15))
def test_joint_selections_are_those_of_full_enumeration(seed):
    """Random members with gaps and two or three profiles; at most three of six."""
    rng = np.random.default_rng(seed)
    names = ["x", "y", "z"]
    values = {name: np.round(rng.random(6), 1).tolist() for name in names}
    values["y"][seed % 6] = None
    profiles = [
        profile(f"p{index}", **dict(zip(names, rng.random(3) + 0.01, strict=True))) for index in range(2 + seed % 2)
    ]
    result = parties(dataset(values), criteria(dict.fromkeys(names, 1.0), Selection(max_new=3)), profiles)

    def worth(party, industries):
        """The contract's arithmetic root under ``skip``, industry by industry."""
        total = 0.0
        for industry in industries:
            position = "abcdef".index(industry)
            there = [name for name in names if values[name][position] is not None]
            mass = sum(party.weights[name] for name in there)
            total += sum(party.weights[name] * values[name][position] for name in there) / mass
        return total

    every = list(chain.from_iterable(combinations("abcdef", count) for count in range(4)))
    own = {party.id: max(worth(party, chosen) for chosen in every) for party in profiles}
    lowest = {chosen: min(worth(party, chosen) for party in profiles) for chosen in every}
    highest = {chosen: max(own[party.id] - worth(party, chosen) for party in profiles) for chosen in every}
    assert lowest[result.maximin.selected] == pytest.approx(max(lowest.values()), abs=1e-9)
    assert highest[result.minimax_regret.selected] == pytest.approx(min(highest.values()), abs=1e-9)
    for joint in (result.maximin, result.minimax_regret, result.mean):
        for party in profiles:
            assert joint.values[party.id] == pytest.approx(worth(party, joint.selected), abs=1e-9)
            assert joint.regrets[party.id] == pytest.approx(own[party.id] - worth(party, joint.selected), abs=1e-9)
            assert joint.regrets[party.id] >= 0
    core = set.intersection(*(set(result.own[party.id].selected) for party in profiles))
    assert result.core == tuple(sorted(core))


def test_the_order_of_profiles_decides_nothing():
    data, asked = read_dataset(shipped_data() / "syntetisk"), read_criteria(shipped_criteria() / "stami.toml")
    profiles = read_profiles(shipped_criteria() / "synspunkter.toml")
    forward, other = parties(data, asked, profiles), parties(data, asked, profiles[::-1])
    for name in ("maximin", "minimax_regret", "mean"):
        assert getattr(forward, name).selected == getattr(other, name).selected
    assert forward.core == other.core


def problems_of(profiles, asked=None, values=None):
    with pytest.raises(InputError) as raised:
        parties(
            dataset(values or {"x": [0.1, 0.2], "y": [0.3, 0.4]}),
            asked or criteria({"x": 1.0, "y": 1.0}),
            profiles,
            "p.toml",
        )
    return [problem.sentence(Locale("en")) for problem in raised.value.problems]


def test_every_problem_of_every_profile_is_told_with_what_exists():
    told = problems_of([profile("one", x=1.0, why=1.0), profile("two", x=1.0)])
    assert len(told) == 3
    assert told[0].startswith("p.toml, [[profile]] one, weights: “why” does not exist.")
    assert "x, y" in told[0]
    assert "one" in told[1]
    assert "y" in told[1]
    assert "two" in told[2]
    assert "y" in told[2]


def test_an_industry_that_only_some_profiles_can_score_is_an_error():
    told = problems_of(
        [profile("blind", x=0.0, y=1.0), profile("seeing", x=1.0, y=1.0)], values={"x": [0.1, 0.2], "y": [None, 0.4]}
    )
    assert len(told) == 1
    assert told[0].startswith("p.toml, [[profile]] blind, weights: With these weights “a” has no score")
    assert "lacks y" in told[0]


def test_a_profile_under_which_a_missing_value_fails_is_named():
    told = problems_of(
        [profile("one", x=1.0, y=0.0), profile("two", x=1.0, y=1.0)],
        criteria({"x": 1.0, "y": 0.0}, missing="fail"),
        {"x": [0.1, 0.2], "y": [None, 0.4]},
    )
    assert len(told) == 1
    assert "[[profile]] two" in told[0]


def test_no_profiles_the_same_twice_and_a_root_without_weights_are_errors():
    assert "no profiles" in problems_of([])[0]
    assert "more than once" in problems_of([profile("one", x=1.0, y=1.0)] * 2)[0]
    pairing = replace(
        criteria({"x": 1.0, "y": 1.0}),
        criteria={"score": Criterion("score", "cooccurrence", exposure="x", health="y")},
    )
    assert "no weights" in problems_of([profile("one", x=1.0)], pairing)[0]


def test_conditions_that_nothing_meets_name_the_conflict():
    with pytest.raises(InfeasibleError) as raised:
        parties(
            dataset({"x": [0.1, 0.2]}),
            criteria({"x": 1.0}, Selection(min_new=2, must_not=("a",))),
            [profile("one", x=1.0)],
        )
    assert set(raised.value.conflict) == {"min_new", "must_not.a"}
