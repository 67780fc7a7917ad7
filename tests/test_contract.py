"""Contract, section 4: what other people's scripts may rely on, command by command."""

import csv
import io
import json
import math
import os
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from engine.cli import main
from engine.dataset.shipped import shipped_criteria, shipped_data
from tests.engine.report.small import CRITERIA, INDICATORS, INDUSTRIES, SELECTION, write_criteria, write_data

BROKEN = Path(__file__).parent / "broken"
BROKEN_DATA = sorted((BROKEN / "data").iterdir())
BROKEN_CRITERIA = sorted(path for path in (BROKEN / "criteria").glob("*.toml") if path.stem != "expected")
REPORTS_FIVE = ["butikkhandel", "hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart"]


@pytest.fixture
def command(capsys):
    """A function that runs a command; gives exit code, stdout and stderr."""

    def run(*words):
        code = main([str(word) for word in words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def answer(command):
    """A function that gives a command's JSON, which must be strict JSON and the only output."""

    def run(*words):
        code, out, err = command(*words, "--format", "json")
        assert (code, err) == (0, "")
        return strict_json(out)

    return run


@pytest.fixture
def refused(command):
    """A function that runs a command which must end with 2 and one line; gives the line."""

    def run(*words):
        code, out, err = command(*words)
        assert code == 2
        assert out == ""
        assert err.endswith("\n")
        assert err.count("\n") == 1
        assert "Traceback" not in err
        return err.strip()

    return run


@pytest.fixture
def small(tmp_path):
    """Options that ask for the small case."""
    return ("--data", write_data(tmp_path / "data"), "--criteria", write_criteria(tmp_path / "criteria.toml"))


def strict_json(said):
    def refuse(constant):
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(said, parse_constant=refuse)


def ore(mnok):
    """Whole øre of a grant as a script would round it."""
    return round(mnok * 100_000_000)


# rank


def test_rank_has_the_contracts_keys(answer):
    result = answer("rank")
    assert {"criteria_id", "weights", "industries", "clipped"} <= result.keys()
    assert result["criteria_id"] == "publisert-2024"
    for industry in result["industries"]:
        keys = {"industry_id", "rank", "score", "contributions", "nodes", "flags", "quality", "lacks"}
        assert keys <= industry.keys()


@pytest.mark.parametrize("data", ["publisert", "syntetisk"])
def test_rank_adds_up(answer, data):
    result = answer("rank", "--data", data)
    assert math.fsum(result["weights"].values()) == pytest.approx(1)
    assert len(result["industries"]) == 32
    for industry in result["industries"]:
        assert math.fsum(industry["contributions"].values()) == pytest.approx(industry["score"], abs=1e-9)
        assert math.fsum(industry["quality"].values()) == pytest.approx(1)
        assert all(share > 0 for share in industry["quality"].values())
        assert all(value is None or -1e-12 <= value <= 1 + 1e-12 for value in industry["nodes"].values())
        assert industry["nodes"]["score"] == pytest.approx(industry["score"] / 100)


def test_rank_is_best_first_and_equal_scores_share_the_better_rank_by_id(answer):
    industries = answer("rank")["industries"]
    for one, other in pairwise(industries):
        assert one["score"] > other["score"] + 1e-12 or (
            one["industry_id"] < other["industry_id"] and one["rank"] == other["rank"]
        )
    for at, one in enumerate(industries):
        assert one["rank"] == 1 + sum(other["score"] > one["score"] + 1e-12 for other in industries[:at])
    ranks = {one["industry_id"]: one["rank"] for one in industries}
    # Aviation and shipping share every published value (the brief).
    assert ranks["luftfart"] == ranks["sjofart"]


def test_rank_leaves_out_who_has_a_programme_and_lists_the_unranked_last(answer, small):
    industries = answer("rank", *small)["industries"]
    assert [(one["industry_id"], one["rank"]) for one in industries] == [
        ("alfa", 1),
        ("beta", 1),
        ("gamma", 3),
        ("delta", None),
    ]
    assert industries[-1]["score"] is None
    assert industries[-1]["lacks"] == ["share", "rate"]


# --weights


def test_weights_that_are_not_named_keep_their_number(answer, small):
    assert answer("rank", *small, "--weights", "rate=2")["weights"] == pytest.approx({"share": 0.6, "rate": 0.4})
    assert answer("rank", *small, "--weights", "rate=0")["weights"] == {"share": 1.0, "rate": 0.0}


def test_weights_scaled_alike_change_nothing(answer, small):
    plain = answer("rank", *small)["industries"]
    scaled = answer("rank", *small, "--weights", "share=6,rate=2")["industries"]
    assert [one["score"] for one in plain[:3]] == pytest.approx([one["score"] for one in scaled[:3]])


def test_weights_reach_further_down_the_tree(answer):
    plain = answer("rank", "--data", "syntetisk")
    changed = answer("rank", "--data", "syntetisk", "--weights", "msk_mechanical.awkward_lifting=0")
    assert plain["weights"] == changed["weights"]
    assert [one["nodes"]["msk_mechanical"] for one in plain["industries"]] != [
        one["nodes"]["msk_mechanical"] for one in changed["industries"]
    ]


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ("absens=1", ["--weights", "«absens» finnes ikke", "Mente du «absence»?"]),
        ("absence", ["--weights", "absence"]),
        ("absence=-1", ["--weights absence", "«-1»", "≥ 0"]),
        ("absence=nan", ["--weights absence", "nan"]),
        ("absence=1e999", ["--weights absence", "inf"]),
        ("absence=a", ["--weights absence", "«a» er ikke et tall"]),
        ("absence=1,absence=2", ["--weights", "mer enn én gang"]),
        ("msk=0,mental=0,absence=0,frafall=0,union_density=0", ["--weights score", "Minst én må være større"]),
        ("nope.absence=1", ["«nope.absence» finnes ikke"]),
    ],
)
def test_wrong_weights_are_told(refused, weights, words):
    said = refused("rank", "--weights", weights)
    assert [word for word in words if word not in said] == []


