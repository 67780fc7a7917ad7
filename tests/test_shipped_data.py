"""What lies in data/: every figure is its source's, read here a second time without the engine's adapters.

Sections are those of the 2024 report (Rapport fra arbeidsgruppen for justering av arbeidsmiljøsatsingen og
bransjeprogram).
"""

import csv
import json
import math
import re
import statistics
from fractions import Fraction
from pathlib import Path

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.validation import check_folder

DATA = Path(__file__).resolve().parents[1] / "data"
SOURCES, PUBLISHED, SYNTHETIC, RECIPE, BY_NOA = (
    DATA / folder for folder in ("kilder", "publisert", "syntetisk", "oppskrift_syntetisk", "noa")
)
BOTH = pytest.mark.parametrize("folder", [PUBLISHED, SYNTHETIC], ids=lambda folder: folder.name)

FLAGS = ("msk_flag", "mental_flag")
NAMED = ("msk_exposure_named", "msk_pain_named", "mental_exposure_named", "mental_complaints_named", "absence_named")


def table(folder, stem):
    with (folder / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exact(text):
    return Fraction(text) if text else None


INDUSTRIES = table(SOURCES, "industries")
PREFIXES = {prefix: row["industry_id"] for row in INDUSTRIES for prefix in row["sn2007_prefixes"].split()}


def industry_of(code):
    """The industry with the longest prefix of ``code``."""
    return PREFIXES[max((prefix for prefix in PREFIXES if code.startswith(prefix)), key=len)]


def jobs_by_industry():
    jobs = dict.fromkeys((row["industry_id"] for row in INDUSTRIES), 0)
    for row in table(SOURCES, "ssb_jobs_2024K4"):
        jobs[industry_of(row["sn2007"])] += int(row["jobs"])
    return jobs | {row["industry_id"]: int(row["jobs"]) for row in INDUSTRIES if row["jobs"]}


def nav_absence():
    for row in table(SOURCES, "nav_doctor_certified_absence_2009K3_2016K3"):
        yield row["sn2007_group"], "absence", row["period"], row["percent"], "nav_absence_2016"


def ssb_absence():
    for row in table(SOURCES, "ssb_absence_2022K4_2025K2_partial"):
        indicator = "absence" if row["kind"] == "doctor" else "absence_total"
        yield row["sn2007_group"], indicator, row["period"], row["percent"], "ssb_absence"


def ssb_absence_total():
    for row in table(SOURCES, "ssb_absence_total_2016K2_2017K2"):
        yield row["sn2007_group"], "absence_total", "2016K2", row["percent_2016K2"], "ssb_322688"
        yield row["sn2007_group"], "absence_total", "2017K2", row["percent_2017K2"], "ssb_322688"


def fafo_union_density():
    for row in table(SOURCES, "fafo_union_density_2014"):
        if row["percent"]:
            yield row["sn2007_group"], "union_density", "2014", row["percent"], "fafo_2016_07"


def ssb_working_time():
    used = {"Skift- eller turnus i alt": "shift_work", "Ansatte som arbeider utenom ordinær dagtid": "outside_daytime"}
    for row in table(SOURCES, "ssb_working_time_2009_2010"):
        if row["measure_published"] in used:
            indicator = used[row["measure_published"]]
            yield row["sn2007_group"], indicator, row["period"], row["percent"], "ssb_aku_2010"


def ssb_national():
    for row in table(SOURCES, "ssb_lku2022_national"):
        yield "00-99", row["indicator"], "2022", row["percent"], row["source_id"]


COPIED = (nav_absence, ssb_absence, ssb_absence_total, fafo_union_density, ssb_working_time, ssb_national)
LINES = {nav_absence: 144, ssb_absence: 96, ssb_absence_total: 34, fafo_union_density: 15, ssb_working_time: 48}


@BOTH
def test_copied_figures_are_the_sources_and_nothing_is_added_or_lost(folder):
    expected = [(*row[:3], exact(row[3]), row[4]) for source in COPIED for row in source()]
    published = [
        (row["sn2007_group"], row["indicator_id"], row["period"], exact(row["value"]), row["source_id"])
        for row in table(folder, "group_values")
        if row["quality"] == "published"
    ]
    assert sorted(published) == sorted(expected)


@pytest.mark.parametrize("source", LINES, ids=lambda source: source.__name__)
def test_every_line_of_a_source_was_counted(source):
    """Lines as the files have them; Fafo prints 16 groups, one without a figure; two of four AKU measures are used."""
    assert len(list(source())) == LINES[source]


@BOTH
def test_frafall_is_new_pensions_per_1000_employed_for_every_known_group(folder):
    expected = {
        (row["sn2007_group"], row["period"]): Fraction(1000 * int(row["new_disability_pensions"]), int(row["employed"]))
        for row in table(SOURCES, "nav_new_disability_pensions_2018_2023")
        if row["sn2007_group"] != "00"
    }
    rows = {
        (row["sn2007_group"], row["period"]): row
        for row in table(folder, "group_values")
        if row["indicator_id"] == "frafall"
    }
    assert rows.keys() == expected.keys()
    assert all(abs(exact(row["value"]) - expected[key]) < Fraction(1, 10**12) for key, row in rows.items())
    assert {(row["quality"], row["source_id"], row["unit"]) for row in rows.values()} == {
        ("derived", "nav_disability", "per_1000_employed")
    }


@pytest.mark.parametrize(
    ("group", "indicator", "period", "value"),
    [
        ("47", "union_density", "2014", 24),
        ("55-56", "union_density", "2014", 21),
        ("00-99", "absence", "2016K3", 5.4),
        ("86-88", "absence_total", "2017K2", 8.6),
        ("49-53", "shift_work", "2010", 51.4),
        ("00-99", "mentally_exhausted_weekly", "2022", 28.2),
        ("45-47", "frafall", "2023", 1000 * 3633 / 361624),
    ],
    ids=[
        "retail, Fafo-notat 2016:07",
        "accommodation and food, Fafo-notat 2016:07",
        "whole country, NAV third quarter 2016",
        "health and social, SSB second quarter 2017",
        "transport, SSB AKU 2010",
        "whole country, SSB LKU 2022",
        "trade, NAV 2023: 3633 new pensions among 361 624 employed",
    ],
)
def test_known_figures_are_there(group, indicator, period, value):
    (row,) = [
        row
        for row in table(PUBLISHED, "group_values")
        if (row["sn2007_group"], row["indicator_id"], row["period"]) == (group, indicator, period)
    ]
    assert float(row["value"]) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("indicator", "period"),
    [("absence", "2016K3"), ("absence_total", "2017K2"), ("frafall", "2023"), ("union_density", "2014")],
)
def test_the_newest_period_with_nine_in_ten_industries_is_the_last_complete_table(indicator, period):
    """SSB's later absence stops at section I: contract, section 1."""
    assert read_dataset(PUBLISHED).newest_period(indicator) == period


