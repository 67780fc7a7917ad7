"""What five new programmes take: the brief says 28 of 70 million, about 40 per cent of each."""

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.results.cost_to_todays import cost_to_todays
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from tests.engine.results.small import CRITERIA, write_criteria, write_data

FIVE = ("butikkhandel", "hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart")


def test_the_reports_five_take_28_of_70_million():
    scores = score(read_dataset(shipped_data() / "noa"), read_criteria(shipped_criteria() / "kjent.toml"))
    problem = selection_problem(scores)
    cost = cost_to_todays(problem, tuple(problem.ids.index(industry) for industry in FIVE))
    assert cost.total == pytest.approx(28.1, abs=0.05)
    assert cost.share == pytest.approx(cost.total / 70)
    assert sum(mnok for mnok, _ in cost.by_programme.values()) == pytest.approx(cost.total)
    assert all(0.38 < share < 0.43 for _, share in cost.by_programme.values())


def test_none_new_cost_nothing_and_without_a_key_there_is_no_money(tmp_path):
    scores = score(read_dataset(shipped_data() / "noa"), read_criteria(shipped_criteria() / "kjent.toml"))
    assert cost_to_todays(selection_problem(scores), ()).total == 0
    bare = CRITERIA + '\n[selection]\neligible = ["candidate"]\n'
    alone = score(read_dataset(write_data(tmp_path / "d")), read_criteria(write_criteria(tmp_path / "c.toml", bare)))
    assert cost_to_todays(selection_problem(alone), ()) is None
