"""The sheets that calculate: weights are changed in the file and LibreOffice works it out; the engine judges."""

import io
import itertools
import os
import shutil
import subprocess
from datetime import date

import pytest
from openpyxl import load_workbook

from engine.criteria.reading import parse_criteria, read_criteria
from engine.criteria.weights import with_weights
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale
from engine.output.live_cells import Formula
from engine.output.workbook import workbook_bytes
from engine.results.known_figures import Known
from engine.results.live_scores import live_ranking
from engine.scoring.score import score
from tests.engine.results.small import write_data

MADE = date(2026, 1, 2)
INDICATORS = """industry_id,indicator_id,period,value,unit,quality,source_id
alfa,share,2023,10,percent,published,s1
beta,share,2023,7,percent,published,s1
gamma,share,2023,5,percent,published,s1
prog,share,2023,7,percent,published,s1
alfa,rate,2022,2,per_1000_employed,published,s2
beta,rate,2022,3,per_1000_employed,classified,s2
prog,rate,2022,1,per_1000_employed,published,s2
alfa,third,2022,0,percent,published,s2
beta,third,2022,9,percent,published,s2
gamma,third,2022,4,percent,published,s2
delta,third,2022,6,percent,published,s2
"""
NORMALISE = {
    "goalposts": '{ method = "goalposts", low = 0.0, high = 10.0 }',
    "minmax": '{ method = "minmax" }',
    "percentile_rank": '{ method = "percentile_rank" }',
    "zscore": '{ method = "zscore" }',
}
CHANGED = {"pair": 1.0, "third": 5.0}
"""Weights of the root after the change; alfa's third value is 0 and delta has no other."""


def criteria(aggregate, missing, normalise, inner="arithmetic", more=""):
    indicators = "".join(
        f'\n[[indicator]]\nid = "{name}"\nunit = "{unit}"\nnormalise = {NORMALISE[normalise]}\n{extra}'
        for name, unit, extra in (
            ("share", "percent", ""),
            ("rate", "per_1000_employed", more),
            ("third", "percent", 'direction = "lower"\n'),
        )
    )
    if inner == "cooccurrence":
        pair = 'aggregate = "cooccurrence"\nexposure = "share"\nhealth = "rate"\n'
    else:
        pair = f'aggregate = "{inner}"\nmembers = {{ share = 2, rate = 1 }}\n'
    inner_missing = "skip" if inner == "cooccurrence" and missing == "worst" else missing
    return (
        f'id = "live"\nscale = 100\n{indicators}\n[[criterion]]\nid = "score"\naggregate = "{aggregate}"\n'
        f'missing = "{missing}"\nmembers = {{ pair = 3, third = 1 }}\n'
        f'\n[[criterion]]\nid = "pair"\nmissing = "{inner_missing}"\n{pair}'
    )


CASES = {
    **{
        f"{aggregate}-{missing}": criteria(aggregate, missing, "goalposts")
        for aggregate, missing in itertools.product(
            ("arithmetic", "geometric", "harmonic", "minimum"), ("skip", "worst", "interval")
        )
        if missing != "interval" or aggregate in ("arithmetic", "minimum")
    },
    **{
        f"{name}-{inner}": criteria("arithmetic", "skip", name, inner)
        for name, inner in (
            ("minmax", "minimum"),
            ("percentile_rank", "geometric"),
            ("zscore", "arithmetic"),
            ("minmax", "cooccurrence"),
        )
    },
    **{
        f"by-{by}": f'rank_by = "{by}"\n'
        + criteria("arithmetic", "interval", "goalposts", more='judged_spread = 0.2\nnote_nb = "skjønn"\n')
        for by in ("low", "middle", "high")
    },
}


