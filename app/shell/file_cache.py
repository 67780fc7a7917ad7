"""Files that the app gives away, kept as ``cache`` keeps answers: each is a pure result of its key."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from app.shell.cache import FILES_KEPT, Drawn, Watched, baseline_of, dataset, drawn, file_key, forgotten, outcome
from app.shell.data_sets import CRITERIA_OF_DATA, Chosen
from app.shell.setting import Setting
from engine.dataset.shipped import DEFAULT_DATA, shipped_data
from engine.results.basis import warning

if TYPE_CHECKING:
    from engine.foundation.locale import Locale
    from engine.transfer.detectable_change import Demand


@forgotten
@lru_cache(maxsize=FILES_KEPT)
def baseline_file(
    data: Chosen, industry_id: str, demand: Demand, locale: Locale, made: date, told: tuple[str, ...]
) -> bytes:
    """The baseline as an Excel file, dated, with ``told`` of its origin."""
    from engine.results.baseline import baseline_workbook

    return baseline_workbook(baseline_of(data, industry_id, demand), made, locale, told)


@forgotten
@lru_cache(maxsize=FILES_KEPT)
def workbook(setting: Setting, locale: Locale, made: date, told: tuple[str, ...], watched: Watched) -> bytes:
    """The Excel file for STAMI under a setting, dated, the same as the command's, with ``told`` of its origin."""
    from engine.output.workbook import workbook_bytes
    from engine.results.stami_workbook import whole_workbook

    result = outcome(setting)
    drawable = result.selection is not None and result.scores.root_members
    robustness = drawn(setting, Drawn(), watched) if drawable else None
    key = file_key(setting.data)
    sheets = whole_workbook(
        result.scores, result.selection, robustness, made, version("bransjevalg"), locale, told=told, file_key=key
    )
    return workbook_bytes(made, sheets, warning(result.scores.dataset, locale), locale)


@lru_cache(maxsize=FILES_KEPT)
def template(folder: Path | None, locale: Locale, made: date, told: tuple[str, ...] = ()) -> bytes:
    """The workbook to fill in, with the industries and sources of a data folder, dated, with ``told`` of its origin."""
    from engine.foundation.workbook_bytes import dated
    from engine.results.known_indicators import catalogue_of
    from engine.spreadsheets.template import template_bytes

    indicators = tuple(catalogue_of(folder).indicators.values())
    return dated(template_bytes(indicators, folder, locale=locale, told=told), made)


@lru_cache(maxsize=len(CRITERIA_OF_DATA))
def made_up_persons(data: str = DEFAULT_DATA) -> bytes:
    """What ``prevalence`` makes of the shipped, made-up respondents in the industries of some data, as JSON."""
    from engine.results.prevalence import prevalence_json
    from engine.survey.estimation import prevalences
    from engine.survey.specification import read_specification

    folder = shipped_data() / "syntetisk_mikrodata"
    result = prevalences(
        folder / "respondenter.csv",
        read_specification(folder / "spesifikasjon.toml"),
        dataset(data),
    )
    return json.dumps(prevalence_json(result)).encode()
