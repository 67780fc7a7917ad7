"""Options side by side, against the brief's own findings and sums by hand."""

import pytest

from engine.plans.comparison import compared, differences
from engine.plans.options import HalfYear, NamedKey, Option, OptionKey
from tests.engine.plans.test_options_book import FIVE, MNOK, book


@pytest.fixture(scope="module")
def side_by_side(scores):
    two = ("butikkhandel", "undervisning")
    return compared(
        book(
            scores,
            Option("a", "A", new=FIVE),
            Option("b", "B", new=two, programmes={"barnehager": "wind_down"}),
            Option("c", "C", choose={"max_new": 1, "must": ("luftfart", "sjofart")}),
            keys=(NamedKey("likt", OptionKey(equal_share=1.0)),),
        )
    )


def test_five_new_ones_take_about_forty_percent_of_todays_seven(side_by_side):
    """Brief: five new programmes take 28 of 70 MNOK from today's seven, about 40 % each."""
    change = side_by_side[0].change
    lost = {name: difference for name, difference in change.items() if name not in FIVE}
    assert sum(difference.mnok for difference in lost.values()) == pytest.approx(-28, abs=0.5)
    assert all(-42 < difference.percent < -39 for difference in lost.values())
    assert all(change[name].percent is None and change[name].mnok > 0 for name in FIVE)
    assert sum(difference.mnok for difference in change.values()) == pytest.approx(0, abs=1e-9)


def test_grants_per_job_run_from_38_to_529_kroner(side_by_side):
    """Brief: grants per job run from 38 to 529 kroner."""
    per_job = side_by_side[0].nok_per_job
    assert round(min(per_job.values())) in (37, 38)
    assert max(per_job, key=per_job.get) == "luftfart"
    assert max(per_job.values()) == pytest.approx(529, abs=1)


def test_what_winds_down_is_lost_whole(side_by_side):
    lost = side_by_side[1].change["barnehager"]
    assert lost.percent == -100
    assert lost.mnok == pytest.approx(-9.70, abs=0.005)


def test_coverage_is_of_all_jobs(side_by_side, scores):
    jobs = {industry.industry_id: industry.jobs for industry in scores.dataset.industries}
    inside = [industry.industry_id for industry in scores.dataset.industries if industry.status == "programme"]
    inside = [name for name in inside if name != "barnehager"] + ["butikkhandel", "undervisning"]
    coverage = side_by_side[1].coverage
    assert coverage.jobs_share == pytest.approx(sum(jobs[name] for name in inside) / sum(jobs.values()))
    assert coverage.sectors == ("public", "private")
    assert "P" in coverage.sections  # undervisning


def test_objectives_are_sums_of_scores(side_by_side, scores):
    indices = [scores.industry_ids.index(name) for name in FIVE]
    jobs = {industry.industry_id: industry.jobs for industry in scores.dataset.industries}
    assert side_by_side[0].objective == pytest.approx(scores.scores[indices].sum())
    expected = sum(scores.scores[index] * jobs[name] for index, name in zip(indices, FIVE, strict=True))
    assert side_by_side[0].objective_times_jobs == pytest.approx(expected)


def test_differences_are_between_every_pair_and_add_up_to_nothing_where_both_spend_all(side_by_side):
    pairs = differences(side_by_side)
    assert [pair.between for pair in pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert pairs[0].entered == ("undervisning",)
    assert pairs[0].left == ("hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart")
    assert sum(pairs[0].grants.values()) == 0
    totals = [option.plan.total for option in side_by_side[:2]]
    assert pairs[0].grants["sykehus"] == totals[1]["sykehus"] - totals[0]["sykehus"]


def test_an_option_with_nobody_to_choose_is_empty_and_says_why(side_by_side):
    empty = side_by_side[2]
    assert (empty.plan, empty.change, empty.objective, empty.under_keys) == (None, {}, 0.0, {})
    assert empty.planned.conflict


def test_a_start_of_one_that_was_not_chosen_is_told(scores):
    late = {"undervisning": HalfYear(2026, 1)}
    (option,) = compared(book(scores, Option("a", "A", choose={"max_new": 1}, starts=late)))
    assert [(note.code, note.programmes) for note in option.notes] == [("note_start_not_chosen", ("undervisning",))]


def test_a_key_that_cannot_use_up_its_frame_names_the_rest(scores):
    (option,) = compared(book(scores, Option("a", "A", new=(), key=OptionKey(cap=5.0))))
    assert option.full_year[1] == 35 * MNOK
    assert "note_unspent" in [note.code for note in option.notes]
    assert option.binding == ("cap",)
