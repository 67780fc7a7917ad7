"""Per cent by the names that Statistics Norway, Eurostat and people use."""

import pytest

from engine.dataset.percent_units import differs, in_percent


@pytest.mark.parametrize("unit", ["percent", "Prosent", "pst.", "%", "Percentage", "PC", "PC_EMP", " per cent "])
def test_per_cent_by_any_name(unit):
    assert in_percent(unit)


@pytest.mark.parametrize("unit", ["", "personer", "THS_PER", "NR", "pcs", "per_1000_employed", "poeng"])
def test_what_is_something_else(unit):
    assert not in_percent(unit)


@pytest.mark.parametrize(
    ("stated", "given"),
    [
        ("1 000 personer", "persons"),
        ("Thousand persons", "jobs"),
        ("THS_PER", "jobs"),
        ("mill. kr", "kroner"),
        ("promille", "percent"),
        ("mill. kr", "1000 kr"),
        ("milliarder kroner", "mnok"),
        ("personer", "percent"),
    ],
)
def test_thousands_are_not_the_things_themselves(stated, given):
    assert differs(stated, given)


@pytest.mark.parametrize(
    ("stated", "given"),
    [
        ("personer", "jobs"),
        ("per 1 000 sysselsatte", "per_1000_employed"),
        ("rate", "per_1000_employed"),
        ("mill. kr", "mnok"),
        ("prosent", "percent_of_establishments"),
        ("1 000 000 kr", "MNOK"),
        ("100 personer", "persons"),
        ("familier", "count"),
    ],
)
def test_units_that_may_be_the_same_do_not_differ(stated, given):
    assert not differs(stated, given)
