"""Every assumption that a potential rests on is named, and none that it does not."""

import pytest

from engine.dataset.model import Source
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.prevention_potential.assumptions import assumptions
from engine.prevention_potential.effects import Effect, Outcome, read_effects, shipped_effects
from engine.prevention_potential.potential import prevention
from engine.prevention_potential.study_scope import AboutOutcome, Declared

NOTHING = Declared(200, Source("days", "", "", "", ""))


def codes(result, of=None):
    return {assumption.code: assumption.ids for assumption in assumptions(result, of)}


def test_the_shipped_effects_bring_every_assumption_their_table_asks_for():
    result = prevention(read_dataset(shipped_data() / "syntetisk"), read_effects(shipped_effects()), draws=10)
    ids_by_code = codes(result)
    assert ids_by_code["upper_bound"] == ("psychological_distress",)
    assert ids_by_code["exclusive_levels"] == ("sick_leave_over_16_days",)
    assert ids_by_code["highest_level"] == ("neck_shoulder_pain",)
    assert ids_by_code["one_industry"] == ("sick_leave_21_days_or_more_health_social_women",)
    assert "prolonged_standing" in ids_by_code["asymmetric"]
    assert {"causal", "same_effects", "independence", "levin", "drawn", "not_additive", "cases", "days", "jobs"} <= set(
        ids_by_code
    )
    assert not {"lacking", "fixed", "miettinen", "stated_risk"} & set(ids_by_code)


def test_one_exposure_alone_is_not_taken_to_be_independent_of_any(small):
    only = Outcome("pain", ((Effect("lifting", 3.0, 2.0, 4.5),),), 0.18)
    ids_by_code = codes(prevention(small(), [only], declared=NOTHING, draws=10))
    assert set(ids_by_code) == {"causal", "same_effects", "overall_risk", "levin", "drawn"}


def test_what_lacks_is_held_still_or_stated_is_named(small, pain):
    result = prevention(small(), [pain], declared=NOTHING, draws=10, risks={"pain": 0.2})
    ids_by_code = codes(result)
    assert (ids_by_code["lacking"], ids_by_code["fixed"], ids_by_code["stated_risk"]) == (
        ("kneeling",),
        ("kneeling",),
        ("pain",),
    )
    assert "overall_risk" not in ids_by_code
    assert "lacking" not in codes(result, result.of_industry("a"))
    assert "fixed" not in codes(result, result.of_industry("b"))


def test_an_odds_ratio_without_interval_is_named(small):
    only = Outcome("pain", ((Effect("lifting", 3.0),),), 0.18)
    assert codes(prevention(small(), [only], declared=NOTHING, draws=10))["no_interval"] == ("lifting",)


@pytest.mark.parametrize(("rate", "code"), [("absence", "days"), ("frafall", "cases")])
def test_what_the_share_stands_for_has_assumptions_of_its_own(small, pain, rate, code):
    declared = Declared(200, NOTHING.source, {"pain": AboutOutcome(rate=rate)})
    ids_by_code = codes(prevention(small(), [pain], declared=declared, draws=10))
    assert {code, "jobs"} <= set(ids_by_code)
    assert not {"days", "cases"} - {code} & set(ids_by_code)
