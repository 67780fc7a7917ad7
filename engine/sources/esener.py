"""EU-OSHA's survey of enterprises: what establishments in Norway say of risk factors, prevention and representation.

Shares of establishments with five or more employees in eight sectors, not of workers; no sample sizes are published.
The exposure areas are Arbeidstilsynet's, and which factor belongs to which is our judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.dataset.schema import Field, Table
from engine.dataset.source_table import Row, lines
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import PUBLISHED

UNIT = "percent_of_establishments"
AREAS = ("mechanical", "physical", "accident", "chemical_biological", "organisational", "psychosocial")

INDICATORS = {
    "E3Q200_1": "esener_heavy_lifting",
    "E3Q200_2": "esener_repetitive_movements",
    "E3Q200_3": "esener_prolonged_sitting",
    "E3Q200_4": "esener_tiring_positions",
    "E3Q200_5": "esener_loud_noise",
    "E3Q200_6": "esener_heat_cold",
    "E3Q200_7": "esener_machine_accidents",
    "E3Q200_8": "esener_vehicle_accidents",
    "E3Q200_9": "esener_chemical_biological",
    "E3Q200_10": "esener_slips_trips",
    "E3Q201_1": "esener_time_pressure",
    "E3Q201_2": "esener_poor_cooperation",
    "E3Q201_3": "esener_fear_of_job_loss",
    "E3Q201_4": "esener_difficult_clients",
    "E3Q201_5": "esener_long_irregular_hours",
    "E3Q202_1": "esener_lifting_equipment",
    "E3Q202_2": "esener_task_rotation",
    "E3Q202_3": "esener_breaks",
    "E3Q202_4": "esener_ergonomic_equipment",
    "E3Q202_5": "esener_reduced_hours",
    "E3Q250": "esener_risk_assessment",
    "E3Q258": "esener_employees_design_risk_measures",
    "E3Q300": "esener_stress_action_plan",
    "E3Q301": "esener_bullying_procedures",
    "E3Q302": "esener_threat_procedures",
    "E3Q304_1": "esener_work_reorganised",
    "E3Q304_2": "esener_confidential_counselling",
    "E3Q304_3": "esener_conflict_training",
    "E3Q304_4": "esener_long_hours_intervention",
    "E3Q304_5": "esener_employee_decisions",
    "E3Q306": "esener_employees_design_psychosocial_measures",
    "E3Q350_1": "esener_consultative_committee",
    "E3Q350_2": "esener_union_representation",
    "E3Q350_3": "esener_safety_committee",
    "E3Q350_4": "esener_safety_representative",
    "E3Q354": "esener_representatives_trained",
}
"""Indicator by the question's code of 2019."""

EARLIER = {
    "Q200_1": "esener_tiring_positions_or_sitting",
    "Q200_2": "esener_heavy_lifting",
    "Q200_3": "esener_loud_noise",
    "Q200_4": "esener_repetitive_movements",
    "Q200_5": "esener_heat_cold",
    "Q200_6": "esener_machine_accidents",
    "Q200_7": "esener_vehicle_accidents",
    "Q200_8": "esener_chemical_biological",
    "Q200_9": "esener_slips_trips",
    "Q201_1": "esener_time_pressure",
    "Q201_2": "esener_poor_cooperation",
    "Q201_3": "esener_low_influence",
    "Q201_4": "esener_job_insecurity",
    "Q201_5": "esener_difficult_clients",
    "Q201_6": "esener_long_irregular_hours",
    "Q201_7": "esener_discrimination",
}
"""The same by the question's code of 2014; a question that asks for something else has an indicator of its own."""

_COLUMNS = (
    Field("question_code", "text", required=True),
    Field("question", "text", required=True),
    Field("sections", "text", required=True),
    Field("sn2007_group", "group", required=True),
    Field("period", "period", required=True),
    Field("percent_of_establishments", "number", required=True),
)
_KEY = ("question_code", "sn2007_group")
SURVEY_2014 = Table("esener_2014_norway", _COLUMNS, key=_KEY)
SURVEY_2019 = Table(
    "esener_2019_norway",
    (*_COLUMNS[:2], Field("exposure_area_assumed", "choice", choices=AREAS), *_COLUMNS[2:]),
    key=_KEY,
)
SURVEYS = ((SURVEY_2014, EARLIER, "esener_2014"), (SURVEY_2019, INDICATORS, "esener_2019"))


def group_values(sources: Path) -> list[Row]:
    """Rows of ``group_values``: every question of both surveys, by sector, with the question's own words.

    Raises
    ------
    InputError
        A table is not what is expected, or has a question that is not known.
    """
    return [
        {
            "sn2007_group": line["sn2007_group"].text,
            "indicator_id": _indicator(str(line["question_code"]), known, sources / survey.file),
            "period": line["period"],
            "value": line["percent_of_establishments"],
            "unit": UNIT,
            "quality": PUBLISHED,
            "source_id": source,
            "note": line["question"],
        }
        for survey, known, source in SURVEYS
        for line in lines(sources / survey.file, survey)
    ]


def _indicator(code: str, known: Mapping[str, str], file: Path) -> str:
    if code not in known:
        raise InputError(Problem("unknown", str(file), column="question_code", given=code, allowed=tuple(known)))
    return known[code]
