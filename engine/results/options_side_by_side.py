"""Options side by side as tables, one column an option: what each is, what it comes to, and who gets what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.foundation.errors import listed
from engine.foundation.locale import Locale
from engine.output.table import MISSING, Cell, Column, Table
from engine.plans.comparison import Compared, UnderKey
from engine.plans.option_robustness import OptionRobustness
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
OptionsRobustness = Mapping[str, OptionRobustness | None]


def side_by_side_table(options: Sequence[Compared], robustness: OptionsRobustness, book: Book, locale: Locale) -> Table:
    """One row a question, one column an option. ``robustness`` has the options that were asked for it."""
    asked: dict[str, Callable[[Compared], str]] = {
        "name": lambda compared: compared.planned.option.name(locale),
        "new": lambda compared: starts_in_words(compared, book, locale),
        "chosen_by": lambda compared: locale.text(f"options.by_{'engine' if compared.planned.chosen else 'hand'}"),
        "today": lambda compared: fates_in_words(compared, book, locale),
        "frame": lambda compared: _frame(book, locale),
        "key": lambda compared: _key(compared, book, locale),
        "feasible": lambda compared: _feasible(compared, locale),
        "new_total": lambda compared: _sum(compared, compared.planned.selected, locale),
        "today_total": lambda compared: _sum(compared, tuple(compared.today), locale),
        "smallest": lambda compared: _smallest(compared, book, locale),
        "unspent": lambda compared: _unspent(compared, locale),
        "jobs_share": lambda compared: _share(compared.coverage.jobs_share, locale),
        "sections": lambda compared: f"{len(compared.coverage.sections)}: {', '.join(compared.coverage.sections)}",
        "sectors": lambda compared: _sectors(compared, locale),
        "objective": lambda compared: locale.number(compared.objective, score_decimals(book.scores)),
        "objective_jobs": lambda compared: locale.number(compared.objective_times_jobs / 1e6, 1),
        "binding": lambda compared: _binding(compared, locale),
    }
    if robustness:
        asked |= {
            "same_share": lambda compared: _same_share(robustness.get(compared.planned.option.id), locale),
            "weakest": lambda compared: _weakest(robustness.get(compared.planned.option.id), book, locale),
            "rival": lambda compared: _rival(robustness.get(compared.planned.option.id), book, locale),
            "frames": lambda compared: _frames(robustness.get(compared.planned.option.id), locale),
        }
    columns = (
        Column("what", ""),
        *(
            Column(option.planned.option.id, locale.text("options.of", letter=letter(option.planned.option)))
            for option in options
        ),
    )
    rows = tuple(
        (locale.text(f"options.row_{name}"), *(answer(option) for option in options)) for name, answer in asked.items()
    )
    notes = (locale.text("options.robustness_says", draws=_draws(robustness, locale)),) if robustness else ()
    return Table(locale.text("options.side_by_side"), columns, rows, notes)


def change_table(options: Sequence[Compared], book: Book, locale: Locale) -> Table:
    """One row a programme: today's grant, and each option's in a full year with the change in MNOK and per cent."""
    rows = [
        (
            name,
            name_of(book, name, locale),
            mnok(options[0].today[name]) if name in options[0].today else None,
            *(_changed(option, name, locale) for option in options),
        )
        for name in everybody(options)
    ]
    columns = (
        *_programme_columns(locale),
        Column("today_mnok", locale.text("plans.today"), "number", MNOK_DECIMALS),
        *_option_columns(options, "changed", locale),
    )
    return Table(locale.text("options.full_year"), columns, tuple(rows), (locale.text("options.change_reads"),))


def totals_table(options: Sequence[Compared], book: Book, locale: Locale) -> Table:
    """One row a programme: what it gets over the whole plan, MNOK; then what nobody gets, and the sum."""
    rows: list[tuple[Cell, ...]] = [
        (name, name_of(book, name, locale), *(_total(option, name) for option in options))
        for name in everybody(options)
    ]
    unspent = [
        mnok(sum(paid.unspent for paid in option.plan.half_years.values())) if option.plan else None
        for option in options
    ]
    if any(unspent):
        rows.append(("", locale.text("plans.unspent"), *unspent))
    paid = [
        mnok(sum(option.plan.total.values())) + (left or 0) if option.plan else None
        for option, left in zip(options, unspent, strict=True)
    ]
    rows.append(("", locale.text("options.sum"), *paid))
    columns = (*_programme_columns(locale), *_option_columns(options, "of", locale, "number"))
    title = locale.text("options.whole_plan", first=book.file.first.year, last=book.file.last.year)
    return Table(title, columns, tuple(rows))


def kroner_table(options: Sequence[Compared], book: Book, locale: Locale) -> Table:
    """One row a programme: kroner a job in a full year, today and in each option."""
    jobs = {industry.industry_id: industry.jobs for industry in book.scores.dataset.industries}
    rows = tuple(
        (
            name,
            name_of(book, name, locale),
            jobs[name],
            options[0].today[name] / 100 / known if name in options[0].today and (known := jobs[name]) else None,
            *(option.nok_per_job.get(name) for option in options),
        )
        for name in everybody(options)
    )
    columns = (
        *_programme_columns(locale),
        Column("jobs", locale.text("report.jobs"), "integer"),
        Column("today_nok", locale.text("options.today"), "number", 0),
        *_option_columns(options, "of", locale, "number", 0),
    )
    return Table(locale.text("options.kroner"), columns, rows)


def half_years_table(compared: Compared, book: Book, locale: Locale) -> Table:
    """One row a programme: what it gets in every half-year, and in all."""
    plan = compared.plan
    assert plan is not None
    columns = (
        *_programme_columns(locale),
        *(
            Column(
                str(half_year),
                locale.text("options.half_heading", half=half_year.half, year=half_year.year),
                "number",
                MNOK_DECIMALS,
            )
            for half_year in plan.half_years
        ),
        Column("total", locale.text("plans.total"), "number", MNOK_DECIMALS),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            name_of(book, name, locale),
            *(mnok(paid.grants[name]) if name in paid.grants else None for paid in plan.half_years.values()),
            mnok(total),
        )
        for name, total in _in_order(plan.total, compared)
    ]
    unspent = [paid.unspent for paid in plan.half_years.values()]
    if any(unspent):
        rows.append(("", locale.text("plans.unspent"), *map(mnok, unspent), mnok(sum(unspent))))
    frames = [plan.half_of(half_year) for half_year in plan.half_years]
    rows.append(("", locale.text("options.sum"), *map(mnok, frames), mnok(sum(frames))))
    title = locale.text("options.by_half_year", letter=letter(compared.planned.option))
    return Table(title, columns, tuple(rows))


def keys_table(compared: Compared, book: Book, locale: Locale) -> Table:
    """One row a programme: its grant in a full year under the option's own key and under each key beside it."""
    grants, unspent = compared.full_year
    own = UnderKey(grants, unspent, compared.plan.total if compared.plan else {}, compared.planned.conflict)
    keys = {OWN_KEY: own, **compared.under_keys}
    named = {OWN_KEY: locale.text("options.own_key")} | {key.id: key.name(locale) for key in book.file.keys}
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            name_of(book, name, locale),
            *(mnok(key.full_year[name]) if name in key.full_year else None for key in keys.values()),
        )
        for name in everybody([compared])
        if any(name in key.full_year for key in keys.values())
    ]
    if any(key.unspent for key in keys.values()):
        rows.append(("", locale.text("plans.unspent"), *(mnok(key.unspent) for key in keys.values())))
    notes = tuple(
        locale.text(
            "options.key_conflict", named=named[name], condition=conflict_in_words(compared.planned, condition, locale)
        )
        for name, key in keys.items()
        for condition in key.conflict
    )
    columns = (
        *_programme_columns(locale),
        *(Column(f"{name}_mnok", named[name], "number", MNOK_DECIMALS) for name in keys),
    )
    title = locale.text("options.keys", letter=letter(compared.planned.option))
    return Table(title, columns, tuple(rows), notes)