@BOTH
@pytest.mark.parametrize(
    ("stem", "source"), [("industries", "industries"), ("codes", "ssb_jobs_2024K4"), ("sources", "sources")]
)
def test_industries_codes_and_sources_are_copied_line_by_line(folder, stem, source):
    rows, expected = table(folder, stem), table(SOURCES, source)
    if stem == "sources" and folder == SYNTHETIC:
        own = [row["source_id"] for row in rows[len(expected) :]]
        assert own[0] == "synthetic"
        assert all(source.startswith("prevention_potential_") for source in own[1:])
        rows = rows[: len(expected)]
    assert rows == expected


def test_the_39_industries_share_all_820_codes_between_them():
    owners = [industry_of(row["sn2007"]) for row in table(PUBLISHED, "codes")]
    assert len(owners) == 820
    assert set(owners) == {row["industry_id"] for row in INDUSTRIES}
    assert len(INDUSTRIES) == 39


def test_the_reader_finds_the_same_jobs_as_plain_addition():
    jobs = jobs_by_industry()
    assert {industry.industry_id: industry.jobs for industry in read_dataset(PUBLISHED).industries} == jobs


@pytest.mark.parametrize(("industry", "mnok"), [("bygg_anlegg", 15.4), ("persontransport", 7.0), ("sykehus", 11.2)])
def test_the_key_on_the_shipped_jobs_comes_near_the_published_grants(industry, mnok):
    """Sections 3.1 and 3.5.5: about 15 and about 7 MNOK; letters2024: sykehus 10.816. Jobs are not persons."""
    facts = {row["fact"]: Fraction(row["value"]) for row in table(SOURCES, "grant_facts")}
    programmes = [row["industry_id"] for row in INDUSTRIES if row["status"] == "programme"]
    jobs = jobs_by_industry()
    share = Fraction(jobs[industry], sum(jobs[programme] for programme in programmes))
    equal, by_size = facts["equal_share"] / 100, facts["size_share"] / 100
    grant = facts["yearly_frame"] * (equal / len(programmes) + by_size * share)
    assert len(programmes) == facts["programmes"]
    assert round(float(grant), 1) == mnok


