"""Today's programmes in the document: a sheet each, of what is known before one continues, winds down or ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from engine.criteria.model import Criteria
from engine.dataset.model import Dataset
from engine.foundation.locale import Locale
from engine.output.document_model import Section
from engine.plans.decision_facts import DecisionFacts, decision_facts
from engine.plans.ledger import Ledger, Rule, read_ledger, shipped_ledger
from engine.plans.options import OptionKey
from engine.plans.options_book import filled_key
from engine.results.decision_sheet import decision_sheet, free_notes, ledger_overview, said_of_all
from engine.results.document_footnotes import with_footnotes
from engine.scoring.score import Scores
from engine.selection.grant_key import ore


def todays_programmes(scores: Scores, locale: Locale) -> Iterable[Section]:
    """The sheet of each of today's programmes, under the key of the criteria."""
    rules = scores.criteria.selection
    if rules is None or rules.grant is None or rules.grant.kind != "key":
        return
    ledger = read_ledger(shipped_ledger())
    key, frame = filled_key(OptionKey(), rules.grant), ore(rules.grant.frame)
    facts = decision_facts(scores.dataset, key, frame, ledger)
    if not facts:
        return
    yield from fates_sections(facts, ledger, None, scores.dataset, scores.criteria, locale)


def fates_sections(
    facts: Mapping[str, DecisionFacts],
    ledger: Ledger,
    rule: Rule | None,
    dataset: Dataset,
    criteria: Criteria,
    locale: Locale,
    filled: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Iterator[Section]:
    """The sheets as sections; ``filled`` has what the parties wrote, by programme and blank."""
    yield Section(
        locale.text("document.fates_title"),
        paragraphs=(locale.text("document.fates_said"),),
        tables=(with_footnotes(ledger_overview(ledger, dataset, locale), "sources"),),
        points=(*free_notes(ledger, rule, locale), *said_of_all(facts.values(), dataset, locale)),
    )
    for name, programme_facts in facts.items():
        # What is said of all programmes stands once, above.
        own = replace(
            programme_facts,
            mapping=tuple(words for words in programme_facts.mapping if not words.of_all),
            spending=tuple(words for words in programme_facts.spending if not words.of_all),
        )
        sheet = decision_sheet(own, dataset, criteria, locale)
        written = filled.get(name, {})
        yield Section(
            sheet.heading,
            level=2,
            paragraphs=sheet.facts,
            tables=tuple(
                table
                for table in (
                    sheet.fates,
                    with_footnotes(sheet.figures, "source"),
                    with_footnotes(sheet.accounts, "sources"),
                )
                if table.rows
            ),
            points=(*sheet.words, *sheet.spending, *(f"{label}: {text}" for label, text in written.items() if text)),
            blanks=tuple(label for label in sheet.blanks if not written.get(label)),
        )
