"""Conditions and money changed by options: the file's own rules, told at the option."""

import pytest

from engine.criteria.keys import key_at
from engine.criteria.model import Bounds, Cost, Grant, ResourceLimit
from engine.criteria.overrides import CHANGES, at_options, change_from_text, parse_programmes, with_selection
from engine.criteria.reading import parse_criteria
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import Locale

TREE = """
id = "changes"
[[indicator]]
id = "absence"
normalise = { method = "none" }
[[criterion]]
id = "score"
members = { absence = 1 }
"""
FILE = (
    TREE
    + """
[selection]
max_new = 5
min_new = 1
must = ["a"]
require_indicator = { absence = { min = 3 } }
[selection.grant]
kind = "key"
frame = 70
equal_share = 0.6
minimum = { new = 3.5, continuing = 3.0 }
[selection.programmes]
p = "wind_down"
"""
)


def criteria(text=FILE):
    return parse_criteria(text, "changes.toml")


def changed(**changes):
    return with_selection(criteria(), **changes).selection


def sentences(text=FILE, **changes):
    with pytest.raises(InputError) as raised:
        with_selection(criteria(text), **changes)
    return [problem.sentence(Locale("nb")) for problem in raised.value.problems]


def test_nothing_changed_is_nothing_changed():
    assert changed() == criteria().selection


def test_what_is_not_named_keeps_what_the_file_says():
    rules = changed(max_new=3)
    assert (rules.max_new, rules.min_new, rules.must) == (3, 1, ("a",))
    assert rules.grant == criteria().selection.grant


def test_every_part_of_the_money_can_be_changed():
    rules = changed(frame=80, equal_share=0.5, minimum_new=4, minimum_continuing=0, wind_down_share=1)
    assert rules.grant == Grant("key", 80.0, 0.5, 4.0, 0.0, 1.0)


def test_none_takes_a_condition_out():
    assert changed(max_new=None).max_new is None
    assert changed(must=None).must == ()
    assert changed(grant=None).grant is None


def test_lists_replace_those_of_the_file():
    rules = changed(must=("b", "c"), must_not=["a"], conflicts=[("b", "d")])
    assert (rules.must, rules.must_not, rules.conflicts) == (("b", "c"), ("a",), (("b", "d"),))


def test_limited_resources_are_given_as_the_file_writes_them():
    rules = changed(resource=[{"id": "secretariat", "limit": 3}])
    assert rules.resources == (ResourceLimit("secretariat", 3.0),)


def test_fates_and_bounds_are_laid_over_the_files_by_id():
    rules = changed(programmes={"q": "end"}, require_indicator={"density": {"min": 20}})
    assert rules.programmes == {"p": "wind_down", "q": "end"}
    assert rules.require_indicator == {"absence": Bounds(3.0), "density": Bounds(20.0)}


def test_none_takes_one_fate_or_bound_out():
    rules = changed(programmes={"p": None}, require_indicator={"absence": None})
    assert (dict(rules.programmes), dict(rules.require_indicator)) == ({}, {})


def test_a_whole_grant_can_be_given():
    rules = changed(grant={"kind": "cost", "frame": 30, "cost": {"fixed": 6}})
    assert rules.grant == Grant("cost", 30.0, cost=Cost(6.0))


def test_a_whole_grant_can_be_given_and_changed_at_once():
    rules = changed(frame=40, grant={"kind": "cost", "frame": 30})
    assert rules.grant == Grant("cost", 40.0)


def test_a_change_touches_what_it_names_and_nothing_else():
    before = criteria()
    after = with_selection(before, max_new=3).selection
    for name in ("grant", "must", "require_indicator", "programmes"):
        assert getattr(after, name) is getattr(before.selection, name)


@pytest.mark.parametrize(
    ("was", "becomes", "changes"),
    [
        ("max_new = 5", "max_new = 0", {"max_new": 0}),
        ("max_new = 5\n", "", {"max_new": None}),
        ('must = ["a"]', 'must = ["b", "c"]', {"must": ("b", "c")}),
        ("min_new = 1", 'min_new = 1\nconflicts = [["a", "b"]]', {"conflicts": (("a", "b"),)}),
        ("min_new = 1", 'min_new = 1\nresource = [{ id = "r", limit = 2 }]', {"resource": [{"id": "r", "limit": 2}]}),
        ("{ min = 3 }", "{ max = 9 }", {"require_indicator": {"absence": {"max": 9}}}),
        ("frame = 70", "frame = 80.5", {"frame": 80.5}),
        ("new = 3.5, ", "", {"minimum_new": None}),
        ("equal_share = 0.6", "equal_share = 0.6\nwind_down_share = 0.25", {"wind_down_share": 0.25}),
        ('p = "wind_down"', 'p = "wind_down"\nq = "end"', {"programmes": {"q": "end"}}),
    ],
)
def test_a_change_is_as_if_the_file_had_said_it(was, becomes, changes):
    assert was in FILE
    assert changed(**changes) == criteria(FILE.replace(was, becomes)).selection


