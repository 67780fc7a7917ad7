"""Co-occurrence in the same persons: the result of ``prevalence`` as its JSON file has it, read back and shown.

The microdata stay with those who may hold them. What they share is this file, where all that is too small is hidden.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import SimpleNamespace
from typing import Any

from engine.classification.periods import days_of
from engine.dataset.model import Dataset, Source
from engine.dataset.schema import ID_PATTERN
from engine.foundation.control_characters import unwritable_within
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.foundation.quality import DERIVED, SYNTHETIC
from engine.output.table import Cell, Column, Table
from engine.survey.pair_figures import PAIR_FIGURES, JointEstimate

LARGEST_MB = 20
MOST_PROBLEMS = 20  # of one file: a file of another kind has the same one in every row
INTERVAL = "_interval"
SHARES = tuple(name for figure in PAIR_FIGURES if not figure.ratio for name in figure.fields)
RATIOS = ("observed_over_expected", "odds_ratio")
MEASURES = ("joint", *RATIOS)
STEMS = ("joint", "observed", "odds")  # of their intervals' names
LARGEST_RATIO = 1e9
LONGEST_LABEL = 120
NAMED = ("period", "exposure", "complaint")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PersonLevel:
    """Exposure and complaint in the same persons, by industry; what is hidden has no figures.

    ``minimum_n`` and ``minimum_cases`` are what a figure must rest on to be shown. ``labels`` are those of the
    specification, by indicator and language.
    """

    synthetic: bool
    source: Source
    respondents: int
    minimum_n: int
    minimum_cases: int
    joint: tuple[JointEstimate, ...]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def label(self, indicator_id: str, locale: Locale = DEFAULT_LOCALE) -> str:
        """What the specification calls an exposure or a complaint; in bokmål where not in the language."""
        text = locale.written(SimpleNamespace(**self.labels.get(indicator_id, {})), "label")
        return " ".join(text.split())[:LONGEST_LABEL]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Each exposure and complaint that were looked for together, in the file's order."""
        return tuple(dict.fromkeys((estimate.exposure, estimate.complaint) for estimate in self.joint))

    def periods(self, pair: Pair) -> tuple[str, ...]:
        """The periods of a pair, the newest first."""
        return tuple(
            sorted(
                {estimate.period for estimate in self.joint if (estimate.exposure, estimate.complaint) == pair},
                reverse=True,
            )
        )

    def of(self, pair: Pair, period: str) -> tuple[JointEstimate, ...]:
        """A pair in one period, every industry and all together."""
        return tuple(
            estimate
            for estimate in self.joint
            if (estimate.exposure, estimate.complaint, estimate.period) == (*pair, period)
        )


def read_person_level(content: bytes, file: str, dataset: Dataset) -> PersonLevel:
    """The joint figures of a JSON file that ``prevalence --format json`` wrote, for the industries of ``dataset``.

    Raises ``InputError`` with every problem, at most ``MOST_PROBLEMS``: not JSON, not such a file, no pair in it, an
    industry that the data do not have, a figure that cannot be.
    """
    if len(content) > LARGEST_MB * 1024**2:
        raise InputError(Problem("person_level_large", file, more={"most": str(LARGEST_MB)}))
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise InputError(Problem("not_json", file)) from None
    if unwritable := unwritable_within(document):
        raise InputError(Problem("text_sign", file, unwritable[0], given=unwritable[1]))
    rows = document.get("joint") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        raise InputError(Problem("person_level_other", file))
    if not rows:
        raise InputError(Problem("person_level_no_pair", file))
    problems = [
        problem for number, row in enumerate(rows, 1) for problem in _problems(row, f"joint {number}", file, dataset)
    ]
    problems += _head_problems(document, file)
    if problems:
        raise InputError(problems[:MOST_PROBLEMS])
    return PersonLevel(
        document["synthetic"],
        Source(**{key: document["source"][key] for key in _texts_of(Source)}),
        document["respondents"],
        document["minimums"]["n"],
        document["minimums"]["cases"],
        tuple(_estimate(row) for row in rows),
        document.get("labels", {}),
    )


def joint_table(
    result: PersonLevel,
    pair: Pair,
    period: str,
    labels: Mapping[str, str],
    dataset: Dataset,
    locale: Locale = DEFAULT_LOCALE,
) -> Table:
    """One row an industry, all together first: share with both, observed over expected, odds ratio, with intervals."""
    ends = {measure: (f"{stem}_low", f"{stem}_high") for measure, stem in zip(MEASURES, STEMS, strict=True)}
    columns = (
        Column("industry_id", "id", screen=False),
        Column("industry", locale.text("microdata.industry")),
        Column("n", locale.text("microdata.n"), "integer"),
        # Shares as the JSON and the CSV of ``prevalence`` have them; per cent for the eye only.
        *(Column(key, key, "number", screen=False) for key in ("joint", *ends["joint"])),
        *(
            Column(f"{key}_percent", locale.text(f"microdata.{key}"), "number", 1, data=False)
            for key in ("joint", *ends["joint"])
        ),
        *(
            Column(key, locale.text(f"microdata.{key}"), "number", 2)
            for measure in RATIOS
            for key in (measure, *ends[measure])
        ),
        Column("period", locale.text("microdata.period"), screen=False),
        Column("hidden", locale.text("microdata.hidden"), "boolean", screen=False),
        Column("quality", locale.text("microdata.quality"), screen=False),
        Column("synthetic", locale.text("microdata.synthetic"), "boolean", screen=False),
        Column("source_id", locale.text("microdata.source"), screen=False),
    )
    quality = SYNTHETIC if result.synthetic else DERIVED
    rows = tuple(
        (
            estimate.industry_id or "",
            industry_of(estimate, dataset, locale),
            estimate.n,
            *_cells(estimate),
            period,
            estimate.hidden,
            quality,
            result.synthetic,
            result.source.source_id,
        )
        for estimate in in_order(result.of(pair, period), dataset)
    )
    pair_labels = {"exposure": labels[pair[0]], "complaint": labels[pair[1]]}
    return Table(locale.text("microdata.joint_title", period=period, **pair_labels), columns, rows)


