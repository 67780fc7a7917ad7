"""What a missing member does to a node, by hand and by what must hold for any values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from engine.criteria.aggregates import AGGREGATES
from engine.scoring.aggregation import aggregated, shares
from tests.engine.criteria.aggregate_tables import tables

NAN = np.nan


def test_skip_renormalises_the_other_weights():
    """0.5·0.8 and 0.3·0.2 of 0.8: 0.46 / 0.8."""
    values = np.array([[0.8, 0.2, NAN]])
    weights = np.array([[0.5, 0.3, 0.2]])
    assert aggregated("arithmetic", values, weights, "skip")[0, 0] == pytest.approx(0.575, rel=1e-15)


def test_worst_puts_zero_with_its_weight():
    values = np.array([[0.8, 0.2, NAN]])
    weights = np.array([[0.5, 0.3, 0.2]])
    assert aggregated("arithmetic", values, weights, "worst")[0] == pytest.approx([0.46])
    assert aggregated("geometric", values, weights, "worst")[0].tolist() == [0.0]
    assert aggregated("harmonic", values, weights, "worst")[0].tolist() == [0.0]
    assert aggregated("minimum", values, weights, "worst")[0].tolist() == [0.0]


@pytest.mark.parametrize("kind", AGGREGATES)
@pytest.mark.parametrize("missing", ["skip", "worst"])
def test_where_every_weighted_member_is_missing_the_node_is_missing(kind, missing):
    """Contract, section 2: «Where every member is missing the node is missing», whichever the rule."""
    values = np.array([[NAN, NAN, 0.5], [NAN, NAN, NAN]])
    assert np.isnan(aggregated(kind, values, np.array([[0.5, 0.5, 0.0]]), missing)).all()


def test_shares_by_hand():
    values = np.array([[0.1, NAN, 0.3], [NAN, NAN, 0.3], [NAN, NAN, NAN]])
    weights = np.array([0.5, 0.25, 0.25])
    assert_allclose(shares(values, weights, "skip"), [[2 / 3, 0, 1 / 3], [0, 0, 1], [0, 0, 0]])
    assert_array_equal(shares(values, weights, "worst"), [weights, weights, [0, 0, 0]])


@given(tables(), st.sampled_from(list(AGGREGATES)), st.sampled_from(["skip", "worst"]))
def test_a_member_without_weight_changes_no_bit(table, kind, missing):
    values, weights = table
    for extra in (0.0, 1.0, NAN, 0.3):
        wider = np.insert(values, values.shape[1] // 2, extra, axis=1)
        with_zero = np.insert(weights, values.shape[1] // 2, 0.0, axis=1)
        assert_array_equal(aggregated(kind, wider, with_zero, missing), aggregated(kind, values, weights, missing))


@given(tables(), st.sampled_from(list(AGGREGATES)))
def test_each_industry_and_each_draw_gets_the_same_bits_alone_as_together(table, kind):
    values, weights = table
    together = aggregated(kind, values, weights, "skip")
    for draw in range(len(weights)):
        for industry in range(len(values)):
            alone = aggregated(kind, values[[industry]], weights[[draw]], "skip")
            assert_array_equal(alone[0, 0], together[draw, industry])