@pytest.fixture(scope="session")
def soffice():
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        reason = "no LibreOffice on this machine"
        if os.environ.get("BRANSJEVALG_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def dataset(tmp_path_factory):
    return read_dataset(write_data(tmp_path_factory.mktemp("live") / "data", indicators=INDICATORS))


@pytest.fixture(scope="session")
def recalculated(soffice, dataset, tmp_path_factory):
    """Every case with the root's weights changed in its file, as LibreOffice works it out."""
    given, made = tmp_path_factory.mktemp("given"), tmp_path_factory.mktemp("made")
    for name, content in CASES.items():
        book = load_workbook(
            io.BytesIO(
                workbook_bytes(
                    MADE, live_ranking(score(dataset, parse_criteria(content, "live.toml")), (), Locale("nb"))
                )
            )
        )
        page = book["Rangering"]
        page["F3"], page["G3"] = CHANGED["pair"], CHANGED["third"]
        book.save(given / f"{name}.xlsx")
    files = sorted(map(str, given.iterdir()))
    profile = f"-env:UserInstallation={(tmp_path_factory.mktemp('profile')).as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(made), *files],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {name: load_workbook(made / f"{name}.xlsx", data_only=True) for name in CASES}


def column(page, heading):
    position = [cell.value for cell in page[4]].index(heading) + 1
    return {page.cell(row, 4).value: page.cell(row, position).value or None for row in range(5, page.max_row + 1)}


def numbers(scores, values):
    names = {industry.industry_id: industry.name(Locale("nb")) for industry in scores.dataset.industries}
    return {
        names[industry]: None if value != value or (value == 0 and values.dtype != float) else value
        for industry, value in zip(scores.industry_ids, values.tolist(), strict=True)
    }


@pytest.mark.parametrize("name", CASES)
def test_a_changed_weight_moves_score_and_rank_as_the_engine_has_it(name, dataset, recalculated):
    other = score(dataset, with_weights(parse_criteria(CASES[name], "live.toml"), CHANGED))
    page = recalculated[name]["Rangering"]
    shown = {industry: value or 0 for industry, value in column(page, "Poeng").items()}
    right = {industry: value or 0 for industry, value in numbers(other, other.scores).items()}
    assert shown == pytest.approx(right, abs=1e-9)
    assert column(page, "Plass") == numbers(other, other.ranks)


@pytest.mark.parametrize("by", ["low", "middle", "high"])
def test_both_ends_of_the_score_follow_the_weights(by, dataset, recalculated):
    other = score(dataset, with_weights(parse_criteria(CASES[f"by-{by}"], "live.toml"), CHANGED))
    known, page = Known(other), recalculated[f"by-{by}"]["Rangering"]
    for heading, ends in (("Minst", known.low), ("Mest", known.high)):
        shown = {industry: value or 0 for industry, value in column(page, heading).items()}
        assert shown == pytest.approx(
            {industry: value or 0 for industry, value in numbers(other, ends).items()}, abs=1e-9
        )


@pytest.mark.parametrize("file", ["publisert", "kjent"])
def test_the_file_shows_its_values_also_where_nothing_calculates(file):
    scores = score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / f"{file}.toml"))
    content = workbook_bytes(MADE, live_ranking(scores, (), Locale("nb")))
    page = load_workbook(io.BytesIO(content), data_only=True)["Rangering"]
    shown = column(page, "Poeng")
    assert shown == pytest.approx(numbers(scores, scores.scores), abs=1e-9)
    written = load_workbook(io.BytesIO(content))["Rangering"]
    assert all(written.cell(row, 5).data_type == "f" for row in range(5, written.max_row + 1))


def test_a_root_without_weights_is_numbers_and_says_so(dataset):
    alone = CASES["minmax-cooccurrence"].partition('\n[[indicator]]\nid = "third"')[0]
    root = '\n[[criterion]]\nid = "pair"\naggregate = "cooccurrence"\nexposure = "share"\nhealth = "rate"\n'
    scores = score(dataset, parse_criteria(alone + root, "live.toml"))
    (sheet,) = live_ranking(scores, (), Locale("nb"))
    assert "faste tall" in sheet.lines[0]
    assert not any(isinstance(cell, Formula) for row in sheet.tables[0].rows for cell in row)
