"""Cases and days: what they are the product of, and where there is nothing to multiply."""

import pytest

from engine.prevention_potential.burden import burden
from engine.prevention_potential.potential import Interval, Potential

HALF = Potential("a", "pain", True, (), (), 0.5, Interval(0.4, 0.6, 0.05), quality="derived", source_ids=("study",))


def test_days_of_a_percentage_and_cases_of_a_rate(small):
    """1000 jobs × 200 days × 5 % × 1/2; 1000 jobs × 10 per 1000 × 1/2."""
    dataset = small()
    days, cases = burden(dataset, 0, "absence", HALF, 200), burden(dataset, 0, "frafall", HALF, 200)
    assert (days.kind, days.amount, days.interval.low) == ("days", 5000, pytest.approx(4000))
    assert (cases.kind, cases.amount) == ("cases", 5)
    assert days.source_ids == ("nav", "study")
    assert (days.rate, days.rate_period, days.jobs) == (5, "2023", 1000)


@pytest.mark.parametrize(("index", "rate"), [(0, ""), (0, "unknown"), (1, "frafall"), (2, "absence")])
def test_no_rate_or_no_jobs_is_no_number(small, index, rate):
    assert burden(small(), index, rate, HALF, 200) is None


def test_no_known_interval_is_none(small):
    certain = Potential("a", "pain", True, (), (), 0.5, None, quality="synthetic")
    estimate = burden(small(), 0, "absence", certain, 200)
    assert (estimate.interval, estimate.quality) == (None, "synthetic")


def test_a_rate_in_another_unit_counts_nothing(small):
    more = "a,hours,2023,5,hours,,,published,nav\n"
    assert burden(small(more=more), 0, "hours", HALF, 200) is None