def test_the_flags_count_what_section_3_5_11_names():
    """Five are high on both pairings; property services for pain; social services and education for exposures."""
    both = ("butikkhandel", "hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart")
    named = dict.fromkeys(both, (1, 1)) | {
        "eiendom_vakt": (0.5, 0),
        "sosial_barnevern": (0, 0.5),
        "undervisning": (0, 0.5),
    }
    without_programme = [row["industry_id"] for row in INDUSTRIES if row["status"] != "programme"]
    expected = {
        (industry, flag): value
        for industry in without_programme
        for flag, value in zip(FLAGS, named.get(industry, (0, 0)), strict=True)
    }
    flags = {
        (row["industry_id"], row["indicator_id"]): float(row["value"])
        for row in table(PUBLISHED, "indicators")
        if row["indicator_id"] in FLAGS
    }
    assert len(without_programme) == 32
    assert flags == expected


def test_each_side_that_the_report_names_has_a_row_and_no_other():
    words = {
        (row["industry_id"], column.removesuffix("_high") + "_named")
        for row in table(SOURCES, "stami_cooccurrence_2024")
        for column, cell in row.items()
        if column.endswith("_high") and cell == "1"
    }
    rows = [row for row in table(PUBLISHED, "indicators") if row["indicator_id"] in NAMED]
    assert {(row["industry_id"], row["indicator_id"]) for row in rows} == words
    assert len(rows) == len(words) == 25
    assert {row["value"] for row in rows} == {"1"}


def test_published_data_hold_no_prevalence_by_industry():
    """STAMI's figures are not public; LKU 2022 is national only."""
    national = {row["indicator"] for row in table(SOURCES, "ssb_lku2022_national")}
    groups = {row["sn2007_group"] for row in table(PUBLISHED, "group_values") if row["indicator_id"] in national}
    assert {row["indicator_id"] for row in table(PUBLISHED, "indicators")} == {*FLAGS, *NAMED, "programme_grant"}
    words = [row for row in table(PUBLISHED, "indicators") if row["indicator_id"] != "programme_grant"]
    assert {row["quality"] for row in words} == {"classified"}
    assert groups == {"00-99"}
    assert not read_dataset(PUBLISHED).synthetic


def test_the_three_published_grants_are_the_sources_own():
    """Report 2024, 3.1: about 15 and about 7 MNOK a year; supplementary letter 2024: 10 816 000 kr to sykehus."""
    grants = {
        row["industry_id"]: (float(row["value"]), row["unit"], row["source_id"], row["quality"])
        for row in table(PUBLISHED, "indicators")
        if row["indicator_id"] == "programme_grant"
    }
    assert grants == {
        "bygg_anlegg": (15, "MNOK", "report2024", "published"),
        "persontransport": (7, "MNOK", "report2024", "published"),
        "sykehus": (10.816, "MNOK", "letters2024", "published"),
    }


@BOTH
def test_every_value_has_a_source_that_is_listed(folder):
    listed = {row["source_id"] for row in table(folder, "sources")}
    used = {row["source_id"] for stem in ("indicators", "group_values") for row in table(folder, stem)}
    assert used - listed == set()


@BOTH
def test_the_folder_is_valid_and_says_when_jobs_were_counted(folder):
    assert check_folder(folder) == ()
    dataset = read_dataset(folder)
    assert (dataset.jobs_source_id, dataset.jobs_period) == ("ssb_13926", "2024K4")


def made_up():
    """The prevalences of ``syntetisk``, without what is computed from them."""
    return [row for row in table(SYNTHETIC, "indicators") if row["source_id"] == "synthetic"]


def test_the_synthetic_folder_says_so_in_its_title_its_source_and_every_value():
    package = json.loads((SYNTHETIC / "datapackage.json").read_text(encoding="utf-8"))
    rows = table(SYNTHETIC, "indicators")
    assert "SYNTETISK" in package["title"]
    assert "oppdiktet" in package["description"]
    assert {row["quality"] for row in rows} == {"synthetic"}
    used = {row["source_id"] for row in rows}
    titles = {row["source_id"]: row["title"] for row in table(SYNTHETIC, "sources")}
    assert all("SYNTETISK" in titles[source] for source in used)


