"""The ledger as the contract's JSON (section 10), as tables, and its sums that do not add up in words."""

from __future__ import annotations

from dataclasses import replace

from engine.dataset.model import Dataset
from engine.foundation.errors import InputError
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Column, Table, text_table
from engine.plans.ledger import EVERYBODY, Ledger, Rule, reporting_dates
from engine.results.contract_json import Json, problems_json
from engine.results.renderers import Answer
from engine.selection.grant_key import mnok

DECIMALS = 2  # on a screen; JSON, CSV and workbook have every krone


def ledger_answer(ledger: Ledger, rule: Rule | None, dataset: Dataset, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``ledger``; it ends like bad input where sums do not add up, and says them all."""
    aside = locale.text("report.problems_found", count=len(ledger.problems)) if ledger.problems else ""

    def screen() -> str:
        table = ledger_table(ledger, dataset, locale)
        notes = [problem.sentence(locale) for problem in ledger.problems] + ledger_notes(ledger, rule, locale)
        return text_table(replace(table, notes=tuple(notes)), locale)

    return Answer(
        screen,
        lambda: ledger_json(ledger, rule, locale),
        lambda: ledger_table(ledger, dataset, locale),
        InputError.exit_code if ledger.problems else 0,
        aside,
    )


def ledger_json(ledger: Ledger, rule: Rule | None, locale: Locale = DEFAULT_LOCALE) -> Json:
    """What ``ledger`` gives; MNOK, null where it is not known. Without a rule nothing is called free."""
    free = {} if rule is None else ledger.free(rule)
    return {
        "programmes": {
            programme: {
                str(year): {
                    "available": _mnok(account.available),
                    "spent": _mnok(account.spent),
                    "forecast": _mnok(account.forecast),
                    "left": _mnok(account.left),
                    "sources": sorted({entry.source_id for entry in account.entries}),
                }
                for year, account in years.items()
            }
            for programme, years in ledger.accounts.items()
        },
        "free": {str(year): mnok(amount) for year, amount in free.items()},
        "problems": problems_json(ledger.problems, locale)["problems"],
        "rule": None if rule is None else rule.said,
        "dates": [
            {
                "date": reporting_date.day.isoformat(),
                "what": reporting_date.code,
                "year": year,
                "stated": reporting_date.stated,
            }
            for year in _years(ledger)
            for reporting_date in reporting_dates(year)
        ],
    }


def ledger_table(ledger: Ledger, dataset: Dataset, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a programme and year; MNOK."""
    amounts = ("available", "spent", "forecast", "left")
    columns = (
        Column("programme_id", "programme_id", screen=False),
        Column("name", locale.text("plans.programme")),
        Column("year", locale.text("plans.year")),
        *(Column(f"{name}_mnok", locale.text(f"plans.{name}"), "number", DECIMALS) for name in amounts),
        Column("sources", locale.text("plans.sources")),
    )
    rows = tuple(
        (
            programme,
            _name(programme, dataset, locale),
            str(year),
            *(_mnok(getattr(account, name)) for name in amounts),
            ", ".join(sorted({entry.source_id for entry in account.entries})),
        )
        for programme, years in ledger.accounts.items()
        for year, account in years.items()
    )
    return Table(locale.text("plans.ledger"), columns, rows)


def ledger_notes(ledger: Ledger, rule: Rule | None, locale: Locale = DEFAULT_LOCALE) -> list[str]:
    """What is free by the rule, or that no rule is stated; when accounts are due."""
    if rule is None:
        notes = [locale.text("plans.no_rule")]
    else:
        notes = [
            locale.text("plans.free", year=year, amount=locale.number(mnok(amount), DECIMALS), rule=rule.said)
            for year, amount in ledger.free(rule).items()
        ]
    last = max(_years(ledger), default=None)
    for reporting_date in reporting_dates(last) if last is not None else ():
        sentence = locale.text(f"plans.{reporting_date.code}", year=last, date=reporting_date.day.isoformat())
        notes.append(sentence if reporting_date.stated else f"{sentence} {locale.text('plans.date_assumed')}")
    return notes


def _years(ledger: Ledger) -> list[int]:
    return sorted({entry.year for entry in ledger.entries})


def _name(programme: str, dataset: Dataset, locale: Locale) -> str:
    if programme == EVERYBODY:
        return locale.text("plans.everybody")
    position = dataset.position.get(programme)
    return programme if position is None else dataset.industries[position].name(locale)


def _mnok(amount: int | None) -> float | None:
    return None if amount is None else mnok(amount)
