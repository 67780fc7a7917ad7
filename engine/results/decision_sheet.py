"""The sheet of one of today's programmes: what is known, what each fate frees, and blanks for what the parties know.

Report 2024, 3.5.3–3.5.5. Facts stand beside one another; no fate gets a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.criteria.model import Criteria
from engine.dataset.model import Dataset
from engine.foundation.locale import number, text
from engine.output.table import Cell, Column, Table
from engine.plans.decision_facts import DecisionFacts, Figure, Freed, Words
from engine.plans.ledger import Ledger, Rule, reporting_dates
from engine.results.indicator_labels import indicator_name
from engine.results.published_grants import amount_in_words, published_grants, sources_in_words
from engine.results.ranking import source_in_words, unit_in_words
from engine.selection.grant_key import mnok

DECIMALS, MONEY_DECIMALS = 1, 2
GAINERS = 3
"""Of the others, how many are named with what a fate gives them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, in order: what it is, the figures, what the fates free, money left, words, and what is asked.

    ``blanks`` are labels of fields that only the parties can fill in.
    """

    heading: str
    facts: tuple[str, ...]
    figures: Table
    fates: Table
    accounts: Table
    words: tuple[str, ...]
    spending: tuple[str, ...]
    blanks: tuple[str, ...]


def decision_sheet(facts: DecisionFacts, dataset: Dataset, criteria: Criteria, language: str) -> Sheet:
    """The whole sheet in words and tables."""
    return Sheet(
        facts.industry.name(language),
        tuple(_facts(facts, dataset, language)),
        _figures_table(facts, dataset, criteria, language),
        _fates_table(facts, dataset, language),
        _accounts_table(facts, dataset, language),
        _words(facts.mapping, dataset, language),
        _words(facts.spending, dataset, language),
        (
            *(
                text("decision.blank", language, ask=text(f"plans.{ask.code}", language), section=ask.section)
                for ask in facts.asks
            ),
            text("decision.blank_conclusion", language),
        ),
    )


def free_notes(ledger: Ledger, rule: Rule | None, language: str) -> tuple[str, ...]:
    """What is free by a rule that the user states, year by year, and the dates for accounts and reallocation."""
    if rule is None:
        notes = [text("decision.no_rule", language)]
    else:
        notes = [
            text("decision.free", language, year=year, amount=number(mnok(amount), MONEY_DECIMALS, language))
            for year, amount in ledger.free(rule).items()
        ] or [text("decision.nothing_known", language)]
    last = max((one.year for one in ledger.entries), default=None)
    for one in reporting_dates(last) if last is not None else ():
        said = text(f"decision.{one.code}", language, year=last, date=date_in_words(one.day.isoformat(), language))
        notes.append(said if one.stated else f"{said} {text('plans.date_assumed', language)}")
    return tuple(notes)


def date_in_words(day: str, language: str) -> str:
    """``2024-07-01`` as one writes it."""
    year, month, of_month = day.split("-")
    return text(
        "decision.date", language, day=int(of_month), month=text(f"decision.month_{int(month)}", language), year=year
    )


def _facts(facts: DecisionFacts, dataset: Dataset, language: str) -> Iterable[str]:
    industry = facts.industry
    if industry.jobs:
        yield text("document.fate_jobs", language, jobs=number(industry.jobs, 0, language))
    grant = mnok(facts.grant_today)
    yield text("decision.grant", language, grant=number(grant, MONEY_DECIMALS, language))
    if industry.jobs:
        yield text("decision.per_job", language, nok=number(facts.grant_today / 100 / industry.jobs, 0, language))
    if known := published_grants(dataset).get(industry.industry_id):
        source = sources_in_words({industry.industry_id: known}, dataset)
        said = {"grant": amount_in_words(known, language), "period": known.period}
        yield text("document.fate_published", language, source=source, **said)


def _figures_table(facts: DecisionFacts, dataset: Dataset, criteria: Criteria, language: str) -> Table:
    names = ("what", "value", "unit", "period", "quality", "source")
    columns = tuple(Column(name, text(f"decision.{name}", language)) for name in names)
    rows: list[tuple[Cell, ...]] = [
        (
            indicator_name(criteria, one.indicator_id, language),
            number(one.value, DECIMALS, language),
            unit_in_words(one.unit, language),
            one.period,
            _quality(one, language),
            "; ".join(source_name(dataset, source) for source in one.source_ids),
        )
        for one in (*facts.absence, *facts.exit, *facts.exposures)
    ]
    return Table(text("decision.figures", language), columns, tuple(rows), (text("report.not_standardised", language),))


def _quality(one: Figure, language: str) -> str:
    said = text(f"report.quality_{one.quality}", language)
    return f"{said} ({', '.join(one.groups)})" if one.groups else said


def _fates_table(facts: DecisionFacts, dataset: Dataset, language: str) -> Table:
    keys = ("fate", "paid_first", "freed_first", "freed_later", "gains")
    columns = tuple(
        Column(key, text(f"decision.{key}", language), "number" if key.startswith(("paid", "freed")) else "text", 2)
        for key in keys
    )
    today = facts.grant_today
    stays: tuple[Cell, ...] = (text("decision.continue", language), mnok(today), 0.0, 0.0, "–")
    rows = [
        (
            text(f"decision.{one.fate}", language),
            mnok(one.paid[0]),
            mnok(one.freed[0]),
            mnok(one.freed[1]),
            _gains(one, dataset, language),
        )
        for one in facts.fates
    ]
    return Table(text("decision.fates", language), columns, (stays, *rows), (text("decision.fates_note", language),))


def _gains(one: Freed, dataset: Dataset, language: str) -> str:
    most = sorted(((by, name) for name, by in one.gains.items() if by > 0), key=lambda item: (-item[0], item[1]))
    named = [f"{_name(dataset, name, language)} +{number(mnok(by), 2, language)}" for by, name in most[:GAINERS]]
    rest = len(most) - len(named)
    if rest:
        least = number(mnok(most[-1][0]), 2, language)
        named.append(text("decision.gains_rest", language, count=rest, least=least))
    return "; ".join(named)


def _accounts_table(facts: DecisionFacts, dataset: Dataset, language: str) -> Table:
    amounts = ("available", "spent", "forecast", "left")
    columns = (
        Column("year", text("plans.year", language)),
        *(Column(name, text(f"plans.{name}", language), "number", MONEY_DECIMALS) for name in amounts),
        Column("sources", text("decision.source", language)),
    )
    rows = tuple(
        (
            str(year),
            *(None if (amount := getattr(account, name)) is None else mnok(amount) for name in amounts),
            "; ".join(dict.fromkeys(source_name(dataset, one.source_id) for one in account.entries)),
        )
        for year, account in facts.accounts.items()
    )
    notes = () if rows else (text("decision.no_accounts", language),)
    return Table(text("decision.accounts", language), columns, rows, notes)


def said_of_all(facts: Iterable[DecisionFacts], dataset: Dataset, language: str) -> tuple[str, ...]:
    """What documents say of all programmes together, each once."""
    words = dict.fromkeys(one for sheet in facts for one in (*sheet.mapping, *sheet.spending) if one.of_all)
    return _words(tuple(words), dataset, language)


def _words(said: Sequence[Words], dataset: Dataset, language: str) -> tuple[str, ...]:
    return tuple(
        text(
            "decision.said_of_all" if one.of_all else "decision.said",
            language,
            words=one.words,
            section=one.section,
            source=source_name(dataset, one.source_id),
        )
        for one in said
    )


def source_name(dataset: Dataset, source_id: str) -> str:
    """What a source is called, with publisher and year; its id where the data do not describe it."""
    found = dataset.sources.get(source_id)
    return source_in_words(found.title, found.publisher, found.published) if found else source_id


def _name(dataset: Dataset, industry_id: str, language: str) -> str:
    return dataset.industries[dataset.position[industry_id]].name(language)


def ledger_overview(ledger: Ledger, dataset: Dataset, language: str) -> Table:
    """Every account of the ledger, with the sources by name."""
    amounts = ("available", "spent", "forecast", "left")
    columns = (
        Column("name", text("plans.programme", language)),
        Column("year", text("plans.year", language)),
        *(Column(name, text(f"plans.{name}", language), "number", MONEY_DECIMALS) for name in amounts),
        Column("sources", text("decision.source", language)),
    )
    rows = tuple(
        (
            _name(dataset, programme, language) if programme in dataset.position else text("plans.everybody", language),
            str(year),
            *(None if (amount := getattr(account, name)) is None else mnok(amount) for name in amounts),
            "; ".join(dict.fromkeys(source_name(dataset, one.source_id) for one in account.entries)),
        )
        for programme, years in ledger.accounts.items()
        for year, account in years.items()
    )
    return Table(text("plans.ledger", language), columns, rows)


def sheets(
    facts: Mapping[str, DecisionFacts], dataset: Dataset, criteria: Criteria, language: str
) -> tuple[Sheet, ...]:
    """The sheet of every programme, in the order of the data."""
    return tuple(decision_sheet(one, dataset, criteria, language) for one in facts.values())
