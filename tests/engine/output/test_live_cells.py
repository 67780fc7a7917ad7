"""Formulas and the values put in beside them."""

from engine.output.live_cells import Formula, with_values


def test_rows_count_from_below_the_warning():
    assert Formula("SUM(B{2}:B$10)", 1.0).at(1) == "=SUM(B3:B$10)"


def test_a_value_is_a_number_a_text_or_nothing():
    part = (
        b'<c r="A1" s="3"><f>1+1</f><v></v></c><c r="B1"><f>x</f><v /></c>'
        b'<c r="C1" t="n"><f>y</f><v/></c><c r="D1"><v>4</v></c>'
    )
    assert with_values(part, {"A1": 2.5, "B1": "a<b", "C1": None}) == (
        b'<c r="A1" s="3"><f>1+1</f><v>2.5</v></c><c r="B1" t="str"><f>x</f><v>a&lt;b</v></c>'
        b'<c r="C1" t="str"><f>y</f><v></v></c><c r="D1"><v>4</v></c>'
    )
