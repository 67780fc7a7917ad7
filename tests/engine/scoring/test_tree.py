"""The tree against a slow implementation of the contract in plain Python, on random trees with missing data."""

import math
import random

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from engine.criteria.model import Criterion
from engine.foundation.errors import InputError
from engine.scoring.score import score
from engine.scoring.tree import blocked, effective_weights, evaluated, problems_at, reached

NAN = math.nan


class Refused(Exception):
    """The contract calls it an error."""


class Reference:
    """Contract, section 2, one industry at a time, from its sentences alone; None is missing."""

    def __init__(self, dataset, criteria):
        self.criteria, self.nodes = criteria, criteria.criteria
        eligible = criteria.selection.eligible if criteria.selection and dataset.has_status else None
        self.ranked = [
            index
            for index, industry in enumerate(dataset.industries)
            if eligible is None or industry.status in eligible
        ]
        self.raw = {
            leaf: [float(dataset.column(leaf).values[index]) for index in self.ranked] for leaf in criteria.leaves
        }
        self.leaf = {leaf: self.normalised(leaf) for leaf in criteria.leaves}

    def normalised(self, leaf):
        indicator = self.criteria.indicators[leaf]
        rule = indicator.normalise
        read = (lambda x: math.log(x)) if indicator.transform == "log" else (lambda x: x)
        given = [None if math.isnan(x) else read(x) for x in self.raw[leaf]]
        known = sorted(x for x in given if x is not None)
        turned = indicator.direction == "lower"
        result = []
        for x in given:
            if x is None:
                result.append(None)
                continue
            if rule.method == "goalposts":
                low, high = read(rule.low), read(rule.high)
                y = (min(max(x, low), high) - low) / (high - low)
            elif rule.method == "minmax":
                y = (x - known[0]) / (known[-1] - known[0]) if known[-1] > known[0] else 0.5
            elif rule.method == "percentile_rank":
                ranks = [place for place, other in enumerate(known, start=1) if other == x]
                y = (sum(ranks) / len(ranks) - 1) / (len(known) - 1) if len(known) > 1 else 0.5
            elif rule.method == "zscore":
                mean = math.fsum(known) / len(known)
                deviation = math.sqrt(math.fsum((other - mean) ** 2 for other in known) / len(known))
                y = (x - mean) / deviation if known[-1] > known[0] else 0.0
            else:
                y = x
            if turned:
                y = -y if rule.method in ("zscore", "none") else 1 - y
            result.append(y)
        return result

    def value(self, node, index):
        if node in self.leaf:
            return self.leaf[node][index]
        criterion = self.nodes[node]
        if criterion.aggregate == "cooccurrence":
            sides = [self.value(criterion.exposure, index), self.value(criterion.health, index)]
            if None in sides:
                if criterion.missing == "fail":
                    raise Refused(node)
                return None
            if criterion.form == "minimum":
                return min(sides)
            product = sides[0] * sides[1]
            if criterion.form == "product":
                return product
            if min(sides) < 0:
                raise Refused(node)
            return math.sqrt(product)
        parts = self.parts(criterion, index)
        if not parts:
            return None
        total = math.fsum(weight for weight, _ in parts)
        if criterion.aggregate == "arithmetic":
            return math.fsum(weight * value for weight, value in parts) / total
        if criterion.aggregate == "minimum":
            return min(value for _, value in parts)
        if any(value < 0 for _, value in parts):
            raise Refused(node)
        if any(value == 0 for _, value in parts):
            return 0.0
        if criterion.aggregate == "geometric":
            return math.prod(value ** (weight / total) for weight, value in parts)
        return total / math.fsum(weight / value for weight, value in parts)

    def parts(self, criterion, index):
        """(weight, value) of the members that count; none where every member is missing."""
        parts, there = [], 0
        for member, weight in criterion.members.items():
            if weight == 0:
                continue
            value = self.value(member, index)
            if value is None:
                if criterion.missing == "fail":
                    raise Refused(criterion.id)
                if criterion.missing == "skip":
                    continue
                value = 0.0
            else:
                there += 1
            parts.append((weight, value))
        return parts if there else []

    def paths(self, node, index, weight):
        """Every way down that carries weight: (indicator or None where the weight is on something missing, weight)."""
        if self.value(node, index) is None:
            yield None, weight
        elif node in self.leaf:
            yield node, weight
        else:
            criterion = self.nodes[node]
            if criterion.aggregate == "cooccurrence":
                shares = {criterion.exposure: 0.5, criterion.health: 0.5}
                for side in (criterion.exposure, criterion.health):
                    yield from self.paths(side, index, weight * shares[side])
                return
            counted = {
                member: share
                for member, share in criterion.members.items()
                if share > 0 and (criterion.missing == "worst" or self.value(member, index) is not None)
            }
            total = sum(counted.values())
            for member, share in counted.items():
                yield from self.paths(member, index, weight * share / total)

    def quality(self, dataset, index):
        shares = dict.fromkeys(range(-1, 5), 0.0)
        if self.value(self.criteria.root_id, index) is not None:
            for leaf, weight in self.paths(self.criteria.root_id, index, 1.0):
                key = -1 if leaf is None else int(dataset.column(leaf).quality[self.ranked[index]])
                shares[key] += weight
        return [shares[key] for key in (0, 1, 2, 3, 4, -1)]


