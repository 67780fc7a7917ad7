"""The commands of the choice give one language and one figure whatever way they are asked."""

import csv
import io
import json
import re

import pytest

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
    assert {reason["kind"] for reason in reasons.values()} >= {"has_programme", "outranked"}
    assert main(["select", "--reasons", "--format", "csv"]) == 0
    rows = {row["industry_id"]: row["why"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert rows == {name: reason["nb"] for name, reason in reasons.items()}
    assert main(["select", "--reasons"]) == 0
    shown = capsys.readouterr().out
    assert all(why in shown for why in rows.values())


def test_every_row_of_reasons_says_whether_it_rests_on_made_up_figures(capsys):
    for data, synthetic in (("syntetisk", "true"), ("publisert", "false")):
        assert main(["select", "--reasons", "--data", data, "--format", "csv"]) == 0
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert {row["synthetic"] for row in rows} == {synthetic}


def test_select_says_unasked_why_the_nearest_are_out_and_how_to_see_the_rest(capsys):
    assert main(["select"]) == 0
    shown = capsys.readouterr().out
    assert "alle: --reasons" in shown
    assert "Legetjenester og andre helsetjenester står bak sosialtjenester og barnevern" in shown
    assert "IT og telekommunikasjon" not in shown
    assert main(["select", "--format", "json"]) == 0
    assert "reasons" not in json.loads(capsys.readouterr().out)


def test_a_profiles_file_that_is_not_there_is_named(capsys):
    assert main(["parties", "--profiles", "ingen.toml"]) == 2
    assert capsys.readouterr().err.startswith("ingen.toml")


COMMANDS_WITH_NOTES = (["rank"], ["select"], ["baseline", "luftfart"], ["rank", "--data", "syntetisk"])


def shown(capsys, *words):
    assert main(list(words)) == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    "words", [["rank"], ["select"], ["check", "luftfart"], ["audit"], ["rank", "--data", "syntetisk"]]
)
def test_that_an_industry_is_not_its_persons_is_said_on_every_screen(capsys, words):
    """Co-occurrence read as a statement about persons is the ecological fallacy (Robinson 1950): never left out."""
    assert "Co-occurrence is about the industry" in shown(capsys, *words, "--lang", "en")


@pytest.mark.parametrize("words", COMMANDS_WITH_NOTES)
def test_a_screen_leaves_out_what_every_answer_repeats_and_says_how_much(capsys, words):
    short = shown(capsys, *words, "--lang", "en")
    every = shown(capsys, *words, "--lang", "en", "--notes")
    left_out = ("inherited: the figure is a broader", "fafo_2016_07: Organisasjonsgrader")
    assert all(note in every and note not in short for note in left_out)
    pointer = re.search(r" Notes on quality and sources left out: (\d+)\. --notes shows all of them\.$", short)
    assert int(pointer[1]) >= len(left_out)
    assert "--notes" not in every


def test_what_is_judged_made_up_or_missing_is_said_on_every_screen(capsys):
    known = shown(capsys, "rank", "--lang", "en")
    for text in (
        "Criteria: What is known, and what is open (kjent-2026). Data: Published figures",
        "The weights are a starting point",
        "classified: somebody's judgement",
        "missing: there is no figure",
        "classified 6, missing 26. Source: report2024.",
        "Union density: per cent, 2014; published 2, inherited 25, missing 5.",
    ):
        assert text in known
    made_up = shown(capsys, "rank", "--data", "syntetisk", "--lang", "en")
    assert made_up.startswith("SYNTHETIC FIGURES")
    assert "synthetic: made up, for demonstration." in made_up
    assert "Prolonged standing: per cent, 2022; synthetic 32." in made_up


def test_weights_of_ones_own_are_said_on_the_screen(capsys):
    assert "(satt til 0,7)" in shown(capsys, "rank", "--weights", "absence=0.7")


def test_files_for_programs_are_the_same_with_and_without_notes(capsys):
    for form in ("json", "csv"):
        assert shown(capsys, "rank", "--format", form) == shown(capsys, "rank", "--format", form, "--notes")
