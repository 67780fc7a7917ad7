"""Draws of weights against what is known of the uniform distribution on the simplex, and its parts."""

import numpy as np
import pytest

from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.robustness.weight_draws import around, draw_weights, generator, ordered_simplex, parse_order, simplex

DRAWS = 40_000
ERRORS = 4  # standard errors that a mean may be off: once in 16 000


def near(drawn, exact, deviation, draws=DRAWS):
    return np.abs(np.asarray(drawn) - exact) <= ERRORS * np.asarray(deviation) / np.sqrt(draws)


@pytest.mark.parametrize("members", [2, 3, 5, 8])
def test_weights_on_the_simplex_have_the_moments_of_a_dirichlet_of_ones(members):
    """Kotz, Balakrishnan & Johnson 2000, «Continuous Multivariate Distributions» 1, chapter 49: mean 1/m, variance
    (m - 1) / (m² (m + 1)), covariance -1 / (m² (m + 1))."""
    weights = simplex(members, DRAWS, generator(5))
    assert (weights >= 0).all()
    assert weights.sum(axis=1) == pytest.approx(np.ones(DRAWS), abs=1e-12)
    variance = (members - 1) / (members**2 * (members + 1))
    assert near(weights.mean(axis=0), 1 / members, np.sqrt(variance)).all()
    centred = weights - 1 / members
    assert near((centred**2).mean(axis=0), variance, (centred**2).std(axis=0)).all()
    product = centred[:, 0] * centred[:, 1]
    assert near(product.mean(), -1 / (members**2 * (members + 1)), product.std())


@pytest.mark.parametrize("members", [2, 4, 7])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.9])
def test_each_weight_has_the_quantiles_of_a_beta(members, share):
    """One weight alone is Beta(1, m - 1), whose distribution function is 1 - (1 - x)^(m - 1)."""
    quantile = 1 - (1 - share) ** (1 / (members - 1))
    below = simplex(members, DRAWS, generator(11)) <= quantile
    assert near(below.mean(axis=0), share, np.sqrt(share * (1 - share))).all()


def test_a_single_criterion_has_all_the_weight():
    assert (simplex(1, 3, generator(1)) == 1).all()
    assert (draw_weights(np.array([1.0]), 3, 1, percent=20.0) == 1).all()


def test_weights_in_a_full_order_have_the_rank_order_centroid_for_mean():
    """Barron & Barrett 1996, «Decision quality using ranked attribute weights», Management Science 42(11), table 1:
    five attributes, .4567 .2567 .1567 .0900 .0400."""
    weights = ordered_simplex(5, DRAWS, [(3, 1), (1, 0), (0, 4), (4, 2)], generator(3))
    in_order = weights[:, [3, 1, 0, 4, 2]]
    assert (np.diff(in_order, axis=1) <= 0).all()
    assert weights.sum(axis=1) == pytest.approx(np.ones(DRAWS), abs=1e-12)
    off = np.abs(in_order.mean(axis=0) - [0.4567, 0.2567, 0.1567, 0.0900, 0.0400])
    assert (off <= 0.00005 + ERRORS * in_order.std(axis=0) / np.sqrt(DRAWS)).all()


@pytest.mark.parametrize("order", [[(0, 1)], [(0, 1), (0, 2)], [(2, 0), (3, 1)], [(0, 3), (1, 3), (2, 3)]])
def test_weights_in_a_partial_order_are_those_of_the_simplex_that_meet_it(order):
    """Rejection is the definition: means, and the shares of two events that are no part of the order."""
    drawn = ordered_simplex(4, DRAWS, order, generator(7))
    wanted = simplex(4, 6 * DRAWS, generator(8))
    for above, below in order:
        assert (drawn[:, above] >= drawn[:, below]).all()
        wanted = wanted[wanted[:, above] >= wanted[:, below]]

    def of(weights):
        return np.column_stack([weights, weights[:, 1] >= weights[:, 2], weights.max(axis=1) > 0.5])

    spread = np.sqrt(of(drawn).var(axis=0) / len(drawn) + of(wanted).var(axis=0) / len(wanted))
    assert (np.abs(of(drawn).mean(axis=0) - of(wanted).mean(axis=0)) <= ERRORS * spread).all()


@pytest.mark.parametrize("weights", [[0.25, 0.25, 0.2, 0.15, 0.15], [0.5, 0.5], [0.6, 0.3, 0.1]])
def test_weights_around_todays_stay_in_the_box_and_have_todays_for_mean(weights):
    """The box and the simplex are both symmetric about today's weights as long as no side is cut at 0 or 1."""
    today = np.array(weights)
    drawn = around(today, 20.0, DRAWS, (), generator(2))
    assert drawn.shape == (DRAWS, len(today))
    assert (np.abs(drawn - today) <= 0.2 * today + 1e-12).all()
    assert drawn.sum(axis=1) == pytest.approx(np.ones(DRAWS), abs=1e-12)
    assert near(drawn.mean(axis=0), today, drawn.std(axis=0)).all()


