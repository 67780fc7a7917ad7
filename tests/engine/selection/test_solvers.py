"""The solver factory."""

import pytest

from engine.foundation.errors import InputError
from engine.selection.solvers import SOLVERS, solver


@pytest.mark.parametrize("name", SOLVERS)
def test_every_solver_named_is_there_and_allows_no_gap(name):
    made = solver(name)
    assert made.available()
    assert {made.optionsDict.get(gap, getattr(made, gap, None)) for gap in ("gapAbs", "gapRel")} == {0}


def test_an_unknown_solver_is_refused_with_what_exists():
    with pytest.raises(InputError, match=r"«hihgs».*«highs».*highs, cbc"):
        solver("hihgs")
