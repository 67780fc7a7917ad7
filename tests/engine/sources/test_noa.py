"""NOA's partition: prefixes, persons, and what is wrong in the tables."""

import csv
import shutil

import pytest

from engine.dataset.shipped import shipped_data
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.sources import noa

SOURCES = shipped_data() / "kilder"


@pytest.fixture
def sources(tmp_path):
    for file in ("noa_industries.csv", "noa_partition.csv", "grant_facts.csv", "noa_plus_facts_2026.csv"):
        shutil.copy(SOURCES / file, tmp_path / file)
    return tmp_path


@pytest.mark.parametrize(
    ("codes", "others", "expected"),
    [
        (["50101", "50102"], ["51100"], ("50",)),
        (["45112", "45200"], ["45111", "45310"], ("45112", "452")),
        (["86901"], ["86902"], ("86901",)),
        ([], ["86902"], ()),
    ],
)
def test_prefixes_are_the_shortest_that_take_no_other_code(codes, others, expected):
    assert noa.prefixes(codes, others) == expected


def test_persons_per_job_by_hand(sources):
    """(10.816 − 6) / 28 of 760 000 is 130 720 persons in hospitals; 141 602 jobs there are 1.08325 a person."""
    ratio = noa.persons_per_job(sources / "grant_facts.csv", {"sykehus": 141_602})
    assert ratio.jobs_per_person == pytest.approx(141_602 / 130_720)
    assert (ratio.low, ratio.high) == pytest.approx((141_602 / 131_580, 141_602 / 129_860))


def test_an_industry_that_the_coding_has_not_is_named(sources):
    file = sources / "noa_partition.csv"
    file.write_text(file.read_text().replace("Butikkhandel,,named", "Butikk,,named"))
    with pytest.raises(InputError) as raised:
        noa.industries(sources, {"47111": 1})
    assert [problem.given for problem in raised.value.problems] == ["Butikk", "Butikkhandel"]


def test_shares_in_words_become_per_cent():
    rows = {row["industry_id"]: row for row in noa.work_related_absence(SOURCES)}
    assert (rows["barnehager"]["value"], rows["butikkhandel"]["value"], rows["sykehus"]["value"]) == (50.0, 40.0, 33.3)
    assert {row["quality"] for row in rows.values()} == {"derived"}


def test_two_industries_in_one_with_different_shares_have_none():
    """Building has «1 av 2» and civil engineering «2 av 5»: the programme's own share is not known."""
    with (SOURCES / "noa_plus_facts_2026.csv").open(encoding="utf-8") as file:
        shares = {row["noa_industry_nb"]: row["work_related_share_of_absence_nb"] for row in csv.DictReader(file)}
    assert shares["Byggevirksomhet"] != shares["Anleggsvirksomheter"]
    assert "bygg_anlegg" not in {row["industry_id"] for row in noa.work_related_absence(SOURCES)}


def test_a_name_that_is_not_known_is_said(sources):
    file = sources / "noa_plus_facts_2026.csv"
    file.write_text(file.read_text().replace("Sykehus,", "Sjukehus,"))
    with pytest.raises(InputError) as raised:
        noa.work_related_absence(sources)
    assert "Sjukehus" in raised.value.sentence(Locale("nb"))
