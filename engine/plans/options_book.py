"""An options file against data and criteria: every option's plan, with all that is wrong told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from engine.criteria.model import Criteria, Grant
from engine.criteria.overrides import with_selection
from engine.dataset.model import Dataset
from engine.foundation.errors import InfeasibleError, InputError, Problem
from engine.foundation.exact_arithmetic import exact
from engine.plans.grant_keys import KINDS, Key
from engine.plans.half_years import Plan
from engine.plans.options import HalfYear, Option, OptionKey, OptionsFile
from engine.plans.options_fit import PERSONS, PROGRAMME, check_options
from engine.scoring.score import Scores
from engine.selection.constraints import Condition
from engine.selection.declared_constraints import at_most
from engine.selection.grant_key import ore
from engine.selection.portfolio_problem import SelectionProblem, selection_problem
from engine.selection.select import SelectionResult, select


@dataclass(frozen=True, eq=False)
class Planned:
    """One option worked out.

    Parameters
    ----------
    selected
        The new programmes, sorted.
    problem
        Who could be chosen under the criteria with this option's fates.
    chosen
        What the engine found where it was to choose; None where the option names its programmes.
    plan
        None where the engine found nothing to choose.
    broken
        Ids of conditions of the criteria that programmes chosen by hand do not meet, or the engine's conflict.
    """

    option: Option
    selected: tuple[str, ...]
    problem: SelectionProblem
    chosen: SelectionResult | None
    plan: Plan | None
    broken: tuple[str, ...] = ()

    @property
    def conflict(self) -> tuple[str, ...]:
        """Everything that stands against the option."""
        return tuple(dict.fromkeys([*self.broken, *(self.plan.conflict if self.plan else ())]))

    @property
    def feasible(self) -> bool:
        """Whether nothing does."""
        return not self.conflict


@dataclass(frozen=True, eq=False)
class Book:
    """Every option of a file, worked out.

    ``sizes`` are those that a key can go by, ``jobs`` and where the data have them ``persons``; ``today_key`` and
    ``today_frame`` (øre) are those of the criteria.
    """

    file: OptionsFile
    scores: Scores
    options: tuple[Planned, ...]
    keys: Mapping[str, Key]
    sizes: Mapping[str, Mapping[str, int]]
    today_key: Key
    today_frame: int

    def under_keys(self, plan: Plan) -> dict[str, Plan]:
        """The same programmes under each key that the file sets beside the options' own."""
        by_size = {named.id: self.sizes[named.key.size] for named in self.file.keys}
        return {name: plan.under(key, by_size[name]) for name, key in self.keys.items()}

    def option(self, option_id: str) -> Planned:
        """One option. Raises ``InputError`` for an id that the file does not have."""
        matching = [planned for planned in self.options if planned.option.id == option_id]
        if not matching:
            known = tuple(planned.option.id for planned in self.options)
            raise InputError(Problem("unknown", self.file.file, "--option", given=option_id, allowed=known))
        return matching[0]


def book_of(file: OptionsFile, scores: Scores, options: tuple[str, ...] = ()) -> Book:
    """Every option worked out, or those whose ids are named.

    Raises ``InputError`` with every problem of the file against the data and the criteria.
    """
    known = tuple(option.id for option in file.options)
    unknown = [
        Problem("unknown", file.file, "--option", given=option_id, allowed=known)
        for option_id in options
        if option_id not in known
    ]
    problems = unknown or [*check_options(file, scores)]
    if problems:
        raise InputError(problems)
    grant = _grant(scores.criteria)
    sizes = {"jobs": {industry.industry_id: industry.jobs or 0 for industry in scores.dataset.industries}}
    if PERSONS in scores.dataset.columns:
        sizes[PERSONS] = _persons(scores.dataset)
    kept = [option for option in file.options if not options or option.id in options]
    return Book(
        file,
        scores,
        tuple(_planned(option, file, scores, grant, sizes) for option in kept),
        {named.id: filled_key(named.key, grant) for named in file.keys},
        sizes,
        filled_key(OptionKey(), grant),
        ore(grant.frame),
    )


def filled_key(key: OptionKey, grant: Grant) -> Key:
    """The key with what it leaves open filled in from the criteria's; MNOK become øre."""
    floors = {"new": key.floor_new, "continuing": key.floor_continuing}
    return Key(
        equal_share=exact(grant.equal_share if key.equal_share is None else key.equal_share),
        floors={kind: _ore(amount or 0.0) for kind, amount in floors.items()},
        cap=None if key.cap is None else _ore(key.cap),
        phases={
            "new": tuple(map(exact, key.phase_new)),
            "continuing": tuple(map(exact, key.phase_continuing)),
        },
        freed=key.freed,
        need={programme: _ore(amount) for programme, amount in key.need.items()},
        steps=key.steps,
        wind_down_share=exact(grant.wind_down_share),
    )


