"""Prevalences put into a copy of a data folder: every figure with its standard error, n, quality and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.dataset.added_figures import read_base, with_sources
from engine.dataset.model import Source
from engine.dataset.schema import CODES, GROUP_VALUES, INDICATORS
from engine.dataset.writing import write_folder
from engine.foundation.quality import DERIVED, SYNTHETIC
from engine.survey.estimation import Estimate, Prevalences
from engine.survey.pair_figures import JointEstimate

NAME = "bransjevalg-microdata"
SHRUNK, STANDARDISED = "_shrunk", "_standardised"
ODDS_RATIO, OVER_EXPECTED = "_odds_ratio", "_observed_over_expected"
NATIONAL = "00-99"
DECIMALS = 4
"""Of a percentage or a ratio in the folder: far below any standard error."""

Row = Mapping[str, Any]


def write_prevalences(prevalences: Prevalences, base: Path, folder: Path) -> tuple[str, ...]:
    """Write the folder: the tables of ``base`` with these figures added, whole or not at all; the ids it got.

    A figure that is there already for the same industry, indicator and period is replaced. What is hidden gets no row,
    and one that was there goes away, so that an older figure does not stand in its place. Figures of divisions and
    sections, and of all industries together, are added where the folder has a code table, which such lines need.
    """
    before = read_base(base)
    source = prevalences.specification.source
    rows = list(indicator_rows(prevalences))
    hidden = {
        (place, indicator_id, figure.period) for figure, place, indicator_id in _named(prevalences) if figure.hidden
    }
    tables: dict[str, Any] = {**with_sources(before.tables, [_source_row(source)])}
    tables[INDICATORS.stem] = _replaced(tables.get(INDICATORS.stem, ()), rows, ("industry_id", *_KEY), hidden)
    if tables.get(CODES.stem):
        tables[GROUP_VALUES.stem] = _replaced(
            tables.get(GROUP_VALUES.stem, ()),
            list(group_rows(prevalences, [str(row["sn2007"]) for row in tables[CODES.stem]])),
            ("sn2007_group", *_KEY),
            {key for key in hidden if key[0] in prevalences.groups},
        )
    jobs = {"source_id": before.jobs_source_id, "period": before.jobs_period}
    codes = {key: value for key, value in jobs.items() if value}
    resources = {"resources": {CODES.stem: codes}} if codes and tables.get(CODES.stem) else {}
    about = {**before.further, **resources}
    write_folder(folder, tables, name=NAME, title=before.title or source.title, about=about)
    return tuple(dict.fromkeys(str(row["indicator_id"]) for row in rows))


_KEY = ("indicator_id", "period")


def indicator_ids(of: Estimate | JointEstimate) -> tuple[str, ...]:
    """The indicators that one row of results can become."""
    if isinstance(of, Estimate):
        return of.indicator_id, of.indicator_id + SHRUNK, of.indicator_id + STANDARDISED
    both = f"{of.exposure}_and_{of.complaint}"
    return both, both + OVER_EXPECTED, both + ODDS_RATIO


def indicator_rows(prevalences: Prevalences) -> Iterator[Row]:
    """Rows of ``indicators.csv`` for every figure of an industry that is shown."""
    for figure in prevalences.figures:
        if figure.hidden or figure.industry_id is None:
            continue
        for indicator_id, (value, se, unit) in zip(indicator_ids(figure), _figures(figure), strict=True):
            if value is not None:
                yield {
                    "industry_id": figure.industry_id,
                    "indicator_id": indicator_id,
                    "period": figure.period,
                    "value": round(value, DECIMALS),
                    "unit": unit,
                    "se": None if se is None else round(se, DECIMALS),
                    "n": figure.n,
                    "quality": quality(prevalences),
                    "source_id": prevalences.specification.source.source_id,
                }


def group_rows(prevalences: Prevalences, codes: Sequence[str]) -> Iterator[Row]:
    """Rows of ``group_values.csv``: each figure of a division or a section, and of all industries together.

    A section that holds no more of ``codes`` than one of its divisions is left out, since no rule could choose. So are
    all industries together where respondents with a code are in none of them: the line would be about others too.
    """
    covered = {group: _covered(group, codes) for group in prevalences.groups}
    divisions = [own for group, own in covered.items() if "-" not in group]
    out = {group for group, own in covered.items() if not own or ("-" in group and own in divisions)}
    for figure in prevalences.figures:
        group = _group(figure, prevalences)
        if figure.hidden or group is None or group in out:
            continue
        for indicator_id, (value, _, unit) in zip(indicator_ids(figure), _figures(figure), strict=True):
            if value is not None:
                yield {
                    "sn2007_group": group,
                    "indicator_id": indicator_id,
                    "period": figure.period,
                    "value": round(value, DECIMALS),
                    "unit": unit,
                    "quality": quality(prevalences),
                    "source_id": prevalences.specification.source.source_id,
                }


def _covered(group_text: str, codes: Sequence[str]) -> frozenset[str]:
    first, _, last = group_text.partition("-")
    return frozenset(code for code in codes if first <= code[: len(first)] <= (last or first))


def _group(figure: Estimate | JointEstimate, prevalences: Prevalences) -> str | None:
    """The group that a row of results is about; None for an industry."""
    if figure.industry_id is not None:
        return None
    group = figure.sn2007_group if isinstance(figure, Estimate) else None
    return group or (None if prevalences.partly else NATIONAL)


def _named(prevalences: Prevalences) -> Iterator[tuple[Estimate | JointEstimate, str | None, str]]:
    """Each row of results with the industry or group it is about and the indicators it can become."""
    for figure in prevalences.figures:
        for indicator_id in indicator_ids(figure):
            yield figure, figure.industry_id or _group(figure, prevalences), indicator_id


def quality(prevalences: Prevalences) -> str:
    """``derived``, since the figures are calculated here and stand in no source; ``synthetic`` where made up."""
    return SYNTHETIC if prevalences.specification.synthetic else DERIVED


def _figures(figure: Estimate | JointEstimate) -> tuple[tuple[float | None, float | None, str], ...]:
    """Value, standard error and unit in the order of ``indicator_ids``; shares become per cent."""
    if isinstance(figure, Estimate):
        shares = (
            (figure.value, figure.se),
            (figure.shrunk, figure.shrunk_se),
            (figure.standardised, figure.standardised_se),
        )
        return tuple((_percent(value), _percent(se), "percent") for value, se in shares)
    return (
        (_percent(figure.joint), _percent(figure.joint_se), "percent"),
        (figure.observed_over_expected, None, "ratio"),
        (figure.odds_ratio, figure.odds_ratio_se, "ratio"),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _replaced(old: Any, fresh: list[Row], key: tuple[str, ...], gone: set[Any]) -> list[Row]:
    there = {tuple(row[name] for name in key) for row in fresh} | gone
    return [*(row for row in old if tuple(row[name] for name in key) not in there), *fresh]


def _source_row(source: Source) -> dict[str, Any]:
    row = {name: getattr(source, name) for name in ("source_id", "title", "publisher", "published", "reference")}
    return {name: value for name, value in row.items() if value}
