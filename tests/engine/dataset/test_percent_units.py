"""Per cent by the names that Statistics Norway, Eurostat and people use."""

import pytest

from engine.dataset.percent_units import in_percent


@pytest.mark.parametrize("unit", ["percent", "Prosent", "pst.", "%", "Percentage", "PC", "PC_EMP", " per cent "])
def test_per_cent_by_any_name(unit):
    assert in_percent(unit)


@pytest.mark.parametrize("unit", ["", "personer", "THS_PER", "NR", "pcs", "per_1000_employed", "poeng"])
def test_what_is_something_else(unit):
    assert not in_percent(unit)