def test_what_is_computed_from_made_up_prevalences_has_a_source_of_its_own():
    rows = [row for row in table(SYNTHETIC, "indicators") if row["source_id"] != "synthetic"]
    assert {row["indicator_id"] for row in rows} == {row["source_id"] for row in rows}
    assert all(row["indicator_id"].startswith("prevention_potential_") for row in rows)
    assert all(0 < float(row["value"]) < 100 and float(row["se"]) > 0 for row in rows)


def test_every_synthetic_indicator_has_every_industry_once():
    recipe = [row["indicator_id"] for row in table(RECIPE, "indikatorer")]
    pairs = [(row["indicator_id"], row["industry_id"]) for row in made_up()]
    assert sorted(pairs) == sorted((indicator, row["industry_id"]) for indicator in recipe for row in INDUSTRIES)


NATIONAL = {row["indicator"]: Fraction(row["percent"]) for row in table(SOURCES, "ssb_lku2022_national")}


@pytest.mark.parametrize("indicator", NATIONAL)
def test_the_job_weighted_mean_of_synthetic_values_is_the_level_of_lku_2022(indicator):
    """To a thousandth of a percentage point; the values themselves have two decimals."""
    jobs = jobs_by_industry()
    values = {
        row["industry_id"]: Fraction(row["value"])
        for row in table(SYNTHETIC, "indicators")
        if row["indicator_id"] == indicator
    }
    mean = sum(values[industry] * count for industry, count in jobs.items()) / sum(jobs.values())
    assert abs(mean - NATIONAL[indicator]) < Fraction(1, 1000)


def test_synthetic_values_could_be_prevalences_with_the_error_of_such_a_sample():
    rows = made_up()
    respondents = {row["industry_id"]: int(row["n"]) for row in rows}
    assert all(1 <= float(row["value"]) <= 95 and re.fullmatch(r"\d+(\.\d{1,2})?", row["value"]) for row in rows)
    assert min(respondents.values()) >= 40
    assert sum(respondents.values()) == pytest.approx(20_000, abs=50)
    for row in rows:
        share = float(row["value"]) / 100
        # 1.5 is the design effect that data/README.md states.
        error = 100 * math.sqrt(1.5 * share * (1 - share) / int(row["n"]))
        assert float(row["se"]) == pytest.approx(error, abs=0.0051)


OUTCOMES = {
    "low_back_pain": "lower_back_pain_due_to_work",
    "neck_shoulder_pain": "neck_shoulder_pain_due_to_work",
    "psychological_distress": "mental_complaints",
}


@pytest.mark.parametrize(
    ("exposure", "outcome"),
    [
        (row["exposure"], OUTCOMES[row["outcome"]])
        for row in table(SOURCES, "exposure_effects")
        if row["outcome"] in OUTCOMES
    ],
)
def test_synthetic_outcomes_go_together_with_the_exposures_that_raise_them(exposure, outcome):
    """Sterud and Tynes 2013, Sterud et al. 2014 and Johannessen et al. 2013: odds ratios above 1."""
    values = {(row["indicator_id"], row["industry_id"]): float(row["value"]) for row in table(SYNTHETIC, "indicators")}
    columns = ([values[of, row["industry_id"]] for row in INDUSTRIES] for of in (exposure, outcome))
    assert statistics.correlation(*columns) > 0.2


def test_one_kind_of_violence_is_never_more_common_than_any_kind():
    values = {(row["indicator_id"], row["industry_id"]): float(row["value"]) for row in table(SYNTHETIC, "indicators")}
    any_kind, either = "violence_harassment_or_bullying", "violence_and_threats"
    parts = [("violence", either), ("threats", either), (either, any_kind), ("bullying", any_kind)]
    wrong = [
        (row["industry_id"], part, whole)
        for row in INDUSTRIES
        for part, whole in parts
        if values[part, row["industry_id"]] > values[whole, row["industry_id"]]
    ]
    assert wrong == []


def test_exclusive_levels_leave_somebody_with_none_of_them():
    levels = [row["exposure"] for row in table(SOURCES, "exposure_effects") if row["domain"] == "combined"]
    values = {(row["indicator_id"], row["industry_id"]): float(row["value"]) for row in made_up()}
    assert all(sum(values[level, row["industry_id"]] for level in levels) < 100 for row in INDUSTRIES)


def test_every_file_of_the_sources_is_described():
    described = (DATA / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in SOURCES.iterdir() if f"`{path.name}`" not in described] == []