# select


def test_select_has_the_contracts_keys_and_the_reports_five(answer):
    """With the shipped minimum of 3.5 MNOK the report's five fit (the brief)."""
    result = answer("select")
    keys = {"selected", "objective", "proven", "grants", "unspent", "binding", "ties", "runners_up", "by_number"}
    assert keys <= result.keys()
    assert result["selected"] == REPORTS_FIVE
    assert result["proven"] is True
    assert list(result["by_number"]) == ["0", "1", "2", "3", "4", "5"]
    assert [set(one) for one in result["runners_up"]] == [{"selected", "objective"}] * 3
    objectives = [result["objective"], *(one["objective"] for one in result["runners_up"])]
    assert objectives == sorted(objectives, reverse=True)


def test_select_adds_up_the_scores_that_rank_gives(answer):
    scores = {one["industry_id"]: one["score"] for one in answer("rank")["industries"]}
    result = answer("select")
    assert result["objective"] == pytest.approx(math.fsum(scores[one] for one in result["selected"]))


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--max-new", 0),
        ("--frame", 76.3, "--minimum-new", 4),
        ("--programme", "sykehus=wind_down", "--programme", "barnehager=end"),
        ("--data", "syntetisk", "--max-new", 3),
    ],
)
def test_grants_and_the_unspent_are_the_frame_to_the_ore(answer, words):
    result = answer("select", *words)
    frame = float(words[words.index("--frame") + 1]) if "--frame" in words else 70.0
    assert sum(map(ore, result["grants"].values())) + ore(result["unspent"]) == ore(frame)


