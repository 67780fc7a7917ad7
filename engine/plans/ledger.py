"""The ledger of the grants: what is available, used and left by programme and year (contract, section 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from engine.dataset.cell_parsing import TypedTable, typed_table
from engine.dataset.csv_file import read_table
from engine.dataset.schema import Field, Table
from engine.dataset.shipped import shipped_data
from engine.foundation.errors import InputError, Problem
from engine.foundation.exact_arithmetic import exact

CARRIED_OVER, GRANTED, EXTRA, SPENT, RETURNED, FORECAST = ENTRIES = (
    "carried_over",
    "granted",
    "extra",
    "spent",
    "returned",
    "forecast",
)
EVERYBODY = "alle"
"""The programme id of figures that are published for the programmes together."""
ORE_PER_KRONE = 100
FIRST_YEAR, LAST_YEAR = 2019, 2100
STATED_YEARS = (2023, 2024)
"""Years whose reporting dates the letter of March 2024 states."""

LEDGER = Table(
    "ledger",
    (
        Field("programme_id", "id", required=True),
        Field("year", "count", required=True),
        Field("entry", "choice", required=True, choices=ENTRIES),
        Field("amount_nok", "amount", required=True),
        Field("source_id", "text", required=True),
        Field("note", "text"),
    ),
    key=("programme_id", "year", "entry", "amount_nok", "note"),
)

_RULE = re.compile(r"left(?:-(\d+(?:\.\d+)?)(%?))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; ``amount`` in øre, ``row`` as Excel counts."""

    programme_id: str
    year: int
    entry: str
    amount: int
    source_id: str
    note: str
    row: int


@dataclass(frozen=True, slots=True)
class Account:
    """One programme in one year, øre; None is not known.

    ``available`` is carried over, granted and extra, less what is returned. A forecast is of the whole year and holds
    what is already spent, so ``left`` goes by the larger of the two; without either nobody knows what is left.
    """

    entries: tuple[Entry, ...]

    def sum(self, *kinds: str) -> int | None:
        """The entries of these kinds together; None where there is none."""
        amounts = [entry.amount for entry in self.entries if entry.entry in kinds]
        return sum(amounts) if amounts else None

    @property
    def received(self) -> int | None:
        """What there was before anything was returned."""
        return self.sum(CARRIED_OVER, GRANTED, EXTRA)

    @property
    def available(self) -> int | None:
        """What there is to use."""
        received = self.received
        return None if received is None else received - (self.sum(RETURNED) or 0)

    @property
    def spent(self) -> int | None:
        """What is used."""
        return self.sum(SPENT)

    @property
    def forecast(self) -> int | None:
        """What is expected to be used in the whole year."""
        return self.sum(FORECAST)

    @property
    def left(self) -> int | None:
        """What is not used, or not expected to be."""
        used = [amount for amount in (self.spent, self.forecast) if amount is not None]
        return None if self.available is None or not used else self.available - max(used)