def test_the_readme_lists_every_indicator_with_its_labels():
    described = (DATA / "README.md").read_text(encoding="utf-8")
    listed = {
        row[0]: row[1:3] for row in re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", described, flags=re.MULTILINE)
    }
    recipe = {row["indicator_id"]: (row["label_nb"], row["label_en"]) for row in table(RECIPE, "indikatorer")}
    published = {
        row["indicator_id"]
        for folder in (PUBLISHED, BY_NOA)
        for stem in ("indicators", "group_values")
        for row in table(folder, stem)
    }
    potential = {row["indicator_id"] for row in table(SYNTHETIC, "indicators")} - recipe.keys()
    assert listed.keys() == recipe.keys() | published | potential
    assert {indicator: listed[indicator] for indicator in recipe} == recipe


def test_noas_industries_are_its_codes_and_no_others():
    """Every code of NOA is in the row that its industry is in; the suppliers take all of 09."""
    row_of = {
        name.strip(): row["industry_id"]
        for row in table(SOURCES, "noa_partition")
        for name in row["noa_industries"].split(";")
        if name.strip()
    }
    industries = read_dataset(BY_NOA).industries
    placed = {code: industry.industry_id for industry in industries for code in industry.codes}
    assert len(industries) == 39
    for row in table(SOURCES, "noa_industries"):
        if row["sn2007"] in placed:
            own = "leverandor_olje_gass" if row["sn2007"].startswith("09") else row_of[row["noa_industry_nb"]]
            assert placed[row["sn2007"]] == own, row
    assert placed.keys() == {row["sn2007"] for row in table(BY_NOA, "codes")}


@pytest.mark.parametrize(
    ("industry", "jobs"),
    [("butikkhandel", 248_114), ("sjofart", 26_701), ("luftfart", 15_230), ("barnehager", 100_454)],
)
def test_jobs_by_noas_industries_are_those_that_were_counted(industry, jobs):
    """The brief's numbers; kindergartens without after-school care, since the programme is for kindergartens."""
    dataset = read_dataset(BY_NOA)
    assert dataset.industries[dataset.position[industry]].jobs == jobs


def test_the_key_gives_the_published_grants_by_noas_industries():
    """Report 2024, 3.1, and letter of 2024: about 15, about 7, and 10.816 MNOK of 70; 60 % shared equally by seven."""
    programmes = [industry for industry in read_dataset(BY_NOA).industries if industry.status == "programme"]
    for size in ("jobs", "persons"):
        total = sum(getattr(programme, size) for programme in programmes)
        grants = {programme.industry_id: 6 + 28 * getattr(programme, size) / total for programme in programmes}
        assert round(grants["bygg_anlegg"]) == 15
        assert round(grants["persontransport"]) == 7
        assert grants["sykehus"] == pytest.approx(10.816, abs=0.001)


def test_persons_in_the_seven_are_the_760_000_of_the_survey():
    programmes = [industry for industry in read_dataset(BY_NOA).industries if industry.status == "programme"]
    assert sum(programme.persons for programme in programmes) == pytest.approx(760_000, abs=len(programmes))
    assert all(programme.persons_low < programme.persons < programme.persons_high for programme in programmes)


def test_what_the_report_does_not_name_has_no_row_among_noas_industries():
    values = {(row["industry_id"], row["indicator_id"]): row["value"] for row in table(BY_NOA, "indicators")}
    assert "0" not in {value for (_, indicator), value in values.items() if indicator in FLAGS}
    assert ("butikkhandel", "msk_flag") in values
    assert ("barnehager", "msk_flag") not in values
    assert ("andre_helsetjenester", "msk_flag") not in values


@pytest.mark.parametrize(("survey", "cells"), [("esener_2019", 321), ("esener_2014", 128)])
def test_eseners_figures_are_the_files_own(survey, cells):
    """Every cell of the published table, by the question's words. Lifting: 82.4 in mining and energy, 58.5 in all."""
    values = {
        (row["note"], row["sn2007_group"], row["period"]): float(row["value"])
        for row in table(BY_NOA, "group_values")
        if row["source_id"] == survey
    }
    published = {
        (row["question"], row["sn2007_group"], row["period"]): float(row["percent_of_establishments"])
        for row in table(SOURCES, f"{survey}_norway")
    }
    assert values == published
    assert len(values) == cells
    if survey == "esener_2019":
        lifting = "Lifting or moving people or heavy loads"
        assert values[lifting, "05-09 35-43", "2019"] == 82.4
        assert values[lifting, "00-99", "2019"] == 58.5
