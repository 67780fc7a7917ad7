"""template and import as a stranger runs them, mistakes and all."""

import json
import os
import subprocess
import sys

import pytest
from openpyxl import load_workbook

import engine
from engine.cli.commands import intake
from engine.cli.main import main
from engine.dataset import schema
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.results.known_indicators import catalogue_of
from tests.engine.spreadsheets.made import INDICATORS, SOURCES, data_folder

WIDE = "Bransje;Legemeldt sykefravær\nButikkhandel;6,4\nSjøfart;..\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bred.csv").write_text(WIDE, encoding="utf-8")
    data_folder(tmp_path / "data")
    return tmp_path


def run(capsys, *words):
    code = main([*words])
    out, err = capsys.readouterr()
    return code, out, err


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_template_of_the_built_in_data_is_read_back_as_nothing_new(folder, capsys):
    assert run(capsys, "template", "--data", "publisert", "--out", "underlag.xlsx")[0] == 0
    code, out, _ = run(capsys, "import", "underlag.xlsx", "--data", "publisert", "--to", "ny", "--format", "json")
    result = json.loads(out)
    assert (code, result["written"]) == (0, True)
    assert all(not table["replaced"] and not table["new"] for table in result["tables"].values())
    assert engine.read_dataset("ny").industries == engine.read_dataset(shipped_data() / "publisert").industries


def test_every_indicator_of_every_shipped_criteria_file_is_in_the_template(folder, capsys):
    run(capsys, "template", "--out", "t.xlsx")
    page = load_workbook("t.xlsx")["Verdier"]
    there = {page.cell(3, column).value for column in range(3, page.max_column + 1)}
    for file in shipped_criteria().glob("*.toml"):
        if "[[indicator]]" in file.read_text(encoding="utf-8"):
            assert set(engine.read_criteria(file).indicators) <= there


def test_a_unit_is_what_the_folder_says_and_profiles_are_no_criteria(folder):
    known = catalogue_of(folder / "data").indicators
    assert (known["absence"].unit, known["absence"].label_nb) == ("percent", "Legemeldt sykefravær")


def test_the_template_is_the_same_file_each_time_on_the_same_day(folder, capsys):
    run(capsys, "template", "--data", "data", "--out", "a.xlsx")
    run(capsys, "template", "--data", "data", "--out", "b.xlsx")
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()


def test_a_wide_table_is_added_to_a_folder_and_the_account_says_what_was_understood(folder, capsys):
    before = contents(folder / "data")
    words = ("import", "bred.csv", "--to", "data", "--period", "2024", "--source", "s1")
    code, out, err = run(capsys, *words, "--dry-run")
    assert (code, contents(folder / "data")) == (0, before)
    assert "Butikkhandel" in out
    assert "oppgave mangler" in out
    assert "ingenting er skrevet" in out
    code, out, err = run(capsys, *words)
    assert (code, err) == (0, "Skrev data\n")
    assert engine.read_dataset("data").column("absence", "2024").values[0] == 6.4


def test_problems_are_listed_one_a_line_and_the_folder_stays_as_it_was(folder, capsys):
    before = contents(folder / "data")
    (folder / "feil.csv").write_text(INDICATORS + "skole,absence,2023,fem,percent,,,bra,s1\n")
    code, out, err = run(capsys, "import", "feil.csv", "--to", "data")
    assert code == 2
    assert "feil.csv, celle D4: «fem» er ikke et tall." in out
    assert "feil.csv, celle H4: «bra» er ikke et gyldig valg." in out
    assert (err.count("\n"), "2 feil" in err) == (1, True)
    assert contents(folder / "data") == before


