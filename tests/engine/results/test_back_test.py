"""The choices of 2019 under what is measured: the ranks that the issue of this page found by hand."""

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale
from engine.results.back_test import back_test, back_test_json, back_test_table
from engine.scoring.score import score
from tests.engine.results.small import CRITERIA, write_criteria, write_data


def of_shipped(data, criteria):
    return back_test(score(read_dataset(shipped_data() / data), read_criteria(shipped_criteria() / f"{criteria}.toml")))


def test_the_seven_rank_as_the_brief_says_on_todays_measured_criteria():
    """The brief: of the seven chosen in 2019 three are among the first seven; ranks 1, 4, 4, 8, 22, 27 and 36."""
    answer = of_shipped("publisert", "publisert")
    assert sorted(answer.now.values()) == [1, 4, 4, 8, 22, 27, 36]
    assert answer.of == 39
    assert "3 av de 7" in back_test_table(answer).notes[0]


def test_what_such_criteria_can_and_cannot_foresee_is_said():
    """By hand from the ranks: 1, 4 and 4 are among the first seven; 8, 22, 27 and 36 are not."""
    answer = of_shipped("publisert", "publisert")
    _, foresees, misses, instead, *_ = back_test_table(answer, Locale("en")).notes
    assert foresees.endswith(": Hospitals, kindergartens and nursing homes.")
    assert misses.endswith("wrong to choose them.")
    assert "rank 8, 22, 27 and 36" in misses
    assert len(answer.instead) == 4
    assert set(answer.instead).isdisjoint(answer.now)
    assert "home care services" in instead


def test_what_was_measured_then_is_up_to_2018():
    told = back_test_json(of_shipped("noa", "kjent"))
    assert told["periods"]["frafall"] == {"now": "2023", "then": "2018"}
    assert told["periods"]["absence"] == {"now": "2016K3", "then": "2016K3"}
    assert "msk_flag" not in told["periods"]
    assert len(told["ranks_then"]) == 7


def test_without_a_selection_there_were_no_choices(tmp_path):
    scores = score(
        read_dataset(write_data(tmp_path / "data")), read_criteria(write_criteria(tmp_path / "c.toml", CRITERIA))
    )
    assert back_test(scores) is None
    assert back_test_json(None) is None
