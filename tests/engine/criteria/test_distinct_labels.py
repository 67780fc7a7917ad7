"""Two criteria or indicators of one label are told apart by their ids."""

from dataclasses import replace

from engine.criteria.distinct_labels import with_distinct_labels
from engine.criteria.reading import read_criteria
from engine.dataset.shipped import shipped_criteria


def test_shipped_criteria_are_left_as_they_are():
    for name in ("publisert", "stami", "utvidet"):
        criteria = read_criteria(shipped_criteria() / f"{name}.toml")
        assert with_distinct_labels(criteria) is criteria


def test_two_criteria_of_one_label_have_their_ids_behind():
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    nodes = {node: replace(criteria.criteria[node], label_nb="Sammenfall", label_en="") for node in ("msk", "mental")}
    made = with_distinct_labels(replace(criteria, criteria={**criteria.criteria, **nodes}))
    for language in ("nb", "en"):
        assert made.label("msk", language) == "Sammenfall (msk)"
        assert made.label("mental", language) == "Sammenfall (mental)"
    assert made.label("absence", "nb") == criteria.label("absence", "nb")


def test_an_indicator_and_a_criterion_that_stand_side_by_side_are_told_apart_too():
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    same = criteria.label("absence", "nb")
    nodes = {"msk": replace(criteria.criteria["msk"], label_nb=same)}
    made = with_distinct_labels(replace(criteria, criteria={**criteria.criteria, **nodes}))
    assert made.label("absence", "nb") == f"{same} (absence)"
    assert made.label("msk", "nb") == f"{same} (msk)"
