"""What the report's words do to the answer, and what each number of new programmes costs, by hand.

In the small case ``rate`` is somebody's judgement for all who are ranked, and has 1 of 4 of the weight.
"""

from dataclasses import replace

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.results.echo import Disagreement, disagreements, echo_json, echo_of, words_of
from engine.scoring.score import score
from tests.engine.results.small import CRITERIA, INDICATORS, SELECTION, write_criteria, write_data


def small(folder, criteria=CRITERIA + SELECTION, **files):
    return score(
        read_dataset(write_data(folder / "data", **files)), read_criteria(write_criteria(folder / "c.toml", criteria))
    )


@pytest.fixture(scope="module")
def shipped():
    return score(read_dataset(shipped_data() / "noa"), read_criteria(shipped_criteria() / "kjent.toml"))


def test_words_are_the_members_that_rest_on_judgement_alone(tmp_path, shipped):
    assert words_of(small(tmp_path)) == ("rate",)
    assert words_of(shipped) == ("msk", "mental")


def test_a_member_with_one_measured_figure_is_not_words(tmp_path):
    measured = INDICATORS.replace(
        "beta,rate,2022,2,per_1000_employed,,,classified", "beta,rate,2022,2,per_1000_employed,,,published"
    )
    echo = echo_of(small(tmp_path, indicators=measured))
    assert (echo.words, echo.words_share, echo.without_words) == ((), 0, None)


def test_both_answers_stand_side_by_side(tmp_path):
    """alfa has share 4 and rate 4: 30 + 25 = 55 with the words; gamma 5 and none: 50; without them 40 against 50."""
    lower = INDICATORS.replace("alfa,share,2023,10,", "alfa,share,2023,4,").replace(
        "alfa,rate,2022,2,", "alfa,rate,2022,4,"
    )
    echo = echo_of(
        small(
            tmp_path, CRITERIA + SELECTION.replace("max_new = 2", 'max_new = 2\nmust_not = ["beta"]'), indicators=lower
        )
    )
    assert echo.words_share == 0.25
    assert [echo.with_words.ranks[industry] for industry in ("alfa", "beta", "gamma")] == [2, 1, 3]
    assert [echo.without_words.ranks[industry] for industry in ("alfa", "beta", "gamma")] == [3, 1, 2]
    assert echo.with_words.scores["alfa"] == pytest.approx(55)
    assert echo.without_words.scores["alfa"] == pytest.approx(40)
    assert (echo.numbers[1].selected, echo.numbers[1].without_words) == (("alfa",), ("gamma",))


def test_each_number_of_new_costs_todays_programme_what_the_key_says(tmp_path):
    """10 MNOK to prog alone; with alfa 10 * (0.6/2 + 0.4 * 5/6) = 19/3; and beta 10 * (0.6/3 + 0.4 * 5/7) = 34/7."""
    echo = echo_of(small(tmp_path))
    assert [number.selected for number in echo.numbers[:3]] == [(), ("alfa",), ("alfa", "beta")]
    assert [number.cost for number in echo.numbers[:3]] == pytest.approx([0, 10 - 19 / 3, 10 - 34 / 7], abs=1e-7)
    assert echo.numbers[1].cost_share == pytest.approx(11 / 30)
    assert echo.numbers[2].costs["prog"] == pytest.approx((36 / 7, 18 / 35))
    assert [number.new for number in echo.numbers] == [0, 1, 2, 3, 4, 5]
    assert echo.numbers[5].selected is None


def test_five_new_take_what_the_brief_says_of_todays_seven(shipped):
    """The brief: five new programmes take 28 of 70 MNOK from today's seven, about 40 per cent each."""
    five = echo_of(shipped).numbers[5]
    assert round(five.cost) == 28
    assert round(five.cost_share, 1) == 0.4
    assert len(five.costs) == 7
    assert sum(less for less, _ in five.costs.values()) == pytest.approx(five.cost)


def test_words_and_figures_that_disagree_are_named(shipped):
    """Report 3.5.11 says high absence in education and in social services; NAV has 5.1 and 7.5, 5.4 for all."""
    (disagreement,) = disagreements(shipped)
    assert (disagreement.industry_id, disagreement.indicator_id, disagreement.period, disagreement.national) == (
        "undervisning",
        "absence",
        "2016K3",
        5.4,
    )
    assert disagreement.value < disagreement.national
    assert disagreement.in_summer
    assert not replace(disagreement, period="2016K4").in_summer


def test_where_all_is_words_there_is_no_answer_without_them(tmp_path):
    only = CRITERIA.replace("members = { share = 3, rate = 1 }", "members = { share = 0, rate = 1 }")
    echo = echo_of(small(tmp_path, only + SELECTION))
    assert (echo.words, echo.without_words) == (("rate",), None)
    assert echo_json(echo)["without_words"] is None
    assert echo_json(echo)["by_number"]["5"] is None


def test_a_figure_says_whose_it_is():
    disagreement = Disagreement("a", "absence", 5.1, 5.4, "2016K3", "inherited")
    assert disagreement.quality == "inherited"
