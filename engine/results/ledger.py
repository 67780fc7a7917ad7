"""The ledger as the contract's JSON (section 10), as tables, and its sums that do not add up in words."""

from __future__ import annotations

from dataclasses import replace

from engine.dataset.model import Dataset
from engine.foundation.errors import InputError
from engine.foundation.locale import number, text
from engine.output.table import Column, Table, text_table
from engine.plans.ledger import EVERYBODY, Ledger, Rule, reporting_dates
from engine.results.contract_json import Json, problems_json
from engine.results.renderers import Answer
from engine.selection.grant_key import mnok

DECIMALS = 2  # on a screen; JSON, CSV and workbook have every krone


def ledger_answer(ledger: Ledger, rule: Rule | None, dataset: Dataset, language: str = "nb") -> Answer:
    """The answer of ``ledger``; it ends like bad input where sums do not add up, and says them all."""
    aside = text("report.problems_found", language, count=len(ledger.problems)) if ledger.problems else ""

    def screen() -> str:
        table = ledger_table(ledger, dataset, language)
        notes = [problem.sentence(language) for problem in ledger.problems] + ledger_notes(ledger, rule, language)
        return text_table(replace(table, notes=tuple(notes)), language)

    return Answer(
        screen,
        lambda: ledger_json(ledger, rule, language),
        lambda: ledger_table(ledger, dataset, language),
        InputError.exit_code if ledger.problems else 0,
        aside,
    )


def ledger_json(ledger: Ledger, rule: Rule | None, language: str = "nb") -> Json:
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
                    "sources": sorted({one.source_id for one in account.entries}),
                }
                for year, account in years.items()
            }
            for programme, years in ledger.accounts.items()
        },
        "free": {str(year): mnok(amount) for year, amount in free.items()},
        "problems": problems_json(ledger.problems, language)["problems"],
        "rule": None if rule is None else rule.said,
        "dates": [
            {"date": one.day.isoformat(), "what": one.code, "year": year, "stated": one.stated}
            for year in _years(ledger)
            for one in reporting_dates(year)
        ],
    }


def ledger_table(ledger: Ledger, dataset: Dataset, language: str = "nb") -> Table:
    """One row a programme and year; MNOK."""
    amounts = ("available", "spent", "forecast", "left")
    columns = (
        Column("programme_id", "programme_id", screen=False),
        Column("name", text("plans.programme", language)),
        Column("year", text("plans.year", language)),
        *(Column(f"{name}_mnok", text(f"plans.{name}", language), "number", DECIMALS) for name in amounts),
        Column("sources", text("plans.sources", language)),
    )
    rows = tuple(
        (
            programme,
            _name(programme, dataset, language),
            str(year),
            *(_mnok(getattr(account, name)) for name in amounts),
            ", ".join(sorted({one.source_id for one in account.entries})),
        )
        for programme, years in ledger.accounts.items()
        for year, account in years.items()
    )
    return Table(text("plans.ledger", language), columns, rows)


def ledger_notes(ledger: Ledger, rule: Rule | None, language: str = "nb") -> list[str]:
    """What is free by the rule, or that no rule is stated; when accounts are due."""
    if rule is None:
        notes = [text("plans.no_rule", language)]
    else:
        notes = [
            text("plans.free", language, year=year, amount=number(mnok(amount), DECIMALS, language), rule=rule.said)
            for year, amount in ledger.free(rule).items()
        ]
    last = max(_years(ledger), default=None)
    for one in reporting_dates(last) if last is not None else ():
        said = text(f"plans.{one.code}", language, year=last, date=one.day.isoformat())
        notes.append(said if one.stated else f"{said} {text('plans.date_assumed', language)}")
    return notes


def _years(ledger: Ledger) -> list[int]:
    return sorted({one.year for one in ledger.entries})


def _name(programme: str, dataset: Dataset, language: str) -> str:
    if programme == EVERYBODY:
        return text("plans.everybody", language)
    at = dataset.position.get(programme)
    return programme if at is None else dataset.industries[at].name(language)


def _mnok(amount: int | None) -> float | None:
    return None if amount is None else mnok(amount)
