"""The command prevalence, as a stranger meets it."""

import json
import shutil

import pytest

from engine.cli.main import main
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data

FOLDER = shipped_data() / "syntetisk_mikrodata"
FILE, SPEC = str(FOLDER / "respondenter.csv"), str(FOLDER / "spesifikasjon.toml")


def test_the_shipped_example_gives_a_table_json_and_csv(capsys):
    assert main(["prevalence", FILE, "--spec", SPEC]) == 0
    assert capsys.readouterr().out.startswith("SYNTETISKE TALL")
    assert main(["prevalence", FILE, "--spec", SPEC, "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert sum(estimate["sn2007_group"] is None for estimate in result["estimates"]) == 4 * 40
    assert len(result["joint"]) == 2 * 40
    assert any(estimate["hidden"] for estimate in result["estimates"])


def test_a_folder_is_written_that_other_commands_take(tmp_path, capsys):
    assert main(["prevalence", FILE, "--spec", SPEC, "--data", "publisert", "--to", str(tmp_path / "mine")]) == 0
    assert "awkward_lifting_and_lower_back_pain_due_to_work_odds_ratio" in capsys.readouterr().out
    data = read_dataset(tmp_path / "mine")
    assert data.synthetic
    assert data.column("awkward_lifting").se[data.position["butikkhandel"]] > 0
    assert main(["validate", str(tmp_path / "mine")]) == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "Oppgi en fil med svar og en spesifikasjon"),
        ([FILE], "Oppgi en fil med svar og en spesifikasjon"),
        ([FILE, FILE, "--spec", SPEC], "Oppgi en fil med svar og en spesifikasjon"),
        ([FILE, "--spec", FILE], "kan ikke leses som TOML"),
        ([SPEC, "--spec", SPEC], "«.toml» er ikke en type fil"),
        (["no.csv", "--spec", SPEC], "no.csv: Filen finnes ikke"),
        ([FILE, "--spec", "no.toml"], "no.toml"),
        ([FILE, "--spec", SPEC, "--backend", "dask"], "Gyldig: duckdb, spark"),
        ([FILE, "--spec", SPEC, "--spark-master", "local"], "bare sammen med --backend spark"),
        ([FILE, "--spec", SPEC, "--out", SPEC], "kan ikke skrives over filen det lages av"),
        ([FILE, "--spec", SPEC, "--to", SPEC], "en fil, ikke en datamappe"),
        ([FILE, "--spec", SPEC, "--to", __file__], "en fil, ikke en datamappe"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_two(words, message, capsys):
    assert main(["prevalence", *words]) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_several_mistakes_are_all_told_and_no_other_command_is_pointed_to(tmp_path, capsys):
    spec = tmp_path / "spec.toml"
    text = (shipped_data() / "syntetisk_mikrodata" / "spesifikasjon.toml").read_text(encoding="utf-8")
    spec.write_text(text.replace("missing = [9]", "missing = [8]"), encoding="utf-8")
    result = tmp_path / "result.txt"
    result.write_text("an earlier result", encoding="utf-8")
    assert main(["prevalence", FILE, "--spec", str(spec), "--out", str(result)]) == 2
    assert result.read_text(encoding="utf-8") == "an earlier result"
    printed = capsys.readouterr()
    assert [f"kolonne {column}:" in printed.out for column in ("loft", "emosjonelle_krav", "rygg", "psykisk")] == [
        True
    ] * 4
    assert "kolonne loft:" in printed.err
    assert printed.err.endswith("(Antall feil: 4)\n")
    assert printed.err.count("\n") == 1
    assert "validate" not in printed.out + printed.err


def test_a_folder_that_has_data_keeps_them_and_another_is_left_alone(tmp_path, capsys):
    mine, other = tmp_path / "mine", tmp_path / "other"
    shutil.copytree(shipped_data() / "publisert", mine)
    (mine / "indicators.csv").write_text(
        "industry_id,indicator_id,period,value,unit,quality,source_id\n"
        "sjofart,my_own,2024,7,percent,published,report2024\n",
        encoding="utf-8",
    )
    assert main(["prevalence", FILE, "--spec", SPEC, "--to", str(mine)]) == 0
    data = read_dataset(mine)
    assert data.column("my_own").values[data.position["sjofart"]] == 7.0
    assert data.column("awkward_lifting").se[data.position["butikkhandel"]] > 0
    other.mkdir()
    (other / "letter.txt").write_text("hei", encoding="utf-8")
    capsys.readouterr()
    assert main(["prevalence", FILE, "--spec", SPEC, "--to", str(other)]) == 2
    assert "ingen datamappe" in capsys.readouterr().err
    assert [path.name for path in other.iterdir()] == ["letter.txt"]
    assert main(["prevalence", FILE, "--spec", SPEC, "--data", "syntetisk", "--to", str(mine)]) == 2
    assert "--data er en annen" in capsys.readouterr().err