def person_notes(result: PersonLevel, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """What must be said with the figures: whose they are, what is hidden, and what they show."""
    source, hidden = result.source, sum(estimate.hidden for estimate in result.joint)
    citation = ", ".join(part for part in (source.title, source.publisher, source.published) if part)
    return (
        locale.text("microdata.note_joint"),
        locale.text("microdata.note_source", source=citation, respondents=locale.number(result.respondents, 0)),
        locale.text("microdata.note_hidden", n=result.minimum_n, cases=result.minimum_cases, count=hidden),
    )


def industry_of(joint_estimate: JointEstimate, dataset: Dataset, locale: Locale) -> str:
    """The industry's name, or what all of them together are called."""
    if joint_estimate.industry_id is None:
        return locale.text("microdata.everybody")
    return dataset.industries[dataset.position[joint_estimate.industry_id]].name(locale)


def in_order(estimates: tuple[JointEstimate, ...], dataset: Dataset) -> tuple[JointEstimate, ...]:
    """All together first, then the industries in the data's order."""
    return tuple(
        sorted(
            estimates,
            key=lambda estimate: -1 if estimate.industry_id is None else dataset.position[estimate.industry_id],
        )
    )


def _cells(joint_estimate: JointEstimate) -> Iterator[Cell]:
    shares = _measured(joint_estimate, "joint")
    yield from shares
    yield from (None if share is None else 100 * share for share in shares)
    for measure in RATIOS:
        yield from _measured(joint_estimate, measure)


def _measured(joint_estimate: JointEstimate, measure: str) -> tuple[float | None, ...]:
    """The figure and the ends of its interval."""
    return (getattr(joint_estimate, measure), *(getattr(joint_estimate, measure + INTERVAL) or (None, None)))


def _no_number(constant: str) -> None:
    raise ValueError(constant)


def _texts_of(kind: type) -> list[str]:
    return [attribute.name for attribute in fields(kind)]


def _head_problems(document: Mapping[str, Any], file: str) -> Iterator[Problem]:
    source, minimums = document.get("source"), document.get("minimums")
    if not isinstance(document.get("synthetic"), bool):
        yield Problem("person_level_value", file, "synthetic", given=_shown(document.get("synthetic")))
    if not isinstance(source, dict) or not all(isinstance(source.get(key), str) for key in _texts_of(Source)):
        yield Problem("person_level_value", file, "source", given=_shown(source))
    if not _is_count(document.get("respondents")):
        yield Problem("person_level_value", file, "respondents", given=_shown(document.get("respondents")))
    if not _are_labels(document.get("labels", {})):
        yield Problem("person_level_value", file, "labels", given=_shown(document["labels"]))
    if not isinstance(minimums, dict) or not all(_is_count(minimums.get(key)) for key in ("n", "cases")):
        yield Problem("person_level_value", file, "minimums", given=_shown(minimums))


def _problems(row: Any, place: str, file: str, dataset: Dataset) -> Iterator[Problem]:
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in NAMED):
        yield Problem("person_level_value", file, place, given=_shown(row))
        return
    if not days_of(row["period"]):
        yield Problem("not_a_period", file, place, given=row["period"])
    for side in ("exposure", "complaint"):
        if not re.fullmatch(ID_PATTERN, row[side]):
            yield Problem("not_an_id", file, place, given=row[side])
    industry = row.get("industry_id")
    if industry is not None and not (isinstance(industry, str) and industry in dataset.position):
        yield Problem("unknown", file, place, given=_shown(industry), allowed=tuple(dataset.position))
    if not isinstance(row.get("hidden"), bool) or not (row.get("n") is None or _is_count(row["n"])):
        yield Problem("person_level_value", file, place, given=_shown({key: row.get(key) for key in ("hidden", "n")}))
    for name in (name for figure in PAIR_FIGURES for name in figure.fields):
        if not _is_figure(row.get(name), name):
            yield Problem("person_level_value", file, f"{place}, {name}", given=_shown(row[name]))
        elif row.get("hidden") is True and row.get(name) is not None:
            yield Problem("person_level_hidden", file, f"{place}, {name}", given=_shown(row[name]))


def _are_labels(given: Any) -> bool:
    """Whether it is labels by indicator and language; files from before there were any have none."""
    return isinstance(given, dict) and all(
        isinstance(labels, dict) and all(isinstance(label, str) for label in labels.values())
        for labels in given.values()
    )


def _is_figure(value: Any, name: str) -> bool:
    """Whether it is nothing, or a number that the measure can be, or two of them in order."""
    if value is None:
        return True
    if name.endswith(INTERVAL):
        if not isinstance(value, list) or len(value) != 2:
            return False
        return all(_is_number(end, name) for end in value) and value[0] <= value[1]
    return _is_number(value, name)


def _is_number(value: Any, name: str) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return 0 <= value <= 1 if name in SHARES else 0 <= value <= LARGEST_RATIO


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _estimate(row: Mapping[str, Any]) -> JointEstimate:
    known: dict[str, Any] = {attribute.name: row.get(attribute.name) for attribute in fields(JointEstimate)}
    known |= {key: tuple(value) for key, value in known.items() if isinstance(value, list)}
    return JointEstimate(**known)


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"