@dataclass(frozen=True, slots=True)
class Rule:
    """What of the money that is left counts as free: all above a reserve in each programme.

    The reserve is ``share`` of what is available, or ``amount`` øre.
    """

    said: str
    share: Fraction = Fraction(0)
    amount: int = 0

    def free(self, account: Account) -> int:
        """Øre of one account; nothing where it is not known what is left."""
        if account.left is None or account.available is None:
            return 0
        reserve = self.amount + -int(-self.share * account.available // 1)
        return max(0, account.left - reserve)


@dataclass(frozen=True)
class Ledger:
    """All rows of a file."""

    file: str
    entries: tuple[Entry, ...]

    @cached_property
    def accounts(self) -> dict[str, dict[int, Account]]:
        """By programme and year, both sorted; figures for all together last."""
        ids = sorted(
            {entry.programme_id for entry in self.entries}, key=lambda programme: (programme == EVERYBODY, programme)
        )
        return {
            programme: {
                year: Account(
                    tuple(entry for entry in self.entries if (entry.programme_id, entry.year) == (programme, year))
                )
                for year in sorted({entry.year for entry in self.entries if entry.programme_id == programme})
            }
            for programme in ids
        }

    def free(self, rule: Rule) -> dict[int, int]:
        """Øre by year that the rule calls free: of the programmes, or of all together where no programme has a row.

        A year in which nobody knows what is left is not there.
        """
        free: dict[int, int] = {}
        for year in sorted({entry.year for entry in self.entries}):
            own = {name: years[year] for name, years in self.accounts.items() if year in years}
            single = [account for name, account in own.items() if name != EVERYBODY]
            known = [account for account in single or own.values() if account.left is not None]
            if known:
                free[year] = sum(rule.free(account) for account in known)
        return free

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Every sum that does not add up, with the row it is seen at and by how much."""
        return tuple(sorted(self._problems(), key=lambda problem: problem.row or 0))

    def _problems(self) -> Iterator[Problem]:
        for programme, years in self.accounts.items():
            for year, account in years.items():
                yield from self._overdrawn(programme, year, account)
                before = years.get(year - 1)
                carried = account.sum(CARRIED_OVER)
                # Only what is spent closes a year: a forecast may turn out otherwise.
                if before is None or carried is None or before.spent is None or before.available is None:
                    continue
                left = before.available - before.spent
                if carried != left:
                    amounts = {"carried": carried, "left": left, "difference": carried - left}
                    yield self._problem(
                        "ledger_carried", account, CARRIED_OVER, programme, year, amounts, before=str(year - 1)
                    )
        yield from self._over_frame()

    def _overdrawn(self, programme: str, year: int, account: Account) -> Iterator[Problem]:
        received, spent, returned = account.received, account.spent or 0, account.sum(RETURNED) or 0
        if received is None:
            return
        if spent > received:
            amounts = {"spent": spent, "available": received, "difference": spent - received}
            yield self._problem("ledger_overspent", account, SPENT, programme, year, amounts)
        elif returned > received - spent:
            left = received - spent
            amounts = {"returned": returned, "left": left, "difference": returned - left}
            yield self._problem("ledger_returned", account, RETURNED, programme, year, amounts)

    def _over_frame(self) -> Iterator[Problem]:
        """Programmes that are granted more together than what is granted for all."""
        for year, frame in self.accounts.get(EVERYBODY, {}).items():
            own = [years[year] for name, years in self.accounts.items() if name != EVERYBODY and year in years]
            granted, limit = sum(account.sum(GRANTED) or 0 for account in own), frame.sum(GRANTED)
            if limit is not None and granted > limit:
                amounts = {"granted": granted, "frame": limit, "difference": granted - limit}
                yield self._problem("ledger_over_frame", frame, GRANTED, EVERYBODY, year, amounts)

    def _problem(
        self,
        code: str,
        account: Account,
        entry: str,
        programme: str,
        year: int,
        figures: Mapping[str, int],
        **more: str,
    ) -> Problem:
        row = next(posting.row for posting in account.entries if posting.entry == entry)
        amounts = {name: kroner(amount) for name, amount in figures.items()}
        fields = {"programme": programme, "year": str(year), **amounts, **more}
        return Problem(code, self.file, row=row, column="amount_nok", more=fields)


def kroner(amount_ore: int) -> str:
    """Øre as kroner, in groups of three, with øre only where there are any."""
    whole, rest = divmod(abs(amount_ore), ORE_PER_KRONE)
    sign = "\N{MINUS SIGN}" if amount_ore < 0 else ""
    return f"{sign}{whole:,}".replace(",", "\N{NO-BREAK SPACE}") + (f",{rest:02d}" if rest else "")


def shipped_ledger() -> Path:
    """What the letters and the survey say of the grants."""
    return shipped_data() / "regnskap" / "bransjeprogrammer.csv"


def read_ledger(path: str | Path, programmes: frozenset[str] | None = None) -> Ledger:
    """The rows of one file.

    Parameters
    ----------
    programmes
        Ids that a row may have beside ``alle``; any id where None.

    Raises ``InputError`` with every row that cannot be understood. Sums that do not add up are no such error: they are
    in ``Ledger.problems``.
    """
    file = str(path)
    raw, problems = read_table(Path(path), file, LEDGER)
    if raw is None:
        raise InputError(problems)
    table, wrong = typed_table(raw)
    problems = [*problems, *wrong, *_row_problems(table, programmes)]
    if problems:
        raise InputError(problems)
    columns = [table.columns[name] for name in ("programme_id", "year", "entry", "amount_nok", "source_id", "note")]
    return Ledger(
        file,
        tuple(
            Entry(programme, year, entry, int(exact(amount) * ORE_PER_KRONE), source, note or "", row)
            for programme, year, entry, amount, source, note, row in zip(*columns, table.rows, strict=True)
        ),
    )


def _row_problems(table: TypedTable, programmes: frozenset[str] | None) -> Iterator[Problem]:
    first: dict[tuple[object, ...], int] = {}
    for index, row in enumerate(table.rows):
        programme, year, entry, amount, note = (table.columns[name][index] for name in LEDGER.key)
        if programme is not None and programmes is not None and programme not in {*programmes, EVERYBODY}:
            yield table.problem("unknown", index, "programme_id", allowed=(*sorted(programmes), EVERYBODY))
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            yield table.problem("ledger_year", index, "year", allowed=(f"{FIRST_YEAR}–{LAST_YEAR}",))
        if amount is not None and (exact(amount) * ORE_PER_KRONE).denominator != 1:
            yield table.problem("ledger_too_fine", index, "amount_nok")
        same = (programme, year, entry, amount, note)
        if None not in same[:4] and same in first:
            more = {"programme": str(programme), "year": str(year), "entry": str(entry), "earlier": str(first[same])}
            yield table.problem("ledger_twice", index, "entry", more=more)
        first.setdefault(same, row)


def parse_rule(raw: str) -> Rule:
    """The rule of ``--rule``: ``left``, ``left-0.5`` (less MNOK in each programme), ``left-10%`` (of the available)."""
    match = _RULE.fullmatch(raw.replace(" ", ""))
    if match is None or (match[2] and Fraction(match[1]) > 100):
        raise InputError(Problem("ledger_rule", place="--rule", given=raw, allowed=("left", "left-0.5", "left-10%")))
    if match[2]:
        return Rule(raw, share=Fraction(match[1]) / 100)
    return Rule(raw, amount=int(Fraction(match[1] or "0") * 100_000_000))


@dataclass(frozen=True, slots=True)
class ReportingDate:
    """A date that the letter of March 2024 sets, or would set by the same rule in another year (``stated`` False)."""

    day: date
    code: str
    stated: bool


def reporting_dates(year: int) -> tuple[ReportingDate, ...]:
    """What is due for a year's grants (letters2024, 4 March 2024: Bransjeprogrammenes års- og halvårsrapporter)."""
    half = year == STATED_YEARS[-1]
    return (
        ReportingDate(date(year, 7, 1), "date_accounts", half),
        ReportingDate(date(year, 9, 1), "date_half_year", half),
        ReportingDate(date(year + 1, 5, 1), "date_year", year in STATED_YEARS),
    )
