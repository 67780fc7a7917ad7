"""Options side by side as tables, one column an option: what each is, what it comes to, and who gets what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.foundation.errors import listed
from engine.foundation.locale import number, text
from engine.output.table import MISSING, Cell, Column, Table
from engine.plans.comparison import Compared, UnderKey
from engine.plans.option_firmness import Firmness
from engine.plans.options_book import Book
from engine.results.options_renderers import MNOK_DECIMALS, conflict_in_words
from engine.results.options_words import (
    fates_in_words,
    key_in_words,
    letter,
    name_of,
    plain_number,
    starts_in_words,
)
from engine.results.ranking import score_decimals
from engine.selection.grant_key import mnok

OWN_KEY = "own"
Firmnesses = Mapping[str, Firmness | None]


def side_by_side_table(options: Sequence[Compared], firmness: Firmnesses, book: Book, language: str) -> Table:
    """One row a question, one column an option. ``firmness`` has the options that were asked how firmly they stand."""
    asked: dict[str, Callable[[Compared], str]] = {
        "name": lambda one: one.planned.option.name(language),
        "new": lambda one: starts_in_words(one, book, language),
        "chosen_by": lambda one: text(f"options.by_{'engine' if one.planned.chosen else 'hand'}", language),
        "today": lambda one: fates_in_words(one, book, language),
        "frame": lambda one: _frame(book, language),
        "key": lambda one: _key(one, book, language),
        "feasible": lambda one: _feasible(one, language),
        "new_total": lambda one: _sum(one, one.planned.selected, language),
        "today_total": lambda one: _sum(one, tuple(one.today), language),
        "smallest": lambda one: _smallest(one, book, language),
        "unspent": lambda one: _unspent(one, language),
        "jobs_share": lambda one: _share(one.coverage.jobs_share, language),
        "sections": lambda one: f"{len(one.coverage.sections)}: {', '.join(one.coverage.sections)}",
        "sectors": lambda one: _sectors(one, language),
        "objective": lambda one: number(one.objective, score_decimals(book.scores), language),
        "objective_jobs": lambda one: number(one.objective_times_jobs / 1e6, 1, language),
        "binding": lambda one: _binding(one, language),
    }
    if firmness:
        asked |= {
            "same_share": lambda one: _same_share(firmness.get(one.planned.option.id), language),
            "weakest": lambda one: _weakest(firmness.get(one.planned.option.id), book, language),
            "rival": lambda one: _rival(firmness.get(one.planned.option.id), book, language),
            "frames": lambda one: _frames(firmness.get(one.planned.option.id), language),
        }
    columns = (
        Column("what", ""),
        *(
            Column(one.planned.option.id, text("options.of", language, letter=letter(one.planned.option)))
            for one in options
        ),
    )
    rows = tuple(
        (text(f"options.row_{name}", language), *(said(one) for one in options)) for name, said in asked.items()
    )
    notes = (text("options.firmness_says", language, draws=_draws(firmness, language)),) if firmness else ()
    return Table(text("options.side_by_side", language), columns, rows, notes)


def change_table(options: Sequence[Compared], book: Book, language: str) -> Table:
    """One row a programme: today's grant, and each option's in a full year with the change in MNOK and per cent."""
    rows = [
        (
            name,
            name_of(book, name, language),
            mnok(options[0].today[name]) if name in options[0].today else None,
            *(_changed(one, name, language) for one in options),
        )
        for name in everybody(options)
    ]
    columns = (
        *_programme_columns(language),
        Column("today_mnok", text("plans.today", language), "number", MNOK_DECIMALS),
        *_option_columns(options, "changed", language),
    )
    return Table(text("options.full_year", language), columns, tuple(rows), (text("options.change_reads", language),))


def totals_table(options: Sequence[Compared], book: Book, language: str) -> Table:
    """One row a programme: what it gets over the whole plan, MNOK; then what nobody gets, and the sum."""
    rows: list[tuple[Cell, ...]] = [
        (name, name_of(book, name, language), *(_total(one, name) for one in options)) for name in everybody(options)
    ]
    unspent = [
        mnok(sum(paid.unspent for paid in one.plan.half_years.values())) if one.plan else None for one in options
    ]
    if any(unspent):
        rows.append(("", text("plans.unspent", language), *unspent))
    paid = [
        mnok(sum(one.plan.total.values())) + (left or 0) if one.plan else None
        for one, left in zip(options, unspent, strict=True)
    ]
    rows.append(("", text("options.sum", language), *paid))
    columns = (*_programme_columns(language), *_option_columns(options, "of", language, "number"))
    title = text("options.whole_plan", language, first=book.file.first.year, last=book.file.last.year)
    return Table(title, columns, tuple(rows))


def kroner_table(options: Sequence[Compared], book: Book, language: str) -> Table:
    """One row a programme: kroner a job in a full year, today and in each option."""
    jobs = {one.industry_id: one.jobs for one in book.scores.dataset.industries}
    rows = tuple(
        (
            name,
            name_of(book, name, language),
            jobs[name],
            options[0].today[name] / 100 / known if name in options[0].today and (known := jobs[name]) else None,
            *(one.nok_per_job.get(name) for one in options),
        )
        for name in everybody(options)
    )
    columns = (
        *_programme_columns(language),
        Column("jobs", text("report.jobs", language), "integer"),
        Column("today_nok", text("options.today", language), "number", 0),
        *_option_columns(options, "of", language, "number", 0),
    )
    return Table(text("options.kroner", language), columns, rows)


def half_years_table(one: Compared, book: Book, language: str) -> Table:
    """One row a programme: what it gets in every half-year, and in all."""
    plan = one.plan
    assert plan is not None
    columns = (
        *_programme_columns(language),
        *(
            Column(str(at), text("options.half_heading", language, half=at.half, year=at.year), "number", MNOK_DECIMALS)
            for at in plan.half_years
        ),
        Column("total", text("plans.total", language), "number", MNOK_DECIMALS),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            name_of(book, name, language),
            *(mnok(paid.grants[name]) if name in paid.grants else None for paid in plan.half_years.values()),
            mnok(total),
        )
        for name, total in _in_order(plan.total, one)
    ]
    unspent = [paid.unspent for paid in plan.half_years.values()]
    if any(unspent):
        rows.append(("", text("plans.unspent", language), *map(mnok, unspent), mnok(sum(unspent))))
    frames = [plan.half_of(at) for at in plan.half_years]
    rows.append(("", text("options.sum", language), *map(mnok, frames), mnok(sum(frames))))
    title = text("options.by_half_year", language, letter=letter(one.planned.option))
    return Table(title, columns, tuple(rows))


def keys_table(one: Compared, book: Book, language: str) -> Table:
    """One row a programme: its grant in a full year under the option's own key and under each key beside it."""
    grants, unspent = one.full_year
    own = UnderKey(grants, unspent, one.plan.total if one.plan else {}, one.planned.conflict)
    keys = {OWN_KEY: own, **one.under_keys}
    named = {OWN_KEY: text("options.own_key", language)} | {key.id: key.name(language) for key in book.file.keys}
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            name_of(book, name, language),
            *(mnok(key.full_year[name]) if name in key.full_year else None for key in keys.values()),
        )
        for name in everybody([one])
        if any(name in key.full_year for key in keys.values())
    ]
    if any(key.unspent for key in keys.values()):
        rows.append(("", text("plans.unspent", language), *(mnok(key.unspent) for key in keys.values())))
    notes = tuple(
        text(
            "options.key_conflict",
            language,
            named=named[name],
            condition=conflict_in_words(one.planned, condition, language),
        )
        for name, key in keys.items()
        for condition in key.conflict
    )
    columns = (
        *_programme_columns(language),
        *(Column(f"{name}_mnok", named[name], "number", MNOK_DECIMALS) for name in keys),
    )
    title = text("options.keys", language, letter=letter(one.planned.option))
    return Table(title, columns, tuple(rows), notes)


