"""NOA's industries: the unit of STAMI's figures, and of the names in the 2024 report.

Coded by NAV's developers after STAMI, to be confirmed by STAMI. A programme that is narrower than its NOA industry
keeps its own number of jobs, because the grant key is about the programme. The suppliers to oil and gas are no NOA
industry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.dataset.model import SECTORS, STATUSES
from engine.dataset.schema import Field, Table
from engine.dataset.source_table import Line, Row, lines
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import DERIVED
from engine.sources.grants import GRANT_FACTS

SUPPLIERS = "leverandor_olje_gass"
SUPPLIERS_CODES = ("091", "099")
PROGRAMME = "programme"
EMPLOYED_TO_NEAREST = 5_000
"""«Om lag 760 000» is taken as rounded to the nearest ten thousand."""

NOA = Table(
    "noa_industries",
    (
        Field("noa_industry_nb", "text", required=True),
        Field("sn2007", "code", required=True),
        Field("code_name_nb", "text"),
    ),
    key=("sn2007",),
)
PARTITION = Table(
    "noa_partition",
    (
        Field("industry_id", "id", required=True),
        Field("name_nb", "text", required=True),
        Field("name_en", "text"),
        Field("name_nn", "text"),
        Field("status", "choice", required=True, choices=STATUSES),
        Field("sector", "choice", choices=SECTORS),
        Field("noa_industries", "text"),
        Field("programme_prefixes", "prefixes"),
        Field("note", "text"),
    ),
    key=("industry_id",),
)


FACTS = Table(
    "noa_plus_facts_2026",
    (
        Field("noa_industry_nb", "text", required=True),
        Field("risk_factor_nb", "text", required=True),
        Field("percent", "number", required=True),
        Field("work_related_share_of_absence_nb", "text", required=True),
        Field("page", "text"),
    ),
    key=("noa_industry_nb", "risk_factor_nb"),
)
FACTS_INDUSTRIES = {
    "Anleggsvirksomheter": "bygg_anlegg",
    "Barnehage og skolefritidsordning": "barnehager",
    "Barnevern og sosialtjenester": "sosial_barnevern",
    "Butikkhandel": "butikkhandel",
    "Byggevirksomhet": "bygg_anlegg",
    "Hjemmetjenesten": "hjemmetjenesten",
    "Næringsmiddelindustri": "naeringsmiddel",
    "Passasjertransport": "persontransport",
    "Sykehjem og omsorgsinstitusjoner": "sykehjem",
    "Sykehus": "sykehus",
    "Undervisning": "undervisning",
}
"""What NOA+ calls the industries, which is not what the coding calls them."""
WORK_RELATED, WORK_RELATED_PERIOD, WORK_RELATED_SOURCE = "work_related_absence_share", "2026", "noa_plus_2026"


@dataclass(frozen=True, slots=True)
class PersonsPerJob:
    """How many persons a job stands for in today's programmes, as the published figures imply it.

    Hospitals had 10.816 of 70 MNOK in 2024. Less the equal share that is their part of the other 40 %, and with 760 000
    employed in the seven their number of persons. Jobs over persons is then one figure, used for every industry alike.

    Parameters
    ----------
    jobs_per_person, low, high
        The ratio, and its range for 755 000 to 765 000 employed.
    employed
        Persons in the seven programmes, with the same range.
    """

    jobs_per_person: float
    low: float
    high: float
    employed: tuple[float, float, float]


def industries(sources: Path, jobs: Mapping[str, int]) -> list[Row]:
    """Rows of ``industries``: NOA's partition with the suppliers, jobs of programmes, and persons by estimate.

    Parameters
    ----------
    jobs
        Jobs by five-digit code.

    Raises
    ------
    InputError
        The partition names an industry that the coding has not, or leaves one out.
    """
    coding = lines(sources / NOA.file, NOA)
    partition = lines(sources / PARTITION.file, PARTITION)
    codes = _codes(sources / PARTITION.file, partition, coding, jobs)
    programmes = {
        str(line["industry_id"]): _jobs(line["programme_prefixes"] or (), jobs)
        for line in partition
        if line["status"] == PROGRAMME and line["industry_id"] != SUPPLIERS
    }
    ratio = persons_per_job(sources / GRANT_FACTS.file, programmes)
    rows = []
    for line in partition:
        industry = str(line["industry_id"])
        row: Row = {
            name: line[name] for name in ("industry_id", "name_nb", "name_en", "name_nn", "status", "sector", "note")
        }
        row["sn2007_prefixes"] = prefixes(
            codes[industry], [code for other, own in codes.items() if other != industry for code in own]
        )
        if industry == SUPPLIERS:
            rows.append(row | _suppliers(ratio, sum(programmes.values())))
            continue
        own = programmes.get(industry)
        if own is not None and own != sum(jobs.get(code, 0) for code in codes[industry]):
            row |= {"jobs": own, "jobs_quality": DERIVED}
        known = sum(jobs.get(code, 0) for code in codes[industry]) if own is None else own
        rows.append(row | _persons(known, ratio))
    return rows


def persons_per_job(facts: Path, programmes: Mapping[str, int]) -> PersonsPerJob:
    """Jobs over persons from the grant of hospitals and the number employed in the seven (report 3.1, survey 2022)."""
    known = {line["fact"]: float(line["value"]) for line in lines(facts, GRANT_FACTS)}
    equal = known["yearly_frame"] * known["equal_share"] / 100 / known["programmes"]
    share = (known["grant_sykehus"] - equal) / (known["yearly_frame"] * known["size_share"] / 100)
    employed = known["employed_in_the_seven"]
    around = (employed, employed - EMPLOYED_TO_NEAREST, employed + EMPLOYED_TO_NEAREST)
    ratio, high, low = (programmes["sykehus"] / (share * total) for total in around)
    return PersonsPerJob(ratio, low, high, around)


def prefixes(codes: Collection[str], others: Iterable[str]) -> tuple[str, ...]:
    """The shortest prefixes, of two digits or more, that cover ``codes`` and none of ``others``."""
    taken = {other[:length] for other in others for length in range(2, 6)}
    return tuple(
        sorted({next(code[:length] for length in range(2, 6) if code[:length] not in taken) for code in codes})
    )


def _codes(
    file: Path, partition: Sequence[Line], coding: Sequence[Line], jobs: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    by_name: dict[str, list[str]] = {}
    for line in coding:
        by_name.setdefault(str(line["noa_industry_nb"]), []).append(str(line["sn2007"]))
    named = {
        str(line["industry_id"]): [name.strip() for name in (line["noa_industries"] or "").split(";") if name.strip()]
        for line in partition
    }
    used = [name for names in named.values() for name in names]
    wrong = [name for name in used if name not in by_name] + [name for name in by_name if used.count(name) != 1]
    if wrong:
        raise InputError(
            Problem("unknown", file=str(file), column="noa_industries", given=name, allowed=tuple(by_name))
            for name in wrong
        )
    suppliers = {
        code for code in (*jobs, *(str(line["sn2007"]) for line in coding)) if code.startswith(SUPPLIERS_CODES)
    }
    return {
        industry: tuple(sorted(suppliers))
        if industry == SUPPLIERS
        else tuple(sorted(code for name in names for code in by_name[name] if code not in suppliers))
        for industry, names in named.items()
    }


def _jobs(wanted: Iterable[str], jobs: Mapping[str, int]) -> int:
    return sum(number for code, number in jobs.items() if code.startswith(tuple(wanted)))


def _persons(jobs: int, ratio: PersonsPerJob) -> Row:
    return {
        "persons": round(jobs / ratio.jobs_per_person),
        "persons_low": round(jobs / ratio.high),
        "persons_high": round(jobs / ratio.low),
    }


def _suppliers(ratio: PersonsPerJob, others: int) -> Row:
    """What is left of those employed in the seven; jobs by the same ratio."""
    employed, fewest, most = ratio.employed
    ends = sorted((fewest - others / ratio.high, most - others / ratio.low))
    persons = employed - others / ratio.jobs_per_person
    return {
        "jobs": round(persons * ratio.jobs_per_person),
        "jobs_quality": DERIVED,
        "persons": round(persons),
        "persons_low": round(ends[0]),
        "persons_high": round(ends[1]),
    }


def work_related_absence(sources: Path) -> list[Row]:
    """Rows of ``indicators``: the share of absence that is due to work, for the industries of NOA+; per cent.

    The page says «1 av 2», «2 av 5» or «1 av 3»: a rounded share, so the value is ``derived``. The period is that of
    the page; which year the survey is of is not stated. Where two of NOA's industries are one here and the page gives
    them different shares, there is no value.
    """
    shares_by_industry: dict[str, set[str]] = {}
    for line in lines(sources / FACTS.file, FACTS):
        industry = FACTS_INDUSTRIES.get(str(line["noa_industry_nb"]))
        if industry is None:
            raise InputError(
                Problem(
                    "unknown",
                    str(sources / FACTS.file),
                    column="noa_industry_nb",
                    given=str(line["noa_industry_nb"]),
                    allowed=tuple(FACTS_INDUSTRIES),
                )
            )
        shares_by_industry.setdefault(industry, set()).add(str(line["work_related_share_of_absence_nb"]))
    return [
        {
            "industry_id": industry,
            "indicator_id": WORK_RELATED,
            "period": WORK_RELATED_PERIOD,
            "value": _percent(next(iter(shares))),
            "unit": "percent",
            "se": None,
            "n": None,
            "quality": DERIVED,
            "source_id": WORK_RELATED_SOURCE,
            "note": next(iter(shares)),
        }
        for industry, shares in sorted(shares_by_industry.items())
        if len(shares) == 1
    ]


def _percent(share: str) -> float:
    """«1 av 3» in per cent, to one decimal."""
    part, whole = (int(word) for word in share.split(" av "))
    return round(100 * part / whole, 1)
