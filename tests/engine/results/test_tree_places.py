"""The criteria tree in the order in which it is told."""

import pytest

from engine.results.tree_places import tree_order


def test_a_tree_is_walked_from_the_root_each_criterion_before_its_members(synthetic):
    order = list(tree_order(synthetic.criteria))
    assert (order[0].id, order[0].parent, order[0].depth) == (synthetic.criteria.root_id, "", 0)
    for node in order[1:]:
        above = [other for other in order[: order.index(node)] if other.id == node.parent]
        assert above
        assert above[-1].depth == node.depth - 1
    members = [node.weight for node in order if node.depth == 1]
    assert sum(members) == pytest.approx(1.0)
