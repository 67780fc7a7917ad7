"""Statistics Norway's tables: jobs by code, absence, working time, and the national levels of LKU 2022."""

from __future__ import annotations

from pathlib import Path

from engine.dataset.schema import CODES, Field, Table
from engine.dataset.source_table import Row, lines
from engine.foundation.quality import PUBLISHED

JOBS_SOURCE, JOBS_PERIOD = "ssb_13926", "2024K4"
ABSENCE_SOURCE = "ssb_absence"
ABSENCE_TOTAL_SOURCE = "ssb_322688"
WORKING_TIME_SOURCE = "ssb_aku_2010"
NATIONAL_GROUP, NATIONAL_PERIOD = "00-99", "2022"

ABSENCE_KINDS = {"doctor": "absence", "total": "absence_total"}
QUARTERS = ("2016K2", "2017K2")
WORKING_TIME_MEASURES = {
    "Skift- eller turnus i alt": "shift_work",
    "Ansatte som arbeider utenom ordinær dagtid": "outside_daytime",
}
LEFT_OUT_MEASURES = (
    "Ansatte som arbeider ordinær dagtid",
    "Skift/turnus: alle kombinasjoner (lørdag, søndag, kveld og natt)",
)
"""They say nothing more: the first is 100 less ``outside_daytime``, the second a part of ``shift_work``."""

_GROUP = Field("sn2007_group", "group", required=True)
_NAME = Field("name_published", "text")
_PERIOD = Field("period", "period", required=True)
_PERCENT = Field("percent", "number", required=True)

ABSENCE = Table(
    "ssb_absence_2022K4_2025K2_partial",
    (_GROUP, _NAME, Field("kind", "choice", required=True, choices=tuple(ABSENCE_KINDS)), _PERIOD, _PERCENT),
    key=("sn2007_group", "kind", "period"),
)
ABSENCE_TOTAL = Table(
    "ssb_absence_total_2016K2_2017K2",
    (_GROUP, _NAME, *(Field(f"percent_{quarter}", "number", required=True) for quarter in QUARTERS)),
    key=("sn2007_group",),
)
WORKING_TIME = Table(
    "ssb_working_time_2009_2010",
    (
        _GROUP,
        _PERIOD,
        Field("measure_published", "choice", required=True, choices=(*WORKING_TIME_MEASURES, *LEFT_OUT_MEASURES)),
        _PERCENT,
    ),
    key=("sn2007_group", "measure_published", "period"),
)
NATIONAL = Table(
    "ssb_lku2022_national",
    (Field("indicator", "id", required=True), _PERCENT, Field("source_id", "text", required=True)),
    key=("indicator",),
)


def codes(path: Path) -> list[Row]:
    """Rows of ``codes``: jobs (not persons) per five-digit SN2007 code."""
    return [{column: line[column] for column in ("sn2007", "name_nb", "jobs")} for line in lines(path, CODES)]


def absence(path: Path) -> list[Row]:
    """Rows of ``group_values``: absence 2022K4 and later, doctor-certified and total, in one incomplete table."""
    return [
        _row(line["sn2007_group"].text, ABSENCE_KINDS[line["kind"]], line["period"], line["percent"])
        | {"source_id": ABSENCE_SOURCE, "note": line["name_published"]}
        for line in lines(path, ABSENCE)
    ]


def absence_total(path: Path) -> list[Row]:
    """Rows of ``group_values``: self- and doctor-certified absence together; a column a quarter in the source."""
    return [
        _row(line["sn2007_group"].text, "absence_total", quarter, line[f"percent_{quarter}"])
        | {"source_id": ABSENCE_TOTAL_SOURCE, "note": line["name_published"]}
        for line in lines(path, ABSENCE_TOTAL)
        for quarter in QUARTERS
    ]


def working_time(path: Path) -> list[Row]:
    """Rows of ``group_values``: shift work, and work outside ordinary daytime (AKU)."""
    return [
        _row(line["sn2007_group"].text, WORKING_TIME_MEASURES[measure], line["period"], line["percent"])
        | {"source_id": WORKING_TIME_SOURCE, "note": measure}
        for line in lines(path, WORKING_TIME)
        if (measure := line["measure_published"]) in WORKING_TIME_MEASURES
    ]


def national(path: Path) -> list[Row]:
    """Rows of ``group_values`` for everything (``00-99``): LKU 2022 has no public figures by industry."""
    return [
        _row(NATIONAL_GROUP, line["indicator"], NATIONAL_PERIOD, line["percent"]) | {"source_id": line["source_id"]}
        for line in lines(path, NATIONAL)
    ]


def _row(group: str, indicator: str, period: str, percent: float) -> Row:
    return {
        "sn2007_group": group,
        "indicator_id": indicator,
        "period": period,
        "value": percent,
        "unit": "percent",
        "quality": PUBLISHED,
    }