def everybody(options: Sequence[Compared]) -> list[str]:
    """Today's programmes first, then the new ones, each by id."""
    names = {name for one in options for name in one.change}
    return sorted(names, key=lambda name: (name not in options[0].today, name))


def _in_order(total: Mapping[str, int], one: Compared) -> list[tuple[str, int]]:
    return sorted(total.items(), key=lambda item: (item[0] not in one.today, item[0]))


def _programme_columns(language: str) -> tuple[Column, ...]:
    return (
        Column("industry_id", text("report.industry_id", language), screen=False),
        Column("name", text("plans.programme", language)),
    )


def _option_columns(
    options: Sequence[Compared], heading: str, language: str, form: str = "text", decimals: int = MNOK_DECIMALS
) -> tuple[Column, ...]:
    return tuple(
        Column(
            f"{one.planned.option.id}_{heading}",
            text(f"options.{heading}", language, letter=letter(one.planned.option)),
            form,
            decimals,
        )
        for one in options
    )


def _changed(one: Compared, name: str, language: str) -> str:
    amount, change = one.full_year[0].get(name), one.change.get(name)
    if change is None or (amount is None and change.percent is None):
        return MISSING
    now = number(mnok(amount or 0), MNOK_DECIMALS, language)
    if change.percent is None:
        return text("options.is_new", language, now=now)
    by, percent = (_signed(value, decimals, language) for value, decimals in ((change.mnok, 2), (change.percent, 0)))
    return text("options.is_changed", language, now=now, by=by, percent=percent)