def random_case(number, dataset_of, criteria_of, indicator_of):
    """A tree of up to four levels over up to seven indicators, with gaps, zeros, ties and zero weights."""
    pick = random.Random(number)
    industries = pick.randint(1, 12)
    signed = pick.random() < 0.2
    indicators, values, qualities = [], {}, {}
    for name in [f"x{index}" for index in range(pick.randint(1, 7))]:
        method = pick.choice(["goalposts", "minmax", "percentile_rank"] + ["zscore", "none"] * signed)
        logged = pick.random() < 0.2
        direction = pick.choice(["higher", "lower"])
        indicators.append(
            indicator_of(name, method, 0.2, 0.9, transform="log" if logged else "none", direction=direction)
        )
        gaps = pick.choice([0, 0.1, 0.4])
        values[name] = [
            None if pick.random() < gaps else pick.choice([0.2, 0.5, 0.9, pick.uniform(0.01, 1.2)])
            for _ in range(industries)
        ]
        names = ["published", "derived", "inherited", "classified", "synthetic"]
        qualities[name] = [pick.choice(names) for _ in range(industries)]
    free = [indicator.id for indicator in indicators]
    nodes = []
    while len(free) > 1 or not nodes:
        below = [free.pop(pick.randrange(len(free))) for _ in range(min(len(free), pick.randint(1, 3)))]
        name = f"n{len(nodes)}"
        if len(below) == 2 and pick.random() < 0.4:
            form = pick.choice(["geometric", "minimum", "product"])
            missing = pick.choice(["skip", "skip", "skip", "fail"])
            node = Criterion(name, "cooccurrence", missing=missing, exposure=below[0], health=below[1], form=form)
        else:
            # An indicator may stand in several places.
            below += [indicator.id for indicator in indicators if indicator.id not in below and pick.random() < 0.1]
            weights = {member: pick.choice([0.0, 1.0, 1.0, pick.uniform(0.01, 3)]) for member in below}
            weights[pick.choice(below)] = 1.0
            kind = pick.choice(["arithmetic", "arithmetic", "geometric", "harmonic", "minimum"])
            node = Criterion(name, kind, weights, missing=pick.choice(["skip", "skip", "skip", "worst", "fail"]))
        nodes.append(node)
        free.append(name)
    dataset = dataset_of(values, qualities=qualities)
    return dataset, criteria_of(nodes, indicators, scale=pick.choice([1.0, 100.0]))


@pytest.mark.parametrize("block", range(10))
def test_random_trees_agree_with_the_plain_implementation(block, dataset_of, criteria_of, indicator_of):
    compared = 0
    for number in range(100 * block, 100 * block + 100):
        dataset, criteria = random_case(number, dataset_of, criteria_of, indicator_of)
        reference = Reference(dataset, criteria)
        industries = range(len(dataset.industries))
        try:
            expected = [reference.value(criteria.root_id, industry) for industry in industries]
            qualities = [reference.quality(dataset, industry) for industry in industries]
        except Refused:
            with pytest.raises(InputError):
                score(dataset, criteria)
            continue
        scores = score(dataset, criteria)
        wanted = [NAN if value is None else criteria.scale * value for value in expected]
        assert_allclose(scores.scores, wanted, rtol=1e-11, atol=1e-12, err_msg=str(number))
        assert_allclose(scores.quality_shares, qualities, atol=1e-12, err_msg=str(number))
        compared += 1
    assert compared >= 50