def test_the_criteria_that_were_given_are_left_alone():
    before = criteria()
    with_selection(before, max_new=1, programmes={"q": "end"}, minimum_new=1)
    assert before.selection == criteria().selection


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"max_new": -1}, "--max-new: «-1» er utenfor det tillatte. Gyldig: ≥ 0."),
        ({"max_new": 2.5}, "--max-new: «2.5» er ikke et heltall."),
        ({"max_new": True}, "--max-new: «true» er ikke et heltall."),
        ({"frame": float("nan")}, "--frame: «nan» er ikke et endelig tall."),
        ({"frame": -1}, "--frame: «-1» er utenfor det tillatte. Gyldig: 0–1000000."),
        ({"equal_share": 60}, "--equal-share: «60» er utenfor det tillatte. Gyldig: 0–1."),
        ({"minimum_new": float("inf")}, "--minimum-new: «inf» er ikke et endelig tall."),
        ({"minimum_continuing": "3"}, "--minimum-continuing: «3» er ikke et tall."),
        ({"must": ["b", "b"]}, "--must: «b» står mer enn én gang."),
        ({"must": ["B"]}, "--must: «B» er ikke en gyldig id. Gyldig: a–z, 0–9, _."),
        ({"programmes": {"p": "stop"}}, "--programme p: «stop» finnes ikke. Gyldig: continue, wind_down, end."),
        ({"objective": "total"}, "--objective: «total» finnes ikke. Gyldig: sum, sum_times_jobs."),
    ],
)
def test_a_change_that_breaks_a_rule_is_told_at_its_option(changes, message):
    assert sentences(**changes) == [message]


def test_all_wrong_changes_are_told_at_once():
    assert len(sentences(max_new=-1, frame=-1, programmes={"p": "stop"})) == 3


def test_a_minimum_does_not_go_with_a_cost():
    (message,) = sentences(grant={"kind": "cost", "frame": 30}, minimum_new=3)
    assert message.startswith("--minimum-new: ")


def test_a_file_without_a_selection_has_nothing_to_change():
    assert "[selection]" in sentences(TREE, max_new=3)[0]


@pytest.mark.parametrize("change", ["frame", "minimum_new", "equal_share"])
def test_a_file_without_money_has_none_to_change(change):
    assert "ingen penger å endre" in sentences(TREE + "[selection]\n", **{change: 1})[0]


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_a_declared_key_with_an_option(name):
    change = CHANGES[name]
    assert change.declared is key_at(change.table, change.key)
    assert change.option.startswith("--")


def test_an_option_s_text_becomes_the_number_that_its_key_holds():
    assert change_from_text("max_new", "3") == 3
    assert isinstance(change_from_text("max_new", "3"), int)
    assert change_from_text("frame", "76.5") == 76.5


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [("max_new", "3.5", "ikke et heltall"), ("frame", "mye", "ikke et tall"), ("frame", "76,5", "ikke et tall")],
)
def test_an_option_s_text_that_is_no_number_is_told_of(name, text, words):
    with pytest.raises(InputError, match=words):
        change_from_text(name, text)


def test_fates_are_written_as_ids_and_fates():
    assert parse_programmes(["a=continue", " b = end "]) == {"a": "continue", "b": "end"}


@pytest.mark.parametrize("texts", [["a"], ["=end"], ["a=end", "a=continue"]])
def test_fates_that_cannot_be_read_are_told_of(texts):
    with pytest.raises(InputError, match="--programme"):
        parse_programmes(texts)


def test_a_later_problem_of_a_changed_condition_is_told_at_its_option_too():
    later = [Problem("unknown", "c.toml", "[selection], must", given="x"), Problem("unknown", "c.toml", "scale")]
    assert [(p.file, p.place) for p in at_options(later, ["must"])] == [("", "--must"), ("c.toml", "scale")]


@pytest.mark.parametrize("name", ["frame", "minimum_new", "minimum_continuing"])
def test_money_finer_than_an_ore_is_refused_at_its_option(name):
    with pytest.raises(InputError, match=r"3\.5000000000000004.* finere enn et øre") as refused:
        with_selection(criteria(), **{name: 3.5000000000000004})
    assert CHANGES[name].option in str(refused.value)


def test_money_of_whole_ore_is_taken():
    assert with_selection(criteria(), frame=76.00000001).selection.grant.frame == 76.00000001


def test_money_finer_than_an_ore_in_the_file_is_refused_at_its_key():
    with pytest.raises(InputError, match=r"\[selection\.grant\], frame: .*finere enn et øre"):
        criteria(FILE.replace("frame = 70", "frame = 70.000000001"))