def _signed(value: float, decimals: int, language: str) -> str:
    return ("+" if round(value, decimals) > 0 else "") + number(value, decimals, language)


def _total(one: Compared, name: str) -> float | None:
    return mnok(one.plan.total[name]) if one.plan and name in one.plan.total else None


def _frame(book: Book, language: str) -> str:
    """One number where all years have the same."""
    amounts = set(book.file.frame.values())
    if len(amounts) == 1:
        return text("options.each_year", language, amount=plain_number(amounts.pop(), language))
    return "; ".join(f"{year}: {plain_number(amount, language)}" for year, amount in sorted(book.file.frame.items()))


def _key(one: Compared, book: Book, language: str) -> str:
    return key_in_words(one.plan.key, one.planned.option.key.size, book, language) if one.plan else MISSING


def _feasible(one: Compared, language: str) -> str:
    if one.planned.feasible:
        return text("report.yes", language)
    conditions = [conflict_in_words(one.planned, name, language) for name in one.planned.conflict]
    return text("options.not_feasible", language, conditions="; ".join(conditions))


def _sum(one: Compared, names: Sequence[str], language: str) -> str:
    return number(mnok(sum(one.full_year[0].get(name, 0) for name in names)), MNOK_DECIMALS, language)


def _smallest(one: Compared, book: Book, language: str) -> str:
    grants = one.full_year[0]
    if not grants:
        return MISSING
    least = min(grants.values())
    names = [name_of(book, name, language) for name, amount in grants.items() if amount == least]
    return f"{number(mnok(least), MNOK_DECIMALS, language)} ({listed(names, language)})"


def _unspent(one: Compared, language: str) -> str:
    if one.plan is None:
        return MISSING
    return number(mnok(sum(paid.unspent for paid in one.plan.half_years.values())), MNOK_DECIMALS, language)


def _sectors(one: Compared, language: str) -> str:
    if len(one.coverage.sectors) == 2:
        return text("options.both_sectors", language)
    return ", ".join(text(f"options.sector_{name}", language) for name in one.coverage.sectors) or MISSING


def _binding(one: Compared, language: str) -> str:
    return "; ".join(conflict_in_words(one.planned, name, language) for name in one.binding) or text(
        "options.nothing_binds", language
    )


def _share(share: float | None, language: str) -> str:
    return MISSING if share is None else text("options.percent", language, percent=number(100 * share, 0, language))


def _draws(firmness: Firmnesses, language: str) -> str:
    return number(next((one.draws for one in firmness.values() if one), 0), 0, language)


def _same_share(firm: Firmness | None, language: str) -> str:
    return MISSING if firm is None else _share(firm.same_share, language)


def _weakest(firm: Firmness | None, book: Book, language: str) -> str:
    """The new programme that is among the best under the fewest weights."""
    if firm is None:
        return MISSING
    name = min(firm.shares, key=lambda one: (firm.shares[one], one))
    return f"{name_of(book, name, language)} ({_share(firm.shares[name], language)})"


def _rival(firm: Firmness | None, book: Book, language: str) -> str:
    if firm is None:
        return MISSING
    if not firm.rivals:
        return text("report.none", language)
    name, share = next(iter(firm.rivals.items()))
    return f"{name_of(book, name, language)} ({_share(share, language)})"


def _frames(firm: Firmness | None, language: str) -> str:
    """From which frame the option goes up, and where the engine's own choice stays the same."""
    if firm is None:
        return MISSING
    if firm.least_frame is None:
        return text("options.no_frame", language)
    said = text("options.goes_up_from", language, least=_up(firm.least_frame, language))
    if firm.same_frames is None:
        return said
    low, high = firm.same_frames
    if high is None:
        return said + " " + text("options.same_from", language, low=_up(low, language))
    return said + " " + text("options.same_between", language, low=_up(low, language), high=_up(high, language))


def _up(amount: float, language: str) -> str:
    """Rounded up, so that what is read is enough."""
    return number(-(-round(amount * 1e8) // 1_000_000) / 100, MNOK_DECIMALS, language)
