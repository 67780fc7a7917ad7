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


def test_select_says_why_the_others_are_out(capsys):
    assert main(["select", "--reasons", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    reasons = answer["reasons"]
    assert len(reasons) == 39 - len(answer["selected"])
    assert {one["kind"] for one in reasons.values()} >= {"has_programme", "outranked"}
    assert main(["select", "--reasons", "--format", "csv"]) == 0
    rows = {row["industry_id"]: row["why"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert rows == {name: one["nb"] for name, one in reasons.items()}
    assert main(["select", "--reasons"]) == 0
    shown = capsys.readouterr().out
    assert all(why in shown for why in rows.values())


def test_select_says_unasked_why_the_nearest_are_out_and_how_to_see_the_rest(capsys):
    assert main(["select"]) == 0
    shown = capsys.readouterr().out
    assert "alle: --reasons" in shown
    assert "Legetjenester og andre helsetjenester står bak Sosialtjenester og barnevern" in shown
    assert "IT og telekommunikasjon" not in shown
    assert main(["select", "--format", "json"]) == 0
    assert "reasons" not in json.loads(capsys.readouterr().out)


def test_a_profiles_file_that_is_not_there_is_named(capsys):
    assert main(["parties", "--profiles", "ingen.toml"]) == 2
    assert capsys.readouterr().err.startswith("ingen.toml")