def everybody(options: Sequence[Compared]) -> list[str]:
    """Today's programmes first, then the new ones, each by id."""
    names = {name for option in options for name in option.change}
    return sorted(names, key=lambda name: (name not in options[0].today, name))


def _in_order(total: Mapping[str, int], compared: Compared) -> list[tuple[str, int]]:
    return sorted(total.items(), key=lambda item: (item[0] not in compared.today, item[0]))


def _programme_columns(locale: Locale) -> tuple[Column, ...]:
    return (
        Column("industry_id", locale.text("report.industry_id"), screen=False),
        Column("name", locale.text("plans.programme")),
    )


def _option_columns(
    options: Sequence[Compared], heading: str, locale: Locale, form: str = "text", decimals: int = MNOK_DECIMALS
) -> tuple[Column, ...]:
    return tuple(
        Column(
            f"{option.planned.option.id}_{heading}",
            locale.text(f"options.{heading}", letter=letter(option.planned.option)),
            form,
            decimals,
        )
        for option in options
    )


def _changed(compared: Compared, name: str, locale: Locale) -> str:
    amount, change = compared.full_year[0].get(name), compared.change.get(name)
    if change is None or (amount is None and change.percent is None):
        return MISSING
    now = locale.number(mnok(amount or 0), MNOK_DECIMALS)
    if change.percent is None:
        return locale.text("options.is_new", now=now)
    by, percent = (_signed(value, decimals, locale) for value, decimals in ((change.mnok, 2), (change.percent, 0)))
    return locale.text("options.is_changed", now=now, by=by, percent=percent)


