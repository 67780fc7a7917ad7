"""What the file asks for becomes conditions that bar whom they should, and nobody else."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Bounds, ResourceLimit
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.errors import InputError
from engine.scores.scoring import score
from engine.selection.problem import selection_problem
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
    bar = next(one for one in at_22.conditions if one.id == "require_indicator.union_density")
    assert "overnatting_servering" in bar.fields["industries"]
    assert "butikkhandel" not in bar.fields["industries"]
    assert "jordbruk_skogbruk" in bar.fields["lacking"]
    at_25 = select(asked(dataset, criteria, require_indicator={"union_density": Bounds(min=25.0)}))
    assert {"butikkhandel", "overnatting_servering"}.isdisjoint(at_25.selected)


def test_mixed_counts_as_both_sectors(dataset, criteria):
    both = asked(dataset, criteria, require_sectors=("public", "private"))
    sectors = {one.industry_id: one.sector for one in dataset.industries}
    asked_for = [condition for condition in both.conditions if condition.id.startswith("require_sectors")]
    assert [condition.fields["sector"] for condition in asked_for] == ["public", "private"]
    for condition in asked_for:
        counted = {both.ids[at] for at in np.flatnonzero(condition.coefficients)}
        assert {sectors[one] for one in counted} == {condition.fields["sector"], "mixed"}


def test_whose_use_of_a_resource_is_unknown_cannot_be_chosen(dataset, criteria):
    known = replace(dataset, resources={"secretariat": {"luftfart": 1.0, "sjofart": 1.0, "butikkhandel": 0.5}})
    result = select(asked(known, criteria, resources=(ResourceLimit("secretariat", 1.5),)))
    assert result.selected == ("butikkhandel", "luftfart")
    assert "resource.secretariat" in result.binding


def test_amounts_with_too_many_decimals_are_refused_and_not_rounded(dataset, criteria):
    fine = replace(
        dataset,
        resources={
            "r": {one.industry_id: 1e-17 for one in dataset.industries},
        },
    )
    fine.resources["r"]["luftfart"] = 1000.0
    with pytest.raises(InputError, match=r"resource\.r"):
        asked(fine, criteria, resources=(ResourceLimit("r", 1.0),))


def test_a_section_with_more_candidates_than_its_limit_is_bounded(dataset, criteria):
    problem = asked(dataset, criteria, max_per_section=1)
    limits = [condition for condition in problem.conditions if condition.id.startswith("max_per_section")]
    sections = {one.industry_id: one.section for one in problem.industries}
    crowded = {section for section in sections.values() if list(sections.values()).count(section) > 1}
    assert {condition.fields["section"] for condition in limits} == crowded
    chosen = [sections[industry] for industry in select(problem).selected]
    assert len(chosen) == len(set(chosen))
