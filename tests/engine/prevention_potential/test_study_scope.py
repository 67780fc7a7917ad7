"""What is declared beside the effects, and whom a study is about."""

import pytest

from engine.dataset.model import Industry
from engine.prevention_potential.effects import read_effects, shipped_effects
from engine.prevention_potential.study_scope import AboutOutcome, shipped_declaration


def test_everything_declared_is_about_an_outcome_of_the_shipped_effects():
    assert set(shipped_declaration().outcomes) <= {outcome.outcome_id for outcome in read_effects(shipped_effects())}


def test_a_full_time_job_is_230_working_days_and_says_by_whom():
    """Norsk pasientskadeerstatning: «Ved fulltidsarbeid regnes normalt 230 arbeidsdager i året»."""
    declared = shipped_declaration()
    assert declared.working_days == 230
    assert declared.source.publisher == "Norsk pasientskadeerstatning"
    assert declared.source.reference.startswith("https://")


def test_other_working_days_have_no_source():
    changed = shipped_declaration().with_working_days(200)
    assert (changed.working_days, changed.source.title) == (200, "")


def test_of_an_outcome_that_is_not_named_nothing_is_declared():
    assert shipped_declaration().about("other") == AboutOutcome()


@pytest.mark.parametrize(
    ("industry", "applies"),
    [
        (Industry("a", "A", codes=("86101", "87102")), True),
        (Industry("a", "A", codes=("86101", "84110")), False),
        (Industry("a", "A", sn2007_prefixes=("86",)), True),
        (Industry("a", "A"), False),
    ],
)
def test_a_study_is_about_an_industry_that_lies_within_its_codes(industry, applies):
    assert AboutOutcome(sn2007=("86", "87")).applies_to(industry) is applies
    assert AboutOutcome().applies_to(industry)
