"""The commands of the choice give one language and one figure whatever way they are asked."""

import csv
import io
import json

from engine.cli.main import main


def test_select_in_csv_and_json_chooses_the_same(capsys):
    assert main(["select", "--format", "json"]) == 0
    selected = json.loads(capsys.readouterr().out)["selected"]
    assert main(["select", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["industry_id"] for row in rows if row["role"] == "new"] == selected
    assert {row["role"] for row in rows} == {"new", "continue"}


def test_a_profiles_file_that_is_not_there_is_named(capsys):
    assert main(["parties", "--profiles", "ingen.toml"]) == 2
    assert capsys.readouterr().err.startswith("ingen.toml")
