"""What criteria know about themselves."""

from engine.criteria.reading import parse_criteria
from engine.foundation.locale import Locale

FILE = """
id = "model"
[[indicator]]
id = "pain"
label_nb = "Smerter"
normalise = { method = "none" }
[[indicator]]
id = "lifting"
normalise = { method = "none" }
[[indicator]]
id = "density"
label_nb = "Organisasjonsgrad"
label_en = "Union density"
normalise = { method = "none" }
[[criterion]]
id = "score"
members = { pair = 1, other = 1 }
[[criterion]]
id = "other"
members = { lifting = 1 }
[[criterion]]
id = "pair"
aggregate = "cooccurrence"
exposure = "exposures"
health = "pain"
[[criterion]]
id = "exposures"
members = { lifting = 1 }
[selection.require_indicator]
density = { min = 20 }
"""


def model():
    return parse_criteria(FILE, "model.toml")


def test_members_come_before_what_they_are_members_of():
    order = model().bottom_up
    assert order.index("exposures") < order.index("pair") < order.index("score")
    assert order.index("other") < order.index("score")
    assert len(order) == 4


def test_leaves_are_the_tree_s_indicators_in_the_files_order():
    assert model().leaves == ("pain", "lifting")


def test_the_sides_of_a_cooccurrence_are_its_children():
    assert model().criteria["pair"].children == ("exposures", "pain")


def test_a_label_falls_back_on_the_norwegian_one_and_then_on_the_id():
    criteria = model()
    assert criteria.label("density", Locale("en")) == "Union density"
    assert criteria.label("pain", Locale("en")) == "Smerter"
    assert criteria.label("lifting", Locale("nb")) == "lifting"
    assert criteria.label("pair", Locale("en")) == "pair"