def test_nobody_running_leaves_the_frame_unspent(answer):
    ended = [
        word for programme in answer("select", "--max-new", 0)["grants"] for word in ("--programme", f"{programme}=end")
    ]
    result = answer("select", "--max-new", 0, *ended)
    assert (result["grants"], result["unspent"]) == ({}, 70.0)


def test_todays_programmes_get_what_the_brief_says(answer):
    """15.4, 7.0 and, for sykehus, 11.2 MNOK with the shipped job numbers, of which 6.0 each is the equal part."""
    grants = answer("select", "--max-new", 0)["grants"]
    assert [round(grants[one], 1) for one in ("bygg_anlegg", "persontransport", "sykehus")] == [15.4, 7.0, 11.2]
    assert min(grants.values()) > 6.0


def test_the_briefs_minimum_of_four_leaves_retail_out(answer):
    """With 4.0 MNOK the report's five do not fit, and the best five leave butikkhandel out; 76 MNOK bears them."""
    at_four = answer("select", "--minimum-new", 4, "--minimum-continuing", 4)
    assert "butikkhandel" not in at_four["selected"]
    assert min(at_four["grants"].values()) >= 4
    assert answer("select", "--minimum-new", 4, "--minimum-continuing", 4, "--frame", 77)["selected"] == REPORTS_FIVE


def test_conditions_of_the_options_hold(answer):
    result = answer("select", "--max-new", 3, "--min-new", 3, "--must", "bemanning", "--must-not", "luftfart")
    assert len(result["selected"]) == 3
    assert "bemanning" in result["selected"]
    assert "luftfart" not in result["selected"]


def test_a_programme_that_winds_down_gets_its_half_the_first_year_only(answer):
    """Half of its grant under today's programmes: 11.2 MNOK for sykehus (the brief)."""
    today = answer("select", "--max-new", 0)["grants"]["sykehus"]
    result = answer("select", "--programme", "sykehus=wind_down")
    assert result["grants"]["sykehus"] == pytest.approx(today / 2, abs=1e-8)
    assert "sykehus" not in result["grants_later"]
    assert sum(map(ore, result["grants_later"].values())) == ore(70)


def test_a_threshold_names_who_it_shuts_out(answer, tmp_path):
    """Butikkhandel has 24 % and overnatting og servering 21 % in the 2014 figures (the brief)."""
    file = tmp_path / "c.toml"
    shipped = (shipped_criteria() / "publisert.toml").read_text(encoding="utf-8")
    with_threshold = shipped.replace(
        "[selection]\n", "[selection]\nrequire_indicator = { union_density = { min = 22.0 } }\n"
    )
    file.write_text(with_threshold, encoding="utf-8")
    result = answer("select", "--criteria", file)
    assert "overnatting_servering" not in result["selected"]
    assert "butikkhandel" in result["selected"]
    # Without a published figure one is not eligible either.
    assert result["excluded"]["jordbruk_skogbruk"] == ["require_indicator.union_density"]


def test_without_money_there_is_none(answer, tmp_path):
    data = write_data(tmp_path / "data")
    file = write_criteria(tmp_path / "c.toml", CRITERIA + "[selection]\nmax_new = 1\n")
    result = answer("select", "--data", data, "--criteria", file)
    assert (result["grants"], result["unspent"]) == ({}, None)
    assert result["selected"] == ["alfa"]
    assert result["ties"] == [["beta"]]


def test_an_impossible_selection_ends_with_three_and_the_smallest_conflict(command, tmp_path):
    code, out, err = command("select", "--frame", 20, "--format", "json")
    assert code == 3
    # Seven programmes with 3.5 MNOK each need 24.5, whatever else holds.
    assert strict_json(out) == {"conflict": ["minimum_grant.continuing"]}
    assert "3,5 mill. kr" in err
    assert err.count("\n") == 1
    for form in ("table", "csv"):
        code, out, said = command("select", "--frame", 20, "--format", form)
        assert (code, out, said) == (3, "", err)
    written = tmp_path / "conflict.json"
    assert command("select", "--frame", 20, "--format", "json", "--out", written)[0] == 3
    assert strict_json(written.read_text(encoding="utf-8")) == {"conflict": ["minimum_grant.continuing"]}


