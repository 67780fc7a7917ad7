"""The solvers that a selection can be solved with, set to prove what they find."""

from __future__ import annotations

from functools import cache
from typing import Any

from engine.foundation.errors import InputError, Problem

SOLVERS = ("highs", "cbc")


@cache
def _highs() -> Any:
    """PuLP's HiGHS, told of all whole numbers at once: one by one, each takes longer the more columns there are."""
    import highspy
    import pulp

    class AllAtOnce(pulp.HiGHS):  # type: ignore[misc]
        def buildSolverModel(self, lp: Any) -> None:
            self.mip = False
            super().buildSolverModel(lp)
            self.mip = True
            whole = [var.index for var in lp.variables() if var.cat == pulp.LpInteger]
            kinds = [highspy.HighsVarType.kInteger] * len(whole)
            lp.solverModel.changeColsIntegrality(len(whole), whole, kinds)

    return AllAtOnce


def solver(name: str = "highs") -> Any:
    """A PuLP solver with no optimality gap allowed.

    HiGHS runs inside the process (one thread: more would stall inside Streamlit), CBC as a program beside it.
    """
    import pulp

    if name == "highs":
        # Tolerances as tight as HiGHS allows: jobs run to millions, and half a job decides.
        return _highs()(
            msg=False, threads=1, gapAbs=0, gapRel=0, mip_feasibility_tolerance=1e-9, primal_feasibility_tolerance=1e-9
        )
    if name == "cbc":
        # The CBC that comes with PuLP 3, by its path: its own solver class is on its way out.
        return pulp.COIN_CMD(path=pulp.apis.coin_api.pulp_cbc_path, msg=False, threads=1, gapAbs=0, gapRel=0)
    raise InputError(Problem("unknown", place="solver", given=name, allowed=SOLVERS))
