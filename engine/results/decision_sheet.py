"""The sheet of one of today's programmes: what is known, what each fate frees, and blanks for what the parties know.

Report 2024, 3.5.3–3.5.5. Facts stand beside one another; no fate gets a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.criteria.model import Criteria
from engine.dataset.model import Dataset
from engine.foundation.locale import Locale
from engine.output.table import Cell, Column, Table
from engine.plans.decision_facts import DecisionFacts, Figure, Freed, Words
from engine.plans.ledger import Ledger, Rule, reporting_dates
from engine.results.basis import source_in_words, unit_in_words
from engine.results.indicator_labels import indicator_name
from engine.results.published_grants import amount_in_words, published_grants, sources_in_words
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


def decision_sheet(facts: DecisionFacts, dataset: Dataset, criteria: Criteria, locale: Locale) -> Sheet:
    """The whole sheet in words and tables."""
    return Sheet(
        facts.industry.name(locale),
        tuple(_facts(facts, dataset, locale)),
        _figures_table(facts, dataset, criteria, locale),
        _fates_table(facts, dataset, locale),
        _accounts_table(facts, dataset, locale),
        _words(facts.mapping, dataset, locale),
        _words(facts.spending, dataset, locale),
        (
            *(
                locale.text("decision.blank", ask=locale.text(f"plans.{ask.code}"), section=ask.section)
                for ask in facts.asks
            ),
            locale.text("decision.blank_conclusion"),
        ),
    )


def free_notes(ledger: Ledger, rule: Rule | None, locale: Locale) -> tuple[str, ...]:
    """What is free by a rule that the user states, year by year, and the dates for accounts and reallocation."""
    if rule is None:
        notes = [locale.text("decision.no_rule")]
    else:
        notes = [
            locale.text("decision.free", year=year, amount=locale.number(mnok(amount), MONEY_DECIMALS))
            for year, amount in ledger.free(rule).items()
        ] or [locale.text("decision.nothing_known")]
    last = max((entry.year for entry in ledger.entries), default=None)
    for reporting_date in reporting_dates(last) if last is not None else ():
        sentence = locale.text(f"decision.{reporting_date.code}", year=last, date=locale.date(reporting_date.day))
        notes.append(sentence if reporting_date.stated else f"{sentence} {locale.text('plans.date_assumed')}")
    return tuple(notes)


def _facts(facts: DecisionFacts, dataset: Dataset, locale: Locale) -> Iterable[str]:
    industry = facts.industry
    if industry.jobs:
        yield locale.text("document.fate_jobs", jobs=locale.number(industry.jobs, 0))
    grant = mnok(facts.grant_today)
    yield locale.text("decision.grant", grant=locale.number(grant, MONEY_DECIMALS))
    if industry.jobs:
        yield locale.text("decision.per_job", nok=locale.number(facts.grant_today / 100 / industry.jobs, 0))
    if known := published_grants(dataset).get(industry.industry_id):
        source = sources_in_words({industry.industry_id: known}, dataset, locale)
        words = {"grant": amount_in_words(known, locale), "period": locale.period(known.period)}
        yield locale.text("document.fate_published", source=source, **words)


def _figures_table(facts: DecisionFacts, dataset: Dataset, criteria: Criteria, locale: Locale) -> Table:
    names = ("what", "value", "unit", "period", "quality", "source")
    columns = tuple(Column(name, locale.text(f"decision.{name}")) for name in names)
    rows: list[tuple[Cell, ...]] = [
        (
            indicator_name(criteria, figure.indicator_id, locale),
            locale.number(figure.value, DECIMALS),
            unit_in_words(figure.unit, locale),
            locale.period(figure.period),
            _quality(figure, locale),
            "; ".join(source_name(dataset, source, locale) for source in figure.source_ids),
        )
        for figure in (*facts.absence, *facts.exit, *facts.exposures)
    ]
    return Table(locale.text("decision.figures"), columns, tuple(rows), (locale.text("report.not_standardised"),))


def _quality(figure: Figure, locale: Locale) -> str:
    quality = locale.text(f"report.quality_{figure.quality}")
    return f"{quality} ({', '.join(figure.groups)})" if figure.groups else quality


def _fates_table(facts: DecisionFacts, dataset: Dataset, locale: Locale) -> Table:
    keys = ("fate", "paid_first", "freed_first", "freed_later", "gains")
    columns = tuple(
        Column(key, locale.text(f"decision.{key}"), "number" if key.startswith(("paid", "freed")) else "text", 2)
        for key in keys
    )
    today = facts.grant_today
    stays: tuple[Cell, ...] = (locale.text("decision.continue"), mnok(today), 0.0, 0.0, "–")
    rows = [
        (
            locale.text(f"decision.{fate.fate}"),
            mnok(fate.paid[0]),
            mnok(fate.freed[0]),
            mnok(fate.freed[1]),
            _gains(fate, dataset, locale),
        )
        for fate in facts.fates
    ]
    return Table(locale.text("decision.fates"), columns, (stays, *rows), (locale.text("decision.fates_note"),))


def _gains(freed: Freed, dataset: Dataset, locale: Locale) -> str:
    most = sorted(((by, name) for name, by in freed.gains.items() if by > 0), key=lambda item: (-item[0], item[1]))
    named = [f"{_name(dataset, name, locale)} +{locale.number(mnok(by), 2)}" for by, name in most[:GAINERS]]
    rest = len(most) - len(named)
    if rest:
        least = locale.number(mnok(most[-1][0]), 2)
        named.append(locale.text("decision.gains_rest", count=rest, least=least))
    return "; ".join(named)


def _accounts_table(facts: DecisionFacts, dataset: Dataset, locale: Locale) -> Table:
    amounts = ("available", "spent", "forecast", "left")
    columns = (
        Column("year", locale.text("plans.year")),
        *(Column(name, locale.text(f"plans.{name}"), "number", MONEY_DECIMALS) for name in amounts),
        Column("sources", locale.text("decision.source")),
    )
    rows = tuple(
        (
            str(year),
            *(None if (amount := getattr(account, name)) is None else mnok(amount) for name in amounts),
            "; ".join(dict.fromkeys(source_name(dataset, entry.source_id, locale) for entry in account.entries)),
        )
        for year, account in facts.accounts.items()
    )
    notes = () if rows else (locale.text("decision.no_accounts"),)
    return Table(locale.text("decision.accounts"), columns, rows, notes)


def said_of_all(facts: Iterable[DecisionFacts], dataset: Dataset, locale: Locale) -> tuple[str, ...]:
    """What documents say of all programmes together, each once."""
    words = dict.fromkeys(
        statement for sheet in facts for statement in (*sheet.mapping, *sheet.spending) if statement.of_all
    )
    return _words(tuple(words), dataset, locale)


def _words(statements: Sequence[Words], dataset: Dataset, locale: Locale) -> tuple[str, ...]:
    return tuple(
        locale.text(
            "decision.said_of_all" if statement.of_all else "decision.said",
            words=statement.words,
            section=statement.section,
            source=source_name(dataset, statement.source_id, locale),
        )
        for statement in statements
    )


def source_name(dataset: Dataset, source_id: str, locale: Locale) -> str:
    """What a source is called, with publisher and year; its id where the data do not describe it."""
    source = dataset.sources.get(source_id)
    return source_in_words(source.title, source.publisher, source.published, locale) if source else source_id


def _name(dataset: Dataset, industry_id: str, locale: Locale) -> str:
    return dataset.industries[dataset.position[industry_id]].name(locale)


def ledger_overview(ledger: Ledger, dataset: Dataset, locale: Locale) -> Table:
    """Every account of the ledger, with the sources by name."""
    amounts = ("available", "spent", "forecast", "left")
    columns = (
        Column("name", locale.text("plans.programme")),
        Column("year", locale.text("plans.year")),
        *(Column(name, locale.text(f"plans.{name}"), "number", MONEY_DECIMALS) for name in amounts),
        Column("sources", locale.text("decision.source")),
    )
    rows = tuple(
        (
            _name(dataset, programme, locale) if programme in dataset.position else locale.text("plans.everybody"),
            str(year),
            *(None if (amount := getattr(account, name)) is None else mnok(amount) for name in amounts),
            "; ".join(dict.fromkeys(source_name(dataset, entry.source_id, locale) for entry in account.entries)),
        )
        for programme, years in ledger.accounts.items()
        for year, account in years.items()
    )
    return Table(locale.text("plans.ledger"), columns, rows)


def sheets(
    facts: Mapping[str, DecisionFacts], dataset: Dataset, criteria: Criteria, locale: Locale
) -> tuple[Sheet, ...]:
    """The sheet of every programme, in the order of the data."""
    return tuple(decision_sheet(programme_facts, dataset, criteria, locale) for programme_facts in facts.values())
