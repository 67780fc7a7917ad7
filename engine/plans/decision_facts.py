"""What is known when one of today's programmes is to continue, wind down or end: facts beside one another, no score.

Report 2024, 3.5.3–3.5.5. What only the parties know is a blank field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.dataset.model import Dataset, Industry
from engine.dataset.schema import Field, Table
from engine.dataset.shipped import shipped_data
from engine.dataset.source_table import lines
from engine.plans.grant_keys import Key
from engine.plans.half_years import Plan, todays_grants
from engine.plans.ledger import EVERYBODY, Account, Ledger
from engine.plans.options import HalfYear

PROGRAMME = "programme"
ABSENCE, EXIT = ("absence", "absence_total"), ("frafall",)
NOT_EXPOSURE = (*ABSENCE, *EXIT, "union_density", "programme_grant")


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that the report asks of a programme; ``section`` is the report's own.

    ``known`` says whether the tool holds anything on it; else the field is blank, for the parties.
    """

    code: str
    section: str
    known: bool = False


ASKS = (
    Ask("ask_systematic", "3.5.2, 3.5.3"),
    Ask("ask_knowledge_based", "3.5.1, 3.5.2"),
    Ask("ask_spread", "3.5.4"),
    Ask("ask_own_wish", "3.5.3"),
    Ask("ask_spending", "3.1, 3.5.5", known=True),
)
"""In the order of the report."""

WORDS = Table(
    "words",
    (
        Field("programme_id", "id", required=True),
        Field("section", "text", required=True),
        Field("words", "text", required=True),
        Field("source_id", "text", required=True),
    ),
    key=("programme_id", "section", "words"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One value with all that travels with it; ``groups`` are the SN2007 groups that it was carried from."""

    indicator_id: str
    period: str
    value: float
    unit: str
    quality: str
    source_ids: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What a document says, word for word; ``of_all`` where it says it of the programmes together."""

    section: str
    words: str
    source_id: str
    of_all: bool


@dataclass(frozen=True, slots=True)
class Freed:
    """What one fate frees, øre, all else as today.

    Parameters
    ----------
    paid
        What the programme itself gets in the first year and in a full year after.
    freed
        What it does not get of today's grant, in the same two years.
    gains
        What the others get more in a full year when the key shares it.
    """

    fate: str
    paid: tuple[int, int]
    freed: tuple[int, int]
    gains: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """The sheet of one programme."""

    industry: Industry
    grant_today: int
    asks: tuple[Ask, ...]
    exposures: tuple[Figure, ...]
    absence: tuple[Figure, ...]
    exit: tuple[Figure, ...]
    mapping: tuple[Words, ...]
    spending: tuple[Words, ...]
    accounts: Mapping[int, Account]
    fates: tuple[Freed, ...]


def decision_facts(dataset: Dataset, key: Key, frame: int, ledger: Ledger) -> dict[str, DecisionFacts]:
    """The sheet of each of today's programmes, by id; ``key`` and ``frame`` (øre a year) are today's."""
    programmes = [industry for industry in dataset.industries if industry.status == PROGRAMME]
    sizes = {programme.industry_id: programme.jobs or 0 for programme in programmes}
    today = todays_grants(key, frame, sizes)
    mapping, spending = (read_words(shipped_words(name)) for name in ("stami_kartlegging_2024", "forbruk"))
    return {
        programme.industry_id: DecisionFacts(
            industry=programme,
            grant_today=today[programme.industry_id],
            asks=ASKS,
            exposures=_figures(dataset, programme, [name for name in dataset.columns if name not in NOT_EXPOSURE]),
            absence=_figures(dataset, programme, ABSENCE),
            exit=_figures(dataset, programme, EXIT),
            mapping=_about(mapping, programme.industry_id),
            spending=_about(spending, programme.industry_id),
            accounts=ledger.accounts.get(programme.industry_id, {}),
            fates=tuple(_freed(programme.industry_id, fate, key, frame, sizes, today) for fate in ("wind_down", "end")),
        )
        for programme in programmes
    }


def shipped_words(name: str) -> Path:
    """A shipped file of what documents say of the programmes."""
    return shipped_data() / "programmer" / f"{name}.csv"


def read_words(path: Path) -> dict[str, list[Words]]:
    """What a file says, by programme. Raises ``InputError`` with every problem of the file."""
    words: dict[str, list[Words]] = {}
    for row in lines(path, WORDS):
        of_all = row["programme_id"] == EVERYBODY
        words.setdefault(row["programme_id"], []).append(Words(row["section"], row["words"], row["source_id"], of_all))
    return words


def _about(words: Mapping[str, list[Words]], programme: str) -> tuple[Words, ...]:
    """Its own first, then what is said of all."""
    return (*words.get(programme, ()), *words.get(EVERYBODY, ()))


def _figures(dataset: Dataset, industry: Industry, indicators: Sequence[str]) -> tuple[Figure, ...]:
    """The newest figure of each indicator that the industry has one of."""
    position = dataset.position[industry.industry_id]
    figures = []
    for name in indicators:
        if name not in dataset.columns:
            continue
        column = dataset.column(name)
        quality = column.quality_of(position)
        if quality is not None:
            value = float(column.values[position])
            figures.append(
                Figure(
                    name,
                    column.period,
                    value,
                    column.unit,
                    quality,
                    column.source_ids[position],
                    column.groups[position],
                )
            )
    return tuple(figures)


def _freed(
    programme: str, fate: str, key: Key, frame: int, sizes: Mapping[str, int], today: Mapping[str, int]
) -> Freed:
    year = 2025  # any: the plan is one year, under today's key and frame
    plan = Plan(
        key=key,
        first=HalfYear(year, 1),
        last=HalfYear(year, 2),
        frames={year: frame},
        starts={},
        fates={programme: fate},
        sizes=sizes,
        today=sizes,
    )
    after, _ = plan.full_year.whole()
    paid = plan.total[programme]
    gains = {name: amount - today[name] for name, amount in after.items()}
    return Freed(fate, (paid, 0), (today[programme] - paid, today[programme]), gains)
