"""What the file asks for becomes conditions that bar whom they should, and nobody else."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Bounds, Merge, ResourceLimit
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InputError
from engine.scoring.score import score
from engine.selection.declared_constraints import meets, ranked
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(shipped_data() / "publisert")


@pytest.fixture(scope="module")
def criteria():
    return read_criteria(shipped_criteria() / "publisert.toml")


def asked(dataset, criteria, **changes):
    return selection_problem(score(dataset, replace(criteria, selection=replace(criteria.selection, **changes))))


def test_a_threshold_bars_those_below_it_and_those_without_a_figure(dataset, criteria):
    """Retail is at 24 % and accommodation and food at 21 % (Fafo 2014): 25 bars both, 22 only the latter."""
    at_22 = asked(dataset, criteria, require_indicator={"union_density": Bounds(min=22.0)})
    bar = next(condition for condition in at_22.conditions if condition.id == "require_indicator.union_density")
    assert "overnatting_servering" in bar.fields["industries"]
    assert "butikkhandel" not in bar.fields["industries"]
    assert "jordbruk_skogbruk" in bar.fields["lacking"]
    at_25 = select(asked(dataset, criteria, require_indicator={"union_density": Bounds(min=25.0)}))
    assert {"butikkhandel", "overnatting_servering"}.isdisjoint(at_25.selected)


def test_mixed_counts_as_both_sectors(dataset, criteria):
    both = asked(dataset, criteria, require_sectors=("public", "private"))
    sectors = {industry.industry_id: industry.sector for industry in dataset.industries}
    asked_for = [condition for condition in both.conditions if condition.id.startswith("require_sectors")]
    assert [condition.fields["sector"] for condition in asked_for] == ["public", "private"]
    for condition in asked_for:
        counted = {both.ids[index] for index in np.flatnonzero(condition.coefficients)}
        assert {sectors[industry] for industry in counted} == {condition.fields["sector"], "mixed"}


def test_whose_use_of_a_resource_is_unknown_cannot_be_chosen(dataset, criteria):
    known = replace(dataset, resources={"secretariat": {"luftfart": 1.0, "sjofart": 1.0, "butikkhandel": 0.5}})
    result = select(asked(known, criteria, resources=(ResourceLimit("secretariat", 1.5),)))
    assert result.selected == ("butikkhandel", "luftfart")
    assert "resource.secretariat" in result.binding


def test_amounts_with_too_many_decimals_are_refused_and_not_rounded(dataset, criteria):
    fine = replace(
        dataset,
        resources={
            "r": {industry.industry_id: 1e-17 for industry in dataset.industries},
        },
    )
    fine.resources["r"]["luftfart"] = 1000.0
    with pytest.raises(InputError, match=r"resource\.r"):
        asked(fine, criteria, resources=(ResourceLimit("r", 1.0),))


def test_a_section_with_more_candidates_than_its_limit_is_bounded(dataset, criteria):
    problem = asked(dataset, criteria, max_per_section=1)
    limits = [condition for condition in problem.conditions if condition.id.startswith("max_per_section")]
    sections = {industry.industry_id: industry.section for industry in problem.industries}
    crowded = {section for section in sections.values() if list(sections.values()).count(section) > 1}
    assert {condition.fields["section"] for condition in limits} == crowded
    chosen = [sections[industry] for industry in select(problem).selected]
    assert len(chosen) == len(set(chosen))


@pytest.mark.parametrize(("value", "inside"), [(29.5, True), (29.499999999999996, True), (29.49, False)])
def test_a_value_that_is_the_bound_but_for_rounding_is_inside(value, inside):
    """A merged or carried mean of exactly 29.5 may come out as 29.499999999999996."""
    assert meets(value, Bounds(min=29.5)) is inside
    assert meets(-value, Bounds(max=-29.5)) is inside
    assert meets(value, Bounds(min=29.5, max=29.5)) is inside


def test_a_missing_value_meets_no_bounds():
    assert not meets(float("nan"), Bounds(max=1.0))


def test_who_has_no_score_is_barred_and_where_all_have_one_there_is_no_such_condition():
    (condition,) = ranked(("a", "b", "c"), np.array([np.nan, 0.0, np.nan]))
    assert condition.fields["industries"] == ["a", "c"]
    assert condition.holds(np.eye(3, dtype=bool)).tolist() == [False, True, False]
    assert list(ranked(("a", "b"), np.array([0.0, -1.0]))) == []


def test_amounts_merged_are_exact(dataset, criteria):
    """shared/faults/merged_resource: 0.1 and 0.2 of the secretariat fit together in 0.3, and not in 0.29."""
    amounts = {industry.industry_id: 1.0 for industry in dataset.industries} | {"luftfart": 0.1, "sjofart": 0.2}
    known = replace(dataset, resources={"secretariat": amounts})
    air_and_sea = replace(criteria, merges=(Merge("air_sea", "Luft og sjø", ("luftfart", "sjofart")),))
    for limit, fits in ((0.3, True), (0.29, False)):
        result = asked(known, air_and_sea, resources=(ResourceLimit("secretariat", limit),), must=("air_sea",))
        chosen = result.chosen([result.ids.index("air_sea")])
        condition = next(condition for condition in result.conditions if condition.id == "resource.secretariat")
        assert bool(condition.holds(chosen)) is fits