def test_json_has_every_problem_and_the_account(folder, capsys):
    code, out, _ = run(capsys, "import", "bred.csv", "--to", "data", "--format", "json")
    result = json.loads(out)
    assert (code, result["written"]) == (2, False)
    assert {problem["code"] for problem in result["problems"]} == {"wide_no_period", "wide_no_source"}
    assert result["not_available"][0]["sign"] == ".."


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("import", "--to", "ny"), "Gi én fil"),
        (("import", "a.csv", "b.csv", "--to", "ny"), "Gi én fil"),
        (("import", "bred.csv"), "Si hvilken mappe"),
        (("import", "nei.csv", "--to", "ny"), "nei.csv: Filen finnes ikke"),
        (("import", "data", "--to", "ny"), "Dette er en mappe"),
        (("import", "bred.csv", "--to", "bred.csv"), "ikke en datamappe"),
        (("import", "bred.csv", "--to", "."), "ingen datamappe"),
        (("import", "bred.csv", "--to", "data", "--data", "publisert"), "--data er en annen"),
        (("import", "bred.csv", "--to", "data", "--period", "i fjor"), "ikke en periode"),
        (("import", "bred.csv", "--to", "data", "--column", "Fravær"), "navn i tabellen=id"),
        (("import", "bred.csv", "--to", "data", "--source-title", "X"), "bare sammen med --source"),
        (("import", "bred.csv", "--to", "data", "--table", "alt"), "«alt» finnes ikke"),
        (("template",), "Si hvilken fil"),
        (("template", "--out", "t.xls"), "må slutte på .xlsx"),
        (("template", "--out", "nei/t.xlsx"), "finnes ikke"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_line_and_exit_code_2(folder, capsys, words, message):
    before = contents(folder / "data")
    code, out, err = run(capsys, *words)
    assert (code, out, err.count("\n")) == (2, "", 1) or (code, err.count("\n")) == (2, 1)
    assert message in err
    assert contents(folder / "data") == before


def test_a_folder_that_does_not_exist_gets_what_the_file_and_the_data_have(folder, capsys):
    (folder / "kilder.csv").write_text(SOURCES + "s2,Ny,Fafo\n", encoding="utf-8")
    code, _, err = run(capsys, "import", "kilder.csv", "--data", "data", "--to", "ny", "--lang", "en")
    assert (code, err) == (0, "Wrote ny\n")
    assert set(engine.read_dataset("ny").sources) == {"s1", "s2"}
    assert set(engine.read_dataset("data").sources) == {"s1"}


def test_a_file_that_stands_alone_is_said_to_do_so(folder, capsys):
    (folder / "industries.csv").write_text("industry_id,name_nb\na,A\n")
    code, _, err = run(capsys, "import", "industries.csv", "--to", "ny")
    assert code == 0
    assert "--data publisert" in err


def test_a_folder_that_cannot_be_written_is_said_in_a_line_and_stays(folder, capsys, monkeypatch):
    from engine.foundation import atomic_replacement as replacing

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    before = contents(folder / "data")
    monkeypatch.setattr(replacing, "_swap", full)
    words = ("import", "bred.csv", "--to", "data", "--period", "2024", "--source", "s1")
    code, _, err = run(capsys, *words)
    assert (code, err.count("\n")) == (2, 1)
    assert "No space left on device" in err
    assert contents(folder / "data") == before


def test_the_tables_that_can_be_asked_for_are_the_contracts():
    assert tuple(schema.TABLES) == intake.TABLES


def test_a_workbook_that_may_be_filled_in_is_never_written_over(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "underlag.xlsx").write_bytes(b"hours of work")
    code, out, err = run(capsys, "template", "--out", "underlag.xlsx")
    assert (code, out) == (2, "")
    assert err == "underlag.xlsx, --out: Filen finnes og kan være fylt ut. Gi et annet navn, eller flytt den først.\n"
    assert (tmp_path / "underlag.xlsx").read_bytes() == b"hours of work"


SLOW_IMPORT = """
import sys, time
from engine.results import bounded_reading
apart = bounded_reading.apart
def slow(*arguments, **options):
    found = apart(*arguments, **options)
    time.sleep(0.5)  # both have read the folder before either writes it
    return found
bounded_reading.apart = slow
sys.argv = ["bransjevalg", "import", *sys.argv[1:]]
from engine.cli.main import main
sys.exit(main())
"""


@pytest.mark.skipif(os.name != "posix", reason="a lock as POSIX has it")
def test_two_imports_into_one_folder_at_once_lose_nothing(folder):
    running = []
    for name, label in (("absence", "Legemeldt sykefravær"), ("density", "Organisasjonsgrad")):
        (folder / f"{name}.csv").write_text(f"Bransje;{label}\nButikkhandel;6,4\n", encoding="utf-8")
        words = [f"{name}.csv", "--to", "data", "--period", "2031", "--source", "own", "--source-title", "Own"]
        running.append(subprocess.Popen([sys.executable, "-c", SLOW_IMPORT, *words], stdout=subprocess.DEVNULL))
    assert [process.wait() for process in running] == [0, 0]
    columns = engine.read_dataset("data").columns
    assert {name for name, periods in columns.items() if "2031" in periods} == {"absence", "union_density"}
    assert sorted(path.name for path in folder.iterdir()) == ["absence.csv", "bred.csv", "data", "density.csv"]


def test_a_target_that_is_a_link_stays_one(folder, capsys):
    (folder / "link").symlink_to("data")
    words = ["--to", "link", "--period", "2031", "--source", "own", "--source-title", "Own"]
    assert run(capsys, "import", "bred.csv", *words)[0] == 0
    assert (folder / "link").is_symlink()
    assert "2031" in (folder / "data" / "indicators.csv").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="bounds as POSIX has them")
def test_a_file_that_costs_too_much_is_one_line(folder, capsys, monkeypatch):
    """The bounds of an upload are those of the command line too; here so small that any file is too much."""
    monkeypatch.setattr("engine.results.bounded_reading.SECONDS", 0)
    code, out, err = run(capsys, "import", "bred.csv", "--to", "data", "--period", "2031", "--dry-run")
    assert (code, out) == (2, "")
    assert err.startswith("bred.csv: Filene tar over 0 sekunder")
    assert err.count("\n") == 1