@pytest.mark.parametrize(
    ("options", "conflict"),
    [
        (["--must", "sjofart", "--must-not", "sjofart"], ["must.sjofart", "must_not.sjofart"]),
        (["--min-new", 3, "--max-new", 2], ["max_new", "min_new"]),
        (["--must", "sjofart", "--must", "luftfart", "--max-new", 1], ["max_new", "must.luftfart", "must.sjofart"]),
    ],
)
def test_conditions_that_contradict_each_other_are_a_conflict_and_not_bad_input(command, options, conflict):
    code, out, _ = command("select", *options, "--format", "json")
    assert code == 3
    assert sorted(strict_json(out)["conflict"]) == conflict


def test_a_file_without_selection_ranks_but_does_not_select(command, refused, tmp_path):
    options = ("--data", write_data(tmp_path / "data"), "--criteria", write_criteria(tmp_path / "c.toml", CRITERIA))
    assert command("rank", *options)[0] == 0
    assert "[selection]" in refused("select", *options)


# validate


@pytest.mark.parametrize("folder", BROKEN_DATA, ids=lambda folder: folder.name)
def test_validate_tells_every_problem_of_a_broken_folder(command, folder):
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))["problem"]
    code, out, err = command("validate", folder)
    assert code == 2
    assert err == f"Antall feil: {len(expected)}.\n"
    lines = out.splitlines()
    assert len(lines) == len(expected)
    for line, each in zip(lines, expected, strict=True):
        assert [word for word in each["words"] if word not in line] == []
    code, out, _ = command("validate", folder, "--format", "json")
    assert code == 2
    problems = strict_json(out)["problems"]
    assert len(problems) == len(expected)
    assert set(problems[0]) == {"file", "row", "column", "place", "code", "given", "allowed", "message"}


@pytest.mark.parametrize("folder", BROKEN_DATA, ids=lambda folder: folder.name)
def test_rank_refuses_a_broken_folder_in_one_line(refused, folder):
    first = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))["problem"][0]
    said = refused("rank", "--data", folder)
    assert [word for word in first["words"] if word not in said] == []


@pytest.mark.parametrize("file", BROKEN_CRITERIA, ids=lambda file: file.stem)
def test_every_command_refuses_a_broken_criteria_file_in_one_line(refused, command, file):
    assert refused("rank", "--criteria", file).startswith(str(file))
    code, out, err = command("validate", "--criteria", file)
    assert code == 2
    assert err == f"Antall feil: {len(out.splitlines())}.\n"


def test_validate_says_what_is_in_order(command):
    code, out, err = command("validate")
    assert (code, err) == (0, "")
    assert "39 bransjer" in out
    assert out.startswith("Ingen feil")
    assert strict_json(command("validate", "--format", "json")[1]) == {"problems": []}


def test_validate_checks_the_fit_of_criteria_and_data(command):
    code, out, _ = command("validate", "--data", "publisert", "--criteria", "stami")
    assert code == 2
    assert "Dataene har ingen indikator" in out
    assert command("validate", "--data", "syntetisk", "--criteria", "stami")[0] == 0


# export


def test_export_writes_a_workbook_that_has_the_figures_of_rank(command, answer, tmp_path):
    from openpyxl import load_workbook

    out = tmp_path / "stami.xlsx"
    code, said, err = command("export", "--out", out)
    assert (code, err) == (0, "")
    assert str(out) in said
    page = load_workbook(out)["Rangering"]
    columns = {cell.value: cell.column for cell in page[1]}
    ids, scores = columns["Bransje-id"], columns["Poeng"]
    exported = {page.cell(row, ids).value: page.cell(row, scores).value for row in range(2, page.max_row + 1)}
    assert exported == pytest.approx({one["industry_id"]: one["score"] for one in answer("rank")["industries"]})


