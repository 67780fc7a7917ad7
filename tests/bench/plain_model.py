"""A selection under the grant key as somebody would write it with PuLP: CBC, a model a number, no bounds."""

import pulp

from engine.selection.constraints import Linear
from engine.selection.grant_key import ore


def best_objective(problem, values, *, time_limit=None):
    """The largest objective over every number of programmes, and whether CBC was stopped by the clock."""
    most = max(condition.most for condition in problem.conditions if condition.id == "max_new")
    best, stopped = None, False
    for count in range(most + 1):
        objective, late = best_of_number(problem, values, count, time_limit)
        stopped |= late
        best = objective if best is None or (objective is not None and objective > best) else best
    return best, stopped


def best_of_number(problem, values, count, time_limit):
    key, jobs = problem.key, problem.jobs.tolist()
    model = pulp.LpProblem("plain", pulp.LpMaximize)
    chosen = [model.add_variable(f"x{index}", cat=pulp.LpBinary) for index in range(len(jobs))]
    model += pulp.lpSum(value * x for value, x in zip(values, chosen, strict=True))
    model += pulp.lpSum(chosen) == count
    for condition in problem.conditions:
        if isinstance(condition, Linear) and condition.id not in ("max_new", "min_new"):
            amount = pulp.lpSum(int(c) * x for c, x in zip(condition.coefficients, chosen, strict=True))
            if condition.least is not None:
                model += amount >= condition.least
            if condition.most is not None:
                model += amount <= condition.most
    running = len(key.continuing) + count
    if running:
        add_minimums(model, chosen, jobs, key, running)
    solver = pulp.COIN_CMD(path=pulp.apis.coin_api.pulp_cbc_path, msg=False, timeLimit=time_limit)
    model.solve(solver)
    if model.sol_status == pulp.LpSolutionInfeasible or model.status == pulp.LpStatusInfeasible:
        return None, False
    if model.sol_status != pulp.LpSolutionOptimal:
        return None, True
    picked = [index for index, x in enumerate(chosen) if round(x.value()) == 1]
    return sum(values[index] for index in picked), False


def add_minimums(model, chosen, jobs, key, running):
    """Each grant, frame × (equal / N + (1 - equal) × jobs / all jobs), is at least its minimum; jobs in thousands."""
    frame, equal = key.frame / ore(1.0), float(key.equal_share)
    today = sum(key.continuing.values()) / 1000
    total = today + pulp.lpSum(count / 1000 * x for count, x in zip(jobs, chosen, strict=True))
    most = today + sum(jobs) / 1000
    for own in key.continuing.values():
        least = float(key.minimum_continuing) / ore(1.0) - frame * equal / running
        model += least * total <= frame * (1 - equal) * own / 1000
    least = float(key.minimum_new) / ore(1.0) - frame * equal / running
    for own, x in zip(jobs, chosen, strict=True):
        model += least * total <= frame * (1 - equal) * own / 1000 + max(0.0, least) * most * (1 - x)
