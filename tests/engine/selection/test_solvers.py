"""The solver factory."""

import pulp
import pytest

from engine.foundation.errors import InputError
from engine.selection.solvers import SOLVERS, solver


@pytest.mark.parametrize("name", SOLVERS)
def test_every_solver_named_is_there_and_allows_no_gap(name):
    made = solver(name)
    assert made.available()
    assert {made.optionsDict.get(gap, getattr(made, gap, None)) for gap in ("gapAbs", "gapRel")} == {0}


@pytest.mark.parametrize("name", SOLVERS)
def test_every_solver_knows_which_variables_are_whole_and_which_are_not(name):
    """The most of 5x + 4y + z where 6x + 4y <= 24, x + 2y <= 6 and z <= 0.5: in whole x and y 4, 0 and not 3, 1.5."""
    model = pulp.LpProblem("whole", pulp.LpMaximize)
    z = model.add_variable("a", 0, 0.5)
    x, y = (model.add_variable(letter, 0, cat=pulp.LpInteger) for letter in ("b", "c"))
    model += 5 * x + 4 * y + z
    model += 6 * x + 4 * y <= 24
    model += x + 2 * y <= 6
    model.solve(solver(name))
    assert model.sol_status == pulp.LpSolutionOptimal
    assert [variable.value() for variable in (x, y, z)] == pytest.approx([4, 0, 0.5])


def test_an_unknown_solver_is_refused_with_what_exists():
    with pytest.raises(InputError, match=r"«hihgs».*«highs».*highs, cbc"):
        solver("hihgs")
