"""What NOA+ says of an industry: a few risk factors picked for each, as facts on its sheet and never as a score."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from engine.dataset.model import Dataset
from engine.dataset.shipped import shipped_data
from engine.dataset.source_table import lines
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.results.basis import source_in_words
from engine.sources.noa import FACTS, FACTS_INDUSTRIES, WORK_RELATED, WORK_RELATED_SOURCE


@dataclass(frozen=True, slots=True)
class Fact:
    """A share of those employed in an industry, per cent, as NOA+ words it, and the page it stands on."""

    noa_industry: str
    risk_factor: str
    percent: float
    work_related: str
    page: str


@lru_cache(maxsize=1)
def _all_facts() -> tuple[tuple[str, Fact], ...]:
    return tuple(
        (
            FACTS_INDUSTRIES[str(line["noa_industry_nb"])],
            Fact(
                str(line["noa_industry_nb"]),
                str(line["risk_factor_nb"]),
                float(str(line["percent"])),
                str(line["work_related_share_of_absence_nb"]),
                str(line["page"] or ""),
            ),
        )
        for line in lines(shipped_data() / "kilder" / FACTS.file, FACTS)
    )


def facts_of(dataset: Dataset, industry_id: str) -> tuple[Fact, ...]:
    """The facts about an industry of NOA's; none where the data are about other industries than NOA's."""
    if WORK_RELATED not in dataset.columns:
        return ()
    return tuple(fact for industry, fact in _all_facts() if industry == industry_id)


def facts_in_words(dataset: Dataset, industry_id: str, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """A sentence for each, in NOA's own Norwegian words, the work-related absence, and the source; empty where none."""
    facts = facts_of(dataset, industry_id)
    if not facts:
        return ()
    sentences = [
        locale.text(
            "known.fact", industry=fact.noa_industry, percent=locale.number(fact.percent, 0), factor=fact.risk_factor
        )
        for fact in facts
    ]
    for industry, share in dict.fromkeys((fact.noa_industry, fact.work_related) for fact in facts):
        sentences.append(locale.text("known.fact_work_related", industry=industry, share=share))
    source = dataset.sources.get(WORK_RELATED_SOURCE)
    named = source_in_words(source.title, source.publisher, source.published, locale) if source else WORK_RELATED_SOURCE
    return (*sentences, locale.text("known.fact_source", source=named))
