"""The criteria as one tree over the indicators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.criteria.reading import parse_criteria
from engine.foundation.errors import InputError

INDICATOR = '[[indicator]]\nid = "{}"\nnormalise = {{ method = "none" }}\n'
NODE = '[[criterion]]\nid = "{}"\nmembers = {{ {} }}\n'


def file(indicators, nodes):
    members = {node: ", ".join(f"{child} = 1" for child in below) for node, below in nodes.items()}
    tables = [INDICATOR.format(indicator) for indicator in indicators] + [
        NODE.format(*node) for node in members.items()
    ]
    return 'id = "tree"\n' + "".join(tables)


def read(indicators, nodes):
    return parse_criteria(file(indicators, nodes), "tree.toml")


def problems(indicators, nodes):
    with pytest.raises(InputError) as raised:
        read(indicators, nodes)
    return {(problem.code, problem.given) for problem in raised.value.problems}


def test_the_root_is_the_criterion_that_is_no_ones_member():
    assert read(["x", "y"], {"a": ["x"], "top": ["a", "y"]}).root_id == "top"


def test_a_cycle_beside_the_tree_is_named_in_order():
    cycles = problems(["x"], {"top": ["x"], "a": ["b", "x"], "b": ["c"], "c": ["a"]})
    assert cycles == {("cycle", "a → b → c → a")}


def test_a_tree_that_is_only_a_cycle_has_no_root_and_is_told_as_a_cycle():
    assert problems(["x"], {"a": ["b", "x"], "b": ["a"]}) == {("cycle", "a → b → a")}


def test_two_cycles_are_both_named():
    cycles = problems(["x"], {"top": ["x"], "a": ["b", "x"], "b": ["a"], "c": ["d", "x"], "d": ["c"]})
    assert cycles == {("cycle", "a → b → a"), ("cycle", "c → d → c")}


def test_three_roots_are_all_named():
    assert problems(["x"], {node: ["x"] for node in ("a", "b", "c")}) == {("two_roots", "a, b, c")}


def test_a_misspelt_member_is_one_mistake():
    assert problems(["absence"], {"top": ["absense"]}) == {("unknown", "absense")}


def test_every_unknown_member_is_told_of():
    assert problems(["x"], {"top": ["x", "y", "z"]}) == {("unknown", "y"), ("unknown", "z")}


def test_an_id_that_stands_twice_is_told_of_though_a_table_before_it_has_none():
    nameless = INDICATOR.replace('id = "{}"\n', "").format()
    twice = INDICATOR.format("x") * 2
    with pytest.raises(InputError) as raised:
        parse_criteria('id = "tree"\n' + nameless + twice + NODE.format("top", "x = 1"), "tree.toml")
    assert {problem.code for problem in raised.value.problems} == {"toml_missing_key", "duplicate_id"}


def test_a_criterion_that_stands_twice_is_one_mistake():
    """Only one of them can be looked below, and what the other uses is not said to be unused."""
    both = NODE.format("top", "x = 1") + NODE.format("top", "y = 1")
    with pytest.raises(InputError) as raised:
        parse_criteria(file(["x", "y"], {}) + both, "tree.toml")
    assert [(problem.code, problem.given) for problem in raised.value.problems] == [("duplicate_id", "top")]


def test_a_tree_may_be_deeper_than_the_languages_recursion():
    deep = {f"n{level}": [f"n{level + 1}"] for level in range(3000)}
    criteria = read(["x"], {**deep, "n3000": ["x"]})
    assert criteria.root_id == "n0"
    assert criteria.bottom_up[0] == "n3000"
    assert criteria.bottom_up[-1] == "n0"


def test_a_cycle_may_be_longer_than_the_languages_recursion():
    ring = {f"n{level}": [f"n{(level + 1) % 3000}"] for level in range(3000)}
    ((code, cycle),) = problems(["x"], {**ring, "top": ["x"]})
    assert code == "cycle"
    assert cycle.startswith("n0 → n1 → ")
    assert cycle.endswith(" → n2999 → n0")


@given(st.data())
def test_any_tree_is_read_whatever_the_order_of_its_tables(data):
    size = data.draw(st.integers(1, 12))
    parent = {node: data.draw(st.integers(0, node - 1)) for node in range(1, size)}
    nodes = {f"n{node}": [f"n{child}" for child in parent if parent[child] == node] or ["x"] for node in range(size)}
    order = data.draw(st.permutations(sorted(nodes)))
    criteria = read(["x"], {node: nodes[node] for node in order})
    assert criteria.root_id == "n0"
    positions = {node: position for position, node in enumerate(criteria.bottom_up)}
    assert sorted(positions) == sorted(nodes)
    assert all(positions[f"n{child}"] < positions[f"n{above}"] for child, above in parent.items())