def _ore(amount_mnok: float) -> Fraction:
    return exact(amount_mnok) * ore(1.0)


def _grant(criteria: Criteria) -> Grant:
    assert criteria.selection is not None
    assert criteria.selection.grant is not None
    return criteria.selection.grant


def _planned(
    option: Option, file: OptionsFile, scores: Scores, grant: Grant, every_size: Mapping[str, Mapping[str, int]]
) -> Planned:
    problem = _problem(option, file, scores)
    chosen: SelectionResult | None = None
    broken: tuple[str, ...] = ()
    if option.new is not None:
        selected = tuple(sorted(option.new))
        vector = problem.chosen([problem.ids.index(industry) for industry in selected])
        broken = tuple(condition.id for condition in _by_hand(problem) if not bool(condition.holds(vector)))
    else:
        try:
            chosen = select(problem)
        except InfeasibleError as error:
            return Planned(option, (), problem, None, None, error.conflict)
        selected = chosen.selected
    return Planned(option, selected, problem, chosen, _plan(option, selected, file, scores, grant, every_size), broken)


def _by_hand(problem: SelectionProblem) -> list[Condition]:
    """Conditions that programmes chosen by hand must meet: money is the plan's, and a score is not needed."""
    money = ("minimum_grant.", "floor.")
    return [
        condition for condition in problem.conditions if not condition.id.startswith(money) and condition.id != "ranked"
    ]


def _plan(
    option: Option,
    selected: tuple[str, ...],
    file: OptionsFile,
    scores: Scores,
    grant: Grant,
    every_size: Mapping[str, Mapping[str, int]],
) -> Plan:
    own = option.key
    sizes = every_size[own.size]
    today = {
        industry.industry_id: sizes[industry.industry_id]
        for industry in scores.dataset.industries
        if industry.status == PROGRAMME
    }
    stated = {"new": own.floor_new, "continuing": own.floor_continuing}
    minimums = {"new": grant.minimum_new, "continuing": grant.minimum_continuing}
    return Plan(
        key=filled_key(own, grant),
        first=file.first,
        last=file.last,
        frames={year: ore(amount) for year, amount in file.frame.items()},
        starts={industry: option.starts.get(industry, file.first) for industry in selected},
        fates=option.programmes,
        sizes=sizes,
        today=today,
        minimums={kind: _ore(minimums[kind]) for kind in KINDS if stated[kind] is None},
        extended=option.extended,
    )


def _persons(dataset: Dataset) -> dict[str, int]:
    """Persons employed; those whose figure is missing are in no option (``check_options``)."""
    column = dataset.column(PERSONS)
    return {
        industry.industry_id: 0 if value != value else int(value)
        for industry, value in zip(dataset.industries, column.values.tolist(), strict=True)
    }


def _problem(option: Option, file: OptionsFile, scores: Scores) -> SelectionProblem:
    """Who can be chosen: by the criteria, the option's fates and key, and the leanest of its years."""
    own = option.key
    problem = selection_problem(option_scores(option, file, scores))
    if option.new is not None or not own.floor_new or problem.key is None:
        return problem
    room = problem.key.first_year_frame - _ore(own.floor_continuing or 0.0) * len(problem.key.continuing)
    most = max(0, int(room // _ore(own.floor_new)))
    fields = {"minimum": own.floor_new, "frame": min(file.frame.values())}
    return problem.with_conditions(at_most(problem.ids, most, "floor.new", fields))


def option_scores(option: Option, file: OptionsFile, scores: Scores) -> Scores:
    """The same scores under the conditions that the option's choice is made by: its fates, its key, its leanest year.

    A floor of the option's own takes the place of the criteria's minimum: it is a promise that the others pay for, so
    all that it asks is room in the frame.
    """
    own, grant = option.key, _grant(scores.criteria)
    fates = {
        programme: "continue" if isinstance(fate, HalfYear) else fate for programme, fate in option.programmes.items()
    }
    changes = {
        "frame": min(file.frame.values()),
        "equal_share": grant.equal_share if own.equal_share is None else own.equal_share,
        "minimum_new": 0.0 if own.floor_new is not None else grant.minimum_new,
        "minimum_continuing": 0.0 if own.floor_continuing is not None else grant.minimum_continuing,
        "programmes": {**dict.fromkeys(_grant_fates(scores.criteria)), **fates},
        **(option.choose or {}),
    }
    return replace(scores, criteria=with_selection(scores.criteria, **changes))


def _grant_fates(criteria: Criteria) -> Mapping[str, str]:
    """Fates that the criteria state: an option states its own."""
    return criteria.selection.programmes if criteria.selection else {}
