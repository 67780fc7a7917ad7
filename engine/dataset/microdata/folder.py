"""Prevalences put into a copy of a data folder: every figure with its standard error, n, quality and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.dataset.intake.statbank.merging import read_base, with_sources
from engine.dataset.microdata.estimates import Estimate, JointEstimate, Prevalences
from engine.dataset.model import Source
from engine.dataset.schema import CODES, GROUP_VALUES, INDICATORS
from engine.dataset.writing import write_folder
from engine.quality import DERIVED, SYNTHETIC

NAME = "bransjevalg-microdata"
SHRUNK, STANDARDISED = "_shrunk", "_standardised"
ODDS_RATIO, OVER_EXPECTED = "_odds_ratio", "_observed_over_expected"
NATIONAL = "00-99"
DECIMALS = 4
"""Of a percentage or a ratio in the folder: far below any standard error."""

Row = Mapping[str, Any]


def write_prevalences(found: Prevalences, base: Path, folder: Path) -> tuple[str, ...]:
    """Write the folder: the tables of ``base`` with these figures added, whole or not at all; the ids it got.

    A figure that is there already for the same industry, indicator and period is replaced. What is hidden gets no row,
    and one that was there goes away, so that an older figure does not stand in its place. National figures are added
    where the folder has a code table, which lines for ``00-99`` need.
    """
    before = read_base(base)
    source = found.specification.source
    rows, national = list(indicator_rows(found)), list(national_rows(found))
    hidden = {
        (one.industry_id, indicator_id, one.period)
        for one in found.figures
        if one.hidden
        for indicator_id in indicator_ids(one)
    }
    tables: dict[str, Any] = {**with_sources(before.tables, [_source_row(source)])}
    tables[INDICATORS.stem] = _replaced(tables.get(INDICATORS.stem, ()), rows, ("industry_id", *_KEY), hidden)
    if tables.get(CODES.stem):
        tables[GROUP_VALUES.stem] = _replaced(
            tables.get(GROUP_VALUES.stem, ()), national, ("sn2007_group", *_KEY), set()
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


def indicator_rows(found: Prevalences) -> Iterator[Row]:
    """Rows of ``indicators.csv`` for every figure of an industry that is shown."""
    for one in found.figures:
        if one.hidden or one.industry_id is None:
            continue
        for indicator_id, (value, se, unit) in zip(indicator_ids(one), _figures(one), strict=True):
            if value is not None:
                yield {
                    "industry_id": one.industry_id,
                    "indicator_id": indicator_id,
                    "period": one.period,
                    "value": round(value, DECIMALS),
                    "unit": unit,
                    "se": None if se is None else round(se, DECIMALS),
                    "n": one.n,
                    "quality": quality(found),
                    "source_id": found.specification.source.source_id,
                }


def national_rows(found: Prevalences) -> Iterator[Row]:
    """Rows of ``group_values.csv``: each figure of all industries together."""
    for one in found.figures:
        if one.hidden or one.industry_id is not None:
            continue
        for indicator_id, (value, _, unit) in zip(indicator_ids(one), _figures(one), strict=True):
            if value is not None:
                yield {
                    "sn2007_group": NATIONAL,
                    "indicator_id": indicator_id,
                    "period": one.period,
                    "value": round(value, DECIMALS),
                    "unit": unit,
                    "quality": quality(found),
                    "source_id": found.specification.source.source_id,
                }


def quality(found: Prevalences) -> str:
    """``derived``, since the figures are calculated here and stand in no source; ``synthetic`` where made up."""
    return SYNTHETIC if found.specification.synthetic else DERIVED


def _figures(one: Estimate | JointEstimate) -> tuple[tuple[float | None, float | None, str], ...]:
    """Value, standard error and unit in the order of ``indicator_ids``; shares become per cent."""
    if isinstance(one, Estimate):
        shares = ((one.value, one.se), (one.shrunk, one.shrunk_se), (one.standardised, one.standardised_se))
        return tuple((_percent(value), _percent(se), "percent") for value, se in shares)
    return (
        (_percent(one.joint), _percent(one.joint_se), "percent"),
        (one.observed_over_expected, None, "ratio"),
        (one.odds_ratio, one.odds_ratio_se, "ratio"),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _replaced(old: Any, fresh: list[Row], key: tuple[str, ...], gone: set[Any]) -> list[Row]:
    there = {tuple(row[name] for name in key) for row in fresh} | gone
    return [*(row for row in old if tuple(row[name] for name in key) not in there), *fresh]


def _source_row(source: Source) -> dict[str, Any]:
    row = {name: getattr(source, name) for name in ("source_id", "title", "publisher", "published", "reference")}
    return {name: value for name, value in row.items() if value}