def test_export_says_synthetic_on_every_sheet(command, tmp_path):
    from openpyxl import load_workbook

    data = write_data(tmp_path / "data", indicators=INDICATORS.replace("derived", "synthetic"))
    out = tmp_path / "a.xlsx"
    assert command("export", "--data", data, "--criteria", write_criteria(tmp_path / "c.toml"), "--out", out)[0] == 0
    for page in load_workbook(out).worksheets:
        assert page["A1"].value.startswith("SYNTETISKE TALL"), page.title


def test_export_never_writes_a_formula_from_the_data(command, tmp_path):
    from openpyxl import load_workbook

    hostile = INDUSTRIES.replace("Alfa,", "=1+1,").replace("Gamma", "@SUM(A1)")
    data, out = write_data(tmp_path / "data", industries=hostile), tmp_path / "a.xlsx"
    file = write_criteria(tmp_path / "c.toml", (CRITERIA + SELECTION).replace('"Andel"', '"-1+1"'))
    assert command("export", "--data", data, "--criteria", file, "--out", out)[0] == 0
    cells = [cell for page in load_workbook(out).worksheets for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell for cell in cells if cell.value == "=1+1"]


def test_export_of_an_impossible_selection_writes_nothing(command, tmp_path):
    out = tmp_path / "a.xlsx"
    code, said, err = command("export", "--frame", 20, "--out", out)
    assert (code, said) == (3, "")
    assert "3,5 mill. kr" in err
    assert not out.exists()


def test_export_needs_a_workbooks_name(refused, tmp_path):
    assert "--out FILE.xlsx" in refused("export")
    assert "ikke en arbeidsbok" in refused("export", "--out", tmp_path / "a.csv")
    assert not list(tmp_path.iterdir())


# csv


def test_csv_has_a_row_an_industry_with_quality_sources_and_periods(command):
    code, out, _ = command("rank", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) == 32
    assert {"rank", "industry_id", "score", "quality_published", "source_ids", "periods"} <= rows[0].keys()
    assert rows[0]["source_ids"].split() == sorted(rows[0]["source_ids"].split())
    assert "absence=2016K3" in rows[0]["periods"].split()


def test_csv_of_a_selection_has_a_row_a_programme(command, answer):
    rows = list(csv.DictReader(io.StringIO(command("select", "--format", "csv")[1])))
    grants = {row["industry_id"]: float(row["grant_mnok"]) for row in rows}
    assert grants == answer("select")["grants"]


def test_csv_takes_no_formula_from_a_name(command, tmp_path):
    data = write_data(tmp_path / "data", industries=INDUSTRIES.replace("Alfa,", "=1+1,"))
    file = write_criteria(tmp_path / "c.toml")
    rows = csv.DictReader(io.StringIO(command("rank", "--data", data, "--criteria", file, "--format", "csv")[1]))
    assert next(rows)["name"] == "'=1+1"


# every command


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("name", ["rank", "select", "validate"])
def test_out_gets_what_the_screen_would(command, tmp_path, name, form):
    _, said, _ = command(name, "--format", form)
    out = tmp_path / "result"
    assert command(name, "--format", form, "--out", out) == (0, "", "")
    assert out.read_bytes() == said.encode()


