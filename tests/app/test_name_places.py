"""Names beside bubbles: one alone stands above; several move aside rather than cover one another."""

from hypothesis import given
from hypothesis import strategies as st

from app.figures.label_placement import PLACES, name_places


def test_a_name_alone_stands_above_its_bubble():
    assert name_places([(0.5, 0.5)], ["Alfa"], [10.0], [(0.0, 0.0), (1.0, 1.0)], size=11) == ["top center"]


def test_two_bubbles_one_above_the_other_have_their_names_on_either_side():
    """10 pixels apart: the upper name above, the lower one below."""
    points = [(0.5, 0.5), (0.5, 0.48)]
    places = name_places(points, ["Alfa", "Beta"], [8.0, 8.0], [(0.0, 0.0), (1.0, 1.0)], size=11)
    assert places == ["top center", "bottom center"]


def test_two_bubbles_side_by_side_do_not_write_into_one_another():
    """20 pixels apart, names of 97: the second cannot stand above too."""
    points = [(0.5, 0.5), (0.525, 0.5)]
    places = name_places(points, ["A" * 16, "B" * 16], [8.0, 8.0], [(0.0, 0.0), (1.0, 1.0)], size=11)
    assert places[0] == "top center"
    assert places[1] != "top center"


def test_a_name_does_not_go_out_of_the_figure():
    """The highest and the rightmost of all."""
    (place,) = name_places([(1.0, 1.0)], ["Et svært langt navn på en bransje"], [40.0], [(0.0, 0.0)], size=20)
    assert place.endswith("left")


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12))
def test_every_point_gets_one_of_the_places(points):
    places = name_places(points, ["Navn"] * len(points), [10.0] * len(points), size=11)
    assert len(places) == len(points)
    assert set(places) <= set(PLACES)
