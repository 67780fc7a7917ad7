"""Options side by side: what each comes to, what it changes, and what sets two of them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from engine.plans.half_years import Note, Plan, todays_grants
from engine.plans.options_book import Book, Planned
from engine.selection.grant_key import mnok

SECTORS = ("public", "private")


@dataclass(frozen=True, slots=True)
class Change:
    """A full year's grant against today's; ``percent`` is None for a programme that has none today."""

    mnok: float
    percent: float | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of working life has a programme in a full year.

    ``jobs_share`` is of the jobs of all industries in the data, 0..1, None where some industry's jobs are unknown;
    ``sections`` are SN2007 letters; ``mixed`` counts as both sectors.
    """

    jobs_share: float | None
    sections: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """From one option to another: who enters and leaves among the new, and øre over the whole plan by programme."""

    between: tuple[str, str]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    grants: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UnderKey:
    """The same programmes under another key: øre in a full year and over the plan, and what does not fit."""

    full_year: Mapping[str, int]
    unspent: int
    total: Mapping[str, int]
    conflict: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Compared:
    """One option with all that is said of it side by side with the others."""

    planned: Planned
    book: Book
    today: Mapping[str, int]

    @property
    def plan(self) -> Plan | None:
        """The plan; None where the engine found nobody to choose."""
        return self.planned.plan

    @cached_property
    def full_year(self) -> tuple[dict[str, int], int]:
        """Øre in a full year, and what is unspent."""
        return self.plan.full_year.whole() if self.plan else ({}, 0)

    @cached_property
    def change(self) -> dict[str, Change]:
        """Against today, of everybody who has a programme today or in the option."""
        if self.plan is None:
            return {}
        grants, _ = self.full_year
        return {
            name: Change(mnok(grants.get(name, 0) - before), _percent(grants.get(name, 0), before))
            for name in self.plan.total
            for before in [self.today.get(name, 0)]
        }

    @cached_property
    def nok_per_job(self) -> dict[str, float]:
        """Kroner a job in a full year, of those that run in it; left out where the industry has no jobs."""
        jobs = {industry.industry_id: industry.jobs for industry in self.book.scores.dataset.industries}
        return {name: amount / 100 / known for name, amount in self.full_year[0].items() if (known := jobs.get(name))}

    @cached_property
    def coverage(self) -> Coverage:
        """Working life with a programme in a full year."""
        industries = self.book.scores.dataset.industries
        inside = [industry for industry in industries if self.plan and industry.industry_id in self.plan.steady.kinds]
        known = all(industry.jobs is not None for industry in industries)
        every = sum(industry.jobs or 0 for industry in industries)
        sectors = {industry.sector for industry in inside}
        return Coverage(
            sum(industry.jobs or 0 for industry in inside) / every if known and every else None,
            tuple(sorted({industry.section for industry in inside if industry.section})),
            tuple(sector for sector in SECTORS if {sector, "mixed"} & sectors),
        )

    @cached_property
    def objective(self) -> float:
        """The new programmes' scores added up."""
        return float(sum(self._scores.values()))

    @cached_property
    def objective_times_jobs(self) -> float:
        """The same with each score times the industry's jobs."""
        jobs = {industry.industry_id: industry.jobs or 0 for industry in self.book.scores.dataset.industries}
        return float(sum(score * jobs[name] for name, score in self._scores.items()))

    @cached_property
    def _scores(self) -> dict[str, float]:
        scores = self.book.scores
        points = {name: float(scores.scores[scores.position[name]]) for name in self.planned.selected}
        return {name: score for name, score in points.items() if score == score}

    @cached_property
    def binding(self) -> tuple[str, ...]:
        """Conditions of the engine's choice without which it would choose better, then what decides grants."""
        chosen = self.planned.chosen.binding if self.planned.chosen else ()
        return tuple(dict.fromkeys([*chosen, *(self.plan.bound if self.plan else ())]))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What a reader must know of the plan."""
        if self.plan is None:
            return ()
        idle = tuple(sorted(set(self.planned.option.starts) - set(self.planned.selected)))
        unranked = tuple(name for name in self.planned.selected if name not in self._scores)
        own = [Note("note_start_not_chosen", idle)] if idle else []
        own += [Note("note_no_score", unranked)] if unranked else []
        return (*own, *self.plan.notes)

    @cached_property
    def under_keys(self) -> dict[str, UnderKey]:
        """The same programmes under each key that the file sets beside the options' own."""
        if self.plan is None:
            return {}
        plans = self.book.under_keys(self.plan)
        return {name: UnderKey(*plan.full_year.whole(), plan.total, plan.conflict) for name, plan in plans.items()}


def _percent(now: int, before: int) -> float | None:
    return 100 * (now - before) / before if before else None


def compared(book: Book) -> tuple[Compared, ...]:
    """Every option of the book, in its order."""
    sizes = {
        industry.industry_id: industry.jobs or 0
        for industry in book.scores.dataset.industries
        if industry.status == "programme"
    }
    today = todays_grants(book.today_key, book.today_frame, sizes)
    return tuple(Compared(option, book, today) for option in book.options)


def differences(options: tuple[Compared, ...]) -> tuple[Difference, ...]:
    """Every pair of options, in the order of the file."""
    return tuple(_difference(first, second) for first, second in combinations(options, 2))


def _difference(first: Compared, second: Compared) -> Difference:
    before, after = set(first.planned.selected), set(second.planned.selected)
    totals = [side.plan.total if side.plan else {} for side in (first, second)]
    return Difference(
        (first.planned.option.id, second.planned.option.id),
        tuple(sorted(after - before)),
        tuple(sorted(before - after)),
        {name: totals[1].get(name, 0) - totals[0].get(name, 0) for name in sorted({*totals[0], *totals[1]})},
    )