def nested(criteria_of, **inner):
    return criteria_of(
        [
            Criterion("inner", **{"members": {"x": 1.0, "y": 1.0}, **inner}),
            Criterion("root", members={"inner": 0.0, "z": 1.0}),
        ],
        ["x", "y", "z"],
    )


def test_what_no_weight_reaches_has_problems_but_no_value(criteria_of):
    leaves = {name: np.array(values) for name, values in {"x": [0.4, NAN], "y": [0.2, 0.6], "z": [0.5, 0.5]}.items()}
    done = evaluated(nested(criteria_of, missing="fail"), leaves, ("a", "b"))
    assert_allclose(done.nodes["inner"], [0.3, NAN])
    assert_array_equal(done.nodes["root"], [0.5, 0.5])
    assert [problem.code for problem in done.problems["inner"]] == ["missing_fails"]


def test_weights_decide_what_is_reached(criteria_of):
    criteria = nested(criteria_of)
    assert reached(criteria, ["root"]) == {"root", "z"}
    assert reached(criteria, ["inner"]) == {"inner", "x", "y"}


def test_a_pairing_reaches_both_its_sides(criteria_of):
    criteria = criteria_of([Criterion("root", "cooccurrence", exposure="x", health="y")], ["x", "y"])
    assert reached(criteria, ["root"]) == {"root", "x", "y"}


def test_a_child_that_any_draw_gives_weight_is_looked_at():
    """Two sets of weights: the first child has weight in one of them only, the last in none."""
    root = Criterion("score", "geometric", {"x": 1.0, "y": 1.0, "z": 0.0}, "fail")
    below = np.array([[NAN, 0.5, NAN], [-0.1, 0.5, -0.1]])
    weights = np.array([[0.0, 1.0, 0.0], [0.5, 0.5, 0.0]])
    reasons = blocked(root, below, weights)
    assert reasons["missing_fails"].tolist() == [[True, False, False], [False, False, False]]
    assert reasons["negative_in_mean"].tolist() == [[False, False, False], [True, False, False]]


def weights_of(criteria, leaves):
    """The effective weights by indicator, and what is lost."""
    columns = {name: np.array(values) for name, values in leaves.items()}
    effective, lost = effective_weights(criteria, evaluated(criteria, columns, ("a", "b")).nodes, columns)
    return {name: weight.tolist() for name, weight in effective.items()}, lost.tolist()


def test_the_weight_of_several_that_are_missing_but_count_is_lost(criteria_of):
    """1, 1 and 2 of four; x and z are missing for a, z for b."""
    criteria = criteria_of(
        [Criterion("root", members={"x": 1.0, "y": 1.0, "z": 2.0}, missing="worst")], ["x", "y", "z"]
    )
    result = weights_of(criteria, {"x": [NAN, 0.5], "y": [0.5, 0.5], "z": [NAN, NAN]})
    assert result == ({"x": [0.0, 0.25], "y": [0.25, 0.25], "z": [0.0, 0.0]}, [0.75, 0.5])


def test_a_pairings_open_side_keeps_its_half_and_counts_as_0(criteria_of):
    pair = Criterion("root", "cooccurrence", missing="interval", exposure="x", health="y", form="geometric")
    criteria, leaves = criteria_of([pair], ["x", "y"]), {"x": [0.25, 0.25], "y": [NAN, 1.0]}
    assert weights_of(criteria, leaves) == ({"x": [0.5, 0.5], "y": [0.0, 0.5]}, [0.5, 0.0])
    columns = {name: np.array(values) for name, values in leaves.items()}
    assert evaluated(criteria, columns, ("a", "b")).nodes["root"].tolist() == [0.0, 0.5]


def test_what_is_wrong_is_told_with_four_decimals(criteria_of):
    root = Criterion("root", "geometric", {"x": 1.0})
    (problem,) = problems_at(criteria_of([root], ["x"]), root, np.array([[-0.123456]]), np.ones((1, 1)), ("a",))
    assert problem.given == "-0.1235"
