"""The answers of ``options``: side by side, by half-year, and what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import ceil, floor

from engine.foundation.errors import listed
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table, marked
from engine.plans.comparison import Compared
from engine.plans.half_years import Note
from engine.plans.inverse import Inverse
from engine.plans.options_book import Book, Planned
from engine.results.basis import basis_notes
from engine.results.options import inverse_json, options_json
from engine.results.options_words import half_year_in_words
from engine.results.ranking import score_decimals
from engine.results.renderers import Answer, Page, page
from engine.selection.constraint_words import condition_in_words
from engine.selection.grant_key import mnok

MNOK_DECIMALS = 2
SLACK = 1e-7  # of a hundredth: what floating point adds to a number that is whole hundredths


def options_answer(options: Sequence[Compared], book: Book, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """Every option side by side; one alone is shown half-year by half-year too."""

    def screen() -> Page:
        tables = [options_table(options, book, locale), grants_table(options, book, locale)]
        if len(options) == 1 and options[0].plan:
            tables.append(half_years_table(options[0], book, locale))
        notes = [note for option in options for note in option_notes(option, book, locale)]
        last = replace(tables[-1], notes=(*tables[-1].notes, *notes, *basis_notes(book.scores, locale)))
        return page(book.scores.dataset, [*tables[:-1], last], locale)

    synthetic = book.scores.dataset.synthetic
    return Answer(
        screen,
        lambda: options_json(options, book),
        lambda: marked(flat_table(options, book, locale), synthetic, locale),
    )


def inverse_answer(
    answer: Inverse, planned: Planned, keys: Mapping[str, bool], book: Book, locale: Locale = DEFAULT_LOCALE
) -> Answer:
    """The range of a parameter that gives programmes what is wanted, and which keys do."""
    wants = ", ".join(
        locale.text("plans.want", programme=_name(book, name, locale), amount=_mnok(amount, locale))
        for name, amount in answer.want.items()
    )
    fields = {"option": planned.option.name(locale), "wants": wants}

    def sentences() -> tuple[str, ...]:
        parameter = locale.text(f"plans.parameter_{answer.parameter.replace('.', '_')}")
        ranges = " ".join(range_in_words(interval, answer.parameter, locale) for interval in answer.ranges)
        code = "inverse" if answer.ranges else "inverse_none"
        own = locale.text(f"plans.{code}", parameter=parameter, ranges=ranges, **fields)
        names = {key.id: key.name(locale) for key in book.file.keys}
        doing = [names[name] for name, does in keys.items() if does]
        asked = locale.text("plans.keys_do", keys=", ".join(doing)) if doing else locale.text("plans.keys_none")
        return (own, asked) if keys else (own,)

    def flat() -> Table:
        names = ("option_id", "parameter", "low", "high")
        columns = tuple(Column(name, name, "text" if name in names[:2] else "number", 4) for name in names)
        rows = tuple((planned.option.id, answer.parameter, low, high) for low, high in answer.ranges)
        return Table("", columns, rows)

    return Answer(
        lambda: page(book.scores.dataset, [Table("", (), (), sentences())], locale),
        lambda: inverse_json(answer, planned.option.id, keys, book),
        lambda: marked(flat(), book.scores.dataset.synthetic, locale),
    )


def options_table(options: Sequence[Compared], book: Book, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row an option: who is new, whether it holds, and what it comes to."""
    columns = (
        Column("option_id", locale.text("plans.option")),
        Column("name", locale.text("plans.name")),
        Column("selected", locale.text("plans.new")),
        Column("feasible", locale.text("plans.feasible"), "boolean"),
        Column("objective", locale.text("report.objective"), "number", score_decimals(book.scores)),
        Column("jobs_share", locale.text("plans.jobs_share"), "share"),
        Column("smallest", locale.text("report.smallest_grant"), "number", MNOK_DECIMALS),
        Column("unspent", locale.text("plans.unspent_total"), "number", MNOK_DECIMALS),
    )
    rows = tuple(
        (
            option.planned.option.id,
            option.planned.option.name(locale),
            _names(book, option.planned.selected, locale),
            option.planned.feasible,
            option.objective,
            option.coverage.jobs_share,
            _smallest(option),
            mnok(sum(paid.unspent for paid in option.plan.half_years.values())) if option.plan else None,
        )
        for option in options
    )
    return Table(book.file.title(locale), columns, rows)


def _smallest(compared: Compared) -> float | None:
    running = [amount for name, amount in compared.full_year[0].items()]
    return mnok(min(running)) if running else None