def _signed(value: float, decimals: int, locale: Locale) -> str:
    return ("+" if round(value, decimals) > 0 else "") + locale.number(value, decimals)


def _total(compared: Compared, name: str) -> float | None:
    return mnok(compared.plan.total[name]) if compared.plan and name in compared.plan.total else None


def _frame(book: Book, locale: Locale) -> str:
    """One number where all years have the same."""
    amounts = set(book.file.frame.values())
    if len(amounts) == 1:
        return locale.text("options.each_year", amount=plain_number(amounts.pop(), locale))
    return "; ".join(f"{year}: {plain_number(amount, locale)}" for year, amount in sorted(book.file.frame.items()))


def _key(compared: Compared, book: Book, locale: Locale) -> str:
    return key_in_words(compared.plan.key, compared.planned.option.key.size, book, locale) if compared.plan else MISSING


def _feasible(compared: Compared, locale: Locale) -> str:
    if compared.planned.feasible:
        return locale.text("report.yes")
    conditions = [conflict_in_words(compared.planned, name, locale) for name in compared.planned.conflict]
    return locale.text("options.not_feasible", conditions="; ".join(conditions))


def _sum(compared: Compared, names: Sequence[str], locale: Locale) -> str:
    return locale.number(mnok(sum(compared.full_year[0].get(name, 0) for name in names)), MNOK_DECIMALS)


def _smallest(compared: Compared, book: Book, locale: Locale) -> str:
    grants = compared.full_year[0]
    if not grants:
        return MISSING
    least = min(grants.values())
    names = [name_of(book, name, locale) for name, amount in grants.items() if amount == least]
    return f"{locale.number(mnok(least), MNOK_DECIMALS)} ({listed(names, locale)})"


def _unspent(compared: Compared, locale: Locale) -> str:
    if compared.plan is None:
        return MISSING
    return locale.number(mnok(sum(paid.unspent for paid in compared.plan.half_years.values())), MNOK_DECIMALS)


def _sectors(compared: Compared, locale: Locale) -> str:
    if len(compared.coverage.sectors) == 2:
        return locale.text("options.both_sectors")
    return ", ".join(locale.text(f"options.sector_{name}") for name in compared.coverage.sectors) or MISSING


def _binding(compared: Compared, locale: Locale) -> str:
    return "; ".join(conflict_in_words(compared.planned, name, locale) for name in compared.binding) or locale.text(
        "options.nothing_binds"
    )


def _share(share: float | None, locale: Locale) -> str:
    return MISSING if share is None else locale.text("options.percent", percent=locale.number(100 * share, 0))


def _draws(robustness: OptionsRobustness, locale: Locale) -> str:
    return locale.number(next((firm.draws for firm in robustness.values() if firm), 0), 0)


def _same_share(firm: OptionRobustness | None, locale: Locale) -> str:
    return MISSING if firm is None else _share(firm.same_share, locale)


def _weakest(firm: OptionRobustness | None, book: Book, locale: Locale) -> str:
    """The new programme that is among the best under the fewest weights."""
    if firm is None:
        return MISSING
    name = min(firm.shares, key=lambda industry: (firm.shares[industry], industry))
    return f"{name_of(book, name, locale)} ({_share(firm.shares[name], locale)})"


def _rival(firm: OptionRobustness | None, book: Book, locale: Locale) -> str:
    if firm is None:
        return MISSING
    if not firm.rivals:
        return locale.text("report.none")
    name, share = next(iter(firm.rivals.items()))
    return f"{name_of(book, name, locale)} ({_share(share, locale)})"


def _frames(firm: OptionRobustness | None, locale: Locale) -> str:
    """From which frame the option goes up, and where the engine's own choice stays the same."""
    if firm is None:
        return MISSING
    if firm.least_frame is None:
        return locale.text("options.no_frame")
    sentence = locale.text("options.goes_up_from", least=_up(firm.least_frame, locale))
    if firm.same_frames is None:
        return sentence
    low, high = firm.same_frames
    if high is None:
        return sentence + " " + locale.text("options.same_from", low=_up(low, locale))
    return sentence + " " + locale.text("options.same_between", low=_up(low, locale), high=_up(high, locale))


def _up(amount: float, locale: Locale) -> str:
    """Rounded up, so that what is read is enough."""
    return locale.number(-(-round(amount * 1e8) // 1_000_000) / 100, MNOK_DECIMALS)