def test_two_weights_around_todays_are_uniform_on_an_interval():
    """±20 % around one half is 0.4 to 0.6, with variance 0.2² / 12."""
    drawn = around(np.array([0.5, 0.5]), 20.0, DRAWS, (), generator(4))[:, 0]
    squares = (drawn - 0.5) ** 2
    assert near(squares.mean(), 0.2**2 / 12, squares.std())
    assert near((drawn < 0.45).mean(), 0.25, np.sqrt(0.25 * 0.75))
    assert drawn.min() < 0.4001  # so near an end comes one draw in two thousand
    assert drawn.max() > 0.5999


def test_three_weights_around_todays_are_uniform_on_the_cut_box():
    """Thirds ±30 %: a hexagon. By rejection from the whole simplex, the definition."""
    third = np.full(3, 1 / 3)
    drawn = around(third, 30.0, DRAWS, ((0, 2),), generator(4))
    wanted = simplex(3, 20 * DRAWS, generator(9))
    wanted = wanted[(np.abs(wanted - third) <= 0.1).all(axis=1) & (wanted[:, 0] >= wanted[:, 2])]
    for event in (lambda w: w[:, 1] > 0.4, lambda w: w[:, 0] > 0.38, lambda w: w[:, 2] < 0.27):
        hits, other = event(drawn), event(wanted)
        spread = np.sqrt(hits.var() / len(hits) + other.var() / len(other))
        assert abs(hits.mean() - other.mean()) <= ERRORS * spread


def test_no_room_around_todays_weights_is_todays_weights():
    today = np.array([0.7, 0.3])
    assert (draw_weights(today, 4, 1, percent=0.0) == today).all()


def test_a_weight_of_zero_stays_zero_around_todays():
    drawn = draw_weights(np.array([0.5, 0.0, 0.5]), 100, 1, percent=50.0)
    assert (drawn[:, 1] == 0).all()


def test_demands_that_leave_nothing_to_draw_are_told():
    with pytest.raises(InputError, match="±5 %"):
        draw_weights(np.array([0.9, 0.1]), 10, 1, percent=5.0, order=[(1, 0)])


def test_an_order_that_todays_weights_break_is_told_where_there_is_no_room_around_them():
    with pytest.raises(InputError, match="±0 %"):
        draw_weights(np.array([0.7, 0.3]), 4, 1, percent=0.0, order=[(1, 0)])
    assert (draw_weights(np.array([0.7, 0.3]), 4, 1, percent=0.0, order=[(0, 1)]) == [0.7, 0.3]).all()
    assert (draw_weights(np.array([0.5, 0.5]), 4, 1, percent=0.0, order=[(0, 1), (1, 0)]) == 0.5).all()


@pytest.mark.parametrize("demands", [{}, {"percent": 30.0}, {"order": ((0, 1),)}])
def test_the_same_seed_gives_the_same_bits_and_another_seed_others(demands):
    today = np.array([0.5, 0.3, 0.2])
    first, same, other = (draw_weights(today, 200, seed, **demands) for seed in (6, 6, 7))
    assert first.tobytes() == same.tobytes()
    assert not (first == other).any(axis=1).any()


def test_an_order_is_read_in_every_form():
    members = ("absence", "frafall", "density")
    assert parse_order("absence>=frafall", members) == ((0, 1),)
    assert parse_order(" frafall <= absence ", members) == ((0, 1),)
    assert parse_order("absence>=frafall>=density", members) == ((0, 1), (1, 2))
    assert parse_order("density<=frafall<=absence", members) == ((1, 2), (0, 1))
    assert parse_order("absence>=frafall, absence>=density,absence>=frafall", members) == ((0, 1), (0, 2))
    assert parse_order("", members) == ()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("absence>=fravall", ["«fravall»", "frafall"]),
        ("absence", ["«absence»", "absence>=frafall"]),
        ("absence>=", ["absence>=frafall"]),
        ("absence>frafall", ["«absence>frafall»", ">= "]),
        ("frafall<absence>=density", ["<="]),
        ("absence>=frafall<=density", ["absence>=frafall"]),
        ("absence>=frafall,frafall>=density,density>=absence", ["absence, frafall, density"]),
        ("absence>=absence", ["absence"]),
    ],
)
def test_a_wrong_order_is_one_line_that_says_what_is_wrong(given, words):
    with pytest.raises(InputError) as caught:
        parse_order(given, ("absence", "frafall", "density"))
    for language in ("nb", "en"):
        message = caught.value.sentence(Locale(language))
        assert "--order" in message
        assert "\n" not in message
        here = words if language == "nb" else [word.replace("«", "“").replace("»", "”") for word in words]
        assert all(word in message for word in here)


def test_an_order_of_too_many_criteria_is_refused():
    members = tuple(f"c{index}" for index in range(17))
    with pytest.raises(InputError, match="16"):
        parse_order("c0>=c1", members)
    assert parse_order("c0>=c1", members[:16]) == ((0, 1),)