@pytest.mark.parametrize("name", ["rank", "select", "export"])
def test_out_is_refused_where_it_would_do_harm(refused, tmp_path, name):
    data = write_data(tmp_path / "data")
    before = (data / "indicators.csv").read_bytes()
    assert "skrevet over" in refused(name, "--data", data, "--out", data / "indicators.csv")
    assert (data / "indicators.csv").read_bytes() == before
    assert "Dette er en mappe" in refused(name, "--out", tmp_path)
    assert "finnes ikke" in refused(name, "--out", tmp_path / "nope" / "a.xlsx")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rank", "--formt", "json"], "Mente du «--format»?"),
        (["rank", "--format"], "mangler en verdi"),
        (["rank", "--format", "xml"], "table, json, csv"),
        (["rank", "--lang", "sv"], "nb, en"),
        (["rank", "luftfart"], "hører ikke til her"),
        (["rank", "--frame", "70"], "«--frame» finnes ikke"),
        (["rank", "--data", "/no/such/folder"], "Mappen finnes ikke"),
        (["rank", "--criteria", "/no/such/file.toml"], "Filen finnes ikke"),
        (["rank", "--criteria", "."], "mappe, ikke en fil"),
        (["rank", "--data", "x" * 5000], "Kan ikke leses"),
        (["rank", "--criteria", "x" * 5000], "Kan ikke leses"),
        (["rank", "--out", "x" * 5000], "Kan ikke"),
        (["rank", "--data", "a", "--data", "b"], "mer enn én gang"),
        (["select", "--max-new", "five"], "--max-new: «five»"),
        (["select", "--max-new", "-1"], "--max-new: «-1»"),
        (["select", "--frame", "inf"], "--frame"),
        (["select", "--must", "luftfarten"], "Mente du «luftfart»?"),
        (["select", "--must", "sykehus"], "har program i dag"),
        (["select", "--programme", "sykehus"], "ID=continue"),
        (["select", "--programme", "sykehus=stop"], "continue, wind_down, end"),
        (["select", "--programme", "luftfart=end"], "har ikke program i dag"),
        (["validate", "a", "b"], "Gi én mappe"),
        (["app", "--port", "0"], "1–65535"),
    ],
)
def test_wrong_options_end_with_two_and_one_line(refused, words, said):
    assert said in refused(*words)


@pytest.mark.parametrize("name", ["rank", "select"])
def test_semicolons_and_decimal_commas_give_the_same_answer(answer, tmp_path, name):
    """As Norwegian Excel saves the same tables."""
    folder, semicolons = shipped_data() / "publisert", tmp_path / "publisert"
    semicolons.mkdir()
    numbers = {"value", "se", "amount"}
    for file in folder.glob("*.csv"):
        header, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
        commas = [
            [cell.replace(".", ",") if column in numbers else cell for column, cell in zip(header, row, strict=True)]
            for row in rows
        ]
        with (semicolons / file.name).open("w", encoding="utf-8-sig", newline="") as target:
            csv.writer(target, delimiter=";").writerows([header, *commas])
    (semicolons / "datapackage.json").write_bytes((folder / "datapackage.json").read_bytes())
    plain, same = answer(name), answer(name, "--data", semicolons)
    assert same.pop("data")["name"] == str(semicolons)
    plain.pop("data")
    assert same == plain


def test_the_order_of_rows_and_industries_changes_nothing(command, tmp_path):
    def turned(text):
        header, *rows = text.splitlines()
        return "\n".join([header, *rows[::-1]]) + "\n"

    file = write_criteria(tmp_path / "c.toml")
    folder = write_data(tmp_path / "data")
    before = command("select", "--data", folder, "--criteria", file, "--format", "json")
    write_data(folder, industries=turned(INDUSTRIES), indicators=turned(INDICATORS))
    assert command("select", "--data", folder, "--criteria", file, "--format", "json") == before


@pytest.mark.parametrize(
    "words",
    [
        ("rank", "--format", "table"),
        ("select", "--format", "json"),
        ("rank", "--data", "syntetisk", "--format", "csv", "--lang", "en"),
    ],
)
def test_the_same_twice_byte_for_byte_whatever_the_hash_seed(words):
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "engine.cli", *words],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_norwegian_letters_come_out_whole_in_a_c_locale():
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "engine.cli", "rank"], capture_output=True, check=True, env=environment
    )
    assert "Sjøfart" in done.stdout.decode("utf-8")
    assert done.stderr == b""
