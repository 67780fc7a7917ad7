"""Two criteria or indicators of one label are told apart by their ids."""

from dataclasses import replace

from engine.criteria.distinct_labels import with_distinct_labels
from engine.criteria.reading import parse_criteria, read_criteria
from engine.dataset.shipped import shipped_criteria
from engine.foundation.locale import Locale


def test_shipped_criteria_are_left_as_they_are():
    for name in ("publisert", "stami", "utvidet"):
        criteria = read_criteria(shipped_criteria() / f"{name}.toml")
        assert with_distinct_labels(criteria) is criteria


def test_two_criteria_of_one_label_have_their_ids_behind():
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    nodes = {node: replace(criteria.criteria[node], label_nb="Sammenfall", label_en="") for node in ("msk", "mental")}
    made = with_distinct_labels(replace(criteria, criteria={**criteria.criteria, **nodes}))
    for language in ("nb", "en"):
        assert made.label("msk", Locale(language)) == "Sammenfall (msk)"
        assert made.label("mental", Locale(language)) == "Sammenfall (mental)"
    assert made.label("absence", Locale("nb")) == criteria.label("absence", Locale("nb"))


def test_an_indicator_and_a_criterion_that_stand_side_by_side_are_told_apart_too():
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    same = criteria.label("absence", Locale("nb"))
    nodes = {"msk": replace(criteria.criteria["msk"], label_nb=same)}
    made = with_distinct_labels(replace(criteria, criteria={**criteria.criteria, **nodes}))
    assert made.label("absence", Locale("nb")) == f"{same} (absence)"
    assert made.label("msk", Locale("nb")) == f"{same} (msk)"


SHORT = """
id = "x"
[[indicator]]
id = "exit"
label_nb = "Frafall: nye uføretrygdede per 1000 sysselsatte"
label_en = "Early exit: new disability pensions per 1000 employed"
short_nb = "Frafall"
normalise = { method = "none" }
[[indicator]]
id = "absence"
label_nb = "Fravær"
short_nb = "SHORT"
short_en = "Absence"
normalise = { method = "none" }
[[criterion]]
id = "score"
members = { exit = 1.0, absence = 1.0 }
"""


def test_a_short_name_is_used_in_its_own_language_and_the_label_elsewhere():
    criteria = with_distinct_labels(parse_criteria(SHORT.replace("SHORT", "Borte"), "f.toml"))
    assert [criteria.short("exit", Locale(language)) for language in ("nb", "nn", "en")] == [
        "Frafall",
        "Frafall: nye uføretrygdede per 1000 sysselsatte",
        "Early exit: new disability pensions per 1000 employed",
    ]
    assert criteria.short("absence", Locale("en")) == "Absence"
    assert criteria.short("score") == "score"


def test_a_short_name_that_two_have_is_neithers():
    criteria = with_distinct_labels(parse_criteria(SHORT.replace("SHORT", "Frafall"), "f.toml"))
    assert criteria.short("exit") == "Frafall: nye uføretrygdede per 1000 sysselsatte"
    assert criteria.short("absence") == "Fravær"
    assert criteria.short("absence", Locale("en")) == "Absence"
