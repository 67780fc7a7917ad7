"""Every command's JSON on the shipped data is held to what its result declares; no field may be undeclared."""

import json

import pytest
from jsonschema import Draft202012Validator

from engine.cli.commands import COMMANDS
from engine.cli.main import main
from engine.results.result_schemas import RESULTS
from tests.engine.results.schema_check import fits

STARTS_A_SERVER = "app"


@pytest.mark.parametrize("name", RESULTS)
def test_every_schema_is_one(name):
    Draft202012Validator.check_schema(RESULTS[name])


def test_every_command_declares_its_result():
    declared = {name.partition(" ")[0] for name in RESULTS} - {"conflict"}
    assert declared == set(COMMANDS) - {STARTS_A_SERVER}


@pytest.mark.parametrize("data", ["publisert", "noa", "syntetisk"])
@pytest.mark.parametrize("words", ["rank", "select", "select --reasons", "check butikkhandel --draws 50"])
def test_the_answers_are_what_they_declare(words, data, capsys):
    fits(f"{words} --data {data}", capsys)


def test_a_set_that_conflicts_is_what_it_declares(capsys):
    words = "select --data publisert --criteria publisert --must luftfart --must sjofart --minimum-new 5"
    assert main([*words.split(), "--format", "json"]) == 3
    Draft202012Validator(RESULTS["conflict"]).validate(json.loads(capsys.readouterr().out))


def test_a_field_that_nobody_declared_is_seen(capsys):
    assert main(["rank", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    answer["industries"][0]["new_field"] = 1
    assert not Draft202012Validator(RESULTS["rank"]).is_valid(answer)


def test_what_is_wrong_with_a_folder_is_what_validate_declares(tmp_path, capsys):
    (tmp_path / "industries.csv").write_text("industry_id,name_nb\nA!,x\n", encoding="utf-8")
    assert main(["validate", str(tmp_path), "--format", "json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert answer["problems"]
    Draft202012Validator(RESULTS["validate"]).validate(answer)