def grants_table(options: Sequence[Compared], book: Book, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a programme: today's grant, then each option's in a full year, and its change."""
    everybody = sorted(
        {name for option in options for name in option.change}, key=lambda name: (name not in _today(options), name)
    )
    columns = [
        Column("industry_id", locale.text("report.industry_id"), screen=False),
        Column("name", locale.text("report.industry")),
        Column("today_mnok", locale.text("plans.today"), "number", MNOK_DECIMALS),
    ]
    for option in options:
        name = option.planned.option.id
        columns.append(Column(f"{name}_mnok", locale.text("plans.of_option", option=name), "number", MNOK_DECIMALS))
        heading = locale.text("plans.change_percent", option=name)
        columns.append(Column(f"{name}_change_percent", heading, "number", 0))
    rows: list[tuple[Cell, ...]] = []
    for name in everybody:
        cells: list[Cell] = [
            name,
            _name(book, name, locale),
            mnok(_today(options)[name]) if name in _today(options) else None,
        ]
        for option in options:
            amount = option.full_year[0].get(name)
            change = option.change.get(name)
            cells += [None if amount is None else mnok(amount), None if change is None else change.percent]
        rows.append(tuple(cells))
    return Table(locale.text("plans.full_year"), tuple(columns), tuple(rows))


def _today(options: Sequence[Compared]) -> Mapping[str, int]:
    return options[0].today if options else {}


def half_years_table(compared: Compared, book: Book, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a programme: what it gets in every half-year, and in all."""
    assert compared.plan is not None
    columns = [
        Column("industry_id", locale.text("report.industry_id"), screen=False),
        Column("name", locale.text("report.industry")),
        *(Column(str(half_year), str(half_year), "number", MNOK_DECIMALS) for half_year in compared.plan.half_years),
        Column("total", locale.text("plans.total"), "number", MNOK_DECIMALS),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            _name(book, name, locale),
            *(mnok(paid.grants[name]) if name in paid.grants else None for paid in compared.plan.half_years.values()),
            mnok(total),
        )
        for name, total in compared.plan.total.items()
    ]
    unspent = [paid.unspent for paid in compared.plan.half_years.values()]
    if any(unspent):
        rows.append(("", locale.text("plans.unspent"), *map(mnok, unspent), mnok(sum(unspent))))
    title = locale.text("plans.by_half_year", option=compared.planned.option.name(locale))
    return Table(title, tuple(columns), tuple(rows))


def flat_table(options: Sequence[Compared], book: Book, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row an option, half-year and programme, for a file."""
    columns = (
        Column("option_id", "option_id"),
        Column("half_year", "half_year"),
        Column("industry_id", "industry_id"),
        Column("name", locale.text("report.industry")),
        Column("role", "role"),
        Column("grant_mnok", locale.text("report.grant"), "number", MNOK_DECIMALS),
    )
    rows: list[tuple[Cell, ...]] = []
    for option in options:
        for half_year, paid in (option.plan.half_years if option.plan else {}).items():
            kinds = paid.running.kinds
            rows += [
                (
                    option.planned.option.id,
                    str(half_year),
                    name,
                    _name(book, name, locale),
                    kinds.get(name, "wind_down"),
                    mnok(amount),
                )
                for name, amount in sorted(paid.grants.items())
            ]
            if paid.unspent:
                label = locale.text("plans.unspent")
                rows.append((option.planned.option.id, str(half_year), "", label, "unspent", mnok(paid.unspent)))
    return Table("", columns, tuple(rows))


def option_notes(
    compared: Compared, book: Book, locale: Locale = DEFAULT_LOCALE, *, standpoints: bool = True
) -> list[str]:
    """What stands against an option, what decides its grants, and what a reader must know; each in a sentence.

    Standpoints that parties wish to have recorded stand last, unless they are shown by themselves.
    """
    option = compared.planned.option
    conflicts = [conflict_in_words(compared.planned, name, locale) for name in compared.planned.conflict]
    notes = [locale.text("plans.conflict", condition=condition) for condition in conflicts]
    notes += [
        locale.text("plans.binding", condition=conflict_in_words(compared.planned, name, locale))
        for name in compared.binding
    ]
    notes += [note_in_words(note, book, locale) for note in compared.notes]
    recorded = option.standpoints if standpoints else ()
    notes += [
        locale.text("plans.standpoint", party=standpoint.party, words=standpoint.words) for standpoint in recorded
    ]
    own = locale.written(option, "note")
    return [f"{option.id}: {note}" for note in ([own] if own else []) + notes]


def note_in_words(note: Note, book: Book, locale: Locale = DEFAULT_LOCALE) -> str:
    """One note of a plan as a sentence."""
    half_year = "" if note.half_year is None else half_year_in_words(note.half_year, locale)
    return locale.text(f"plans.{note.code}", programmes=_names(book, note.programmes, locale), half_year=half_year)


def conflict_in_words(planned: Planned, name: str, locale: Locale = DEFAULT_LOCALE) -> str:
    """A condition, or a part of the key, as a phrase."""
    conditions = {condition.id: condition for condition in planned.problem.conditions}
    if name in conditions:
        return condition_in_words(planned.problem, conditions[name], locale)
    return locale.text(f"plans.part_{name.replace('.', '_')}")


def range_in_words(interval: tuple[float, float | None], parameter: str, locale: Locale) -> str:
    """A range of a parameter, rounded inward: what is read here and typed in does it."""
    times = 100 if parameter == "equal_share" else 1
    low = ceil(interval[0] * times * 100 - SLACK) / 100
    high = None if interval[1] is None else floor(interval[1] * times * 100 + SLACK) / 100
    if high is not None and low > high:
        low, high = interval[0] * times, (interval[1] or 0.0) * times
    ends = [_mnok(low, locale), "" if high is None else _mnok(high, locale)]
    unit = "share" if parameter == "equal_share" else "mnok"
    if high is None:
        return locale.text(f"plans.from_{unit}", low=ends[0])
    return locale.text(f"plans.between_{unit}", low=ends[0], high=ends[1])


def _mnok(amount: float, locale: Locale) -> str:
    return locale.number(amount, MNOK_DECIMALS)


def _name(book: Book, industry_id: str, locale: Locale) -> str:
    dataset = book.scores.dataset
    return dataset.industries[dataset.position[industry_id]].name(locale)


def _names(book: Book, ids: Iterable[str], locale: Locale) -> str:
    names = [_name(book, industry_id, locale) for industry_id in ids]
    return listed(names, locale) or locale.text("report.none")
