"""Commands that say how firmly industries are in, and what the criteria really do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import PROGRAM, Command, progress
from engine.cli.options import (
    ANSWERED,
    SELECTION,
    asked_dataset,
    asked_scores,
    changed_criteria,
    percent,
    whole_number,
)
from engine.foundation.errors import InputError, Problem

if TYPE_CHECKING:
    from engine.results.renderers import Answer
    from engine.robustness.compute_backend import Backend

DRAWS = 10_000  # contract, section 4
BASE_SAMPLES = 128  # of a sensitivity analysis: a power of two, enough for the large effects in a few seconds
LOCAL, DASK = "local", "dask"
SPREAD = Option("--inherited-spread", "PERCENT")
DRAWN = (Option("--draws", "N"), Option("--seed", "N"))
ROBUSTNESS = (
    Option("--around", "PERCENT"),
    Option("--order", "absence>=frafall", many=True),
    Option("--data-uncertainty", switch=True),
    SPREAD,
    Option("--backend", choices=(LOCAL, DASK)),
    Option("--scheduler", "ADDRESS"),
    Option("--workers", "N"),
)
METHODS = (Option("--industry", "ID", many=True), Option("--base-samples", "N"), Option("--seed", "N"), SPREAD)


def check(given: Given) -> Answer:
    """Whether industries stay selected, and what it would take."""
    from engine.results.robustness_renderers import check_answer
    from engine.robustness.industry_sensitivity import check as stability

    if not given.arguments:
        raise InputError(Problem("cli_no_industry", place=f"{PROGRAM} check"))
    scores = asked_scores(given, changed_criteria(given), to_select=True)
    industries = tuple(dict.fromkeys(given.arguments))
    draws, seed = whole_number(given, "draws", DRAWS), whole_number(given, "seed", 1)
    tell = progress(given.locale, "steps")
    result = stability(scores, industries, draws=draws, seed=seed, progress=lambda _, done, total: tell(done, total))
    return check_answer(result, given.locale)


def robustness(given: Given) -> Answer:
    """How firmly the whole selection stands."""
    from engine.results.robustness_renderers import robustness_answer
    from engine.robustness.acceptability import Uncertainty, acceptability
    from engine.robustness.incomplete_information import at_set_weights, over_all_weights
    from engine.robustness.weight_draws import parse_order

    scores = asked_scores(given, changed_criteria(given), to_select=True)
    spread = percent(given, "inherited_spread")
    if spread is not None and given.one("data_uncertainty") is None:
        raise InputError(Problem("cli_needs", place="--inherited-spread", more={"other": "--data-uncertainty"}))
    uncertainty = Uncertainty() if spread is None else Uncertainty(spread / 100)
    around, order = percent(given, "around"), parse_order(",".join(given.many("order")), scores.root_members)
    result = acceptability(
        scores,
        draws=whole_number(given, "draws", DRAWS),
        seed=whole_number(given, "seed", 1),
        percent=around,
        order=order,
        uncertainty=uncertainty if given.one("data_uncertainty") else None,
        backend=_backend(given),
        progress=progress(given.locale),
    )
    tell = progress(given.locale, "candidates")
    at_weights = at_set_weights(scores, progress=tell)
    all_weights = over_all_weights(scores, percent=around, order=order, progress=tell)
    return robustness_answer(result, given.locale, at_weights, all_weights)


def _backend(given: Given) -> Backend:
    """Where draws run: this machine's cores, or the Dask cluster that the options name."""
    from engine.robustness.compute_backend import dask, local

    scheduler = given.one("scheduler")
    if given.one("backend") == DASK:
        if scheduler is None:
            raise InputError(Problem("cli_needs", place="--backend dask", more={"other": "--scheduler"}))
        return dask(scheduler)
    if scheduler is not None:
        raise InputError(Problem("cli_needs", place="--scheduler", more={"other": "--backend dask"}))
    if given.one("workers") is None:
        return local()
    workers = whole_number(given, "workers", 1)
    if workers < 1:
        raise InputError(Problem("cli_no_workers", place="--workers", given=str(workers)))
    return local(workers)


def methods(given: Given) -> Answer:
    """Other methods against today's, and what decides whether industries are in."""
    from engine.results.robustness_renderers import methods_answer
    from engine.robustness.method_comparison import method_choices
    from engine.robustness.sensitivity import sensitivity

    criteria = changed_criteria(given)
    dataset = asked_dataset(given, criteria, to_select=criteria.selection is not None)
    result = method_choices(dataset, criteria)
    spread = (percent(given, "inherited_spread") or 0.0) / 100
    industries = given.many("industry") or result.selected or ()
    analysis = sensitivity(
        dataset,
        criteria,
        tuple(dict.fromkeys(industries)),
        base_samples=whole_number(given, "base_samples", BASE_SAMPLES),
        seed=whole_number(given, "seed", 1),
        inherited_spread=spread,
        progress=progress(given.locale, "runs"),
    )
    return methods_answer(result, analysis if industries else None, given.locale)


def audit(given: Given) -> Answer:
    """What the criteria really do."""
    from engine.results.audit_renderers import audit_answer
    from engine.results.echo import echo_of
    from engine.robustness.criteria_diagnostics import audit as audited
    from engine.robustness.value_of_information import value_of_information
    from engine.scoring.score import score

    criteria = changed_criteria(given)
    dataset = asked_dataset(given, criteria, to_select=criteria.selection is not None)
    scores = score(dataset, criteria)
    if criteria.selection is None:
        return audit_answer(audited(dataset, criteria), scores, given.locale)
    settles = value_of_information(scores)
    return audit_answer(audited(dataset, criteria), scores, given.locale, settles, echo_of(scores))


COMMANDS = {
    "check": Command(check, (*DRAWN, *SELECTION, *ANSWERED), takes="ID"),
    "robustness": Command(robustness, (*DRAWN, *ROBUSTNESS, *SELECTION, *ANSWERED)),
    "methods": Command(methods, (*METHODS, *SELECTION, *ANSWERED)),
    "audit": Command(audit, (*SELECTION, *ANSWERED)),
}
