"""The command as somebody uses it, in an empty store of its own."""

import json

import pytest

from engine.cli.main import main


@pytest.fixture(autouse=True)
def store(monkeypatch, tmp_path):
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{tmp_path}/store.sqlite3")
    return tmp_path


def said(capsys, *words):
    assert main(["scenario", *words, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, *words):
    assert main(["scenario", *words]) == 2
    out = capsys.readouterr()
    assert (out.out, out.err.count("\n")) == ("", 1)
    return out.err


def test_saved_listed_shown_compared_and_replayed(capsys):
    first = said(capsys, "save", "start", "--why", "rapporten", "--who", "kari")
    second = said(capsys, "save", "dyrere", "--frame", "76", "--minimum-new", "4")
    assert (first["why"], first["saved_by"], first["setting"]) == ("rapporten", "kari", {})
    assert [scenario["name"] for scenario in said(capsys, "list")["scenarios"]] == ["dyrere", "start"]
    assert said(capsys, "show", "start")["result"]["selected"] == first["selected"]
    assert said(capsys, "replay", second["id"]) == {"same": True, "differences": []}
    comparison = said(capsys, "compare", "start", "dyrere")
    assert [change["setting"] for change in comparison["set"]] == ["frame", "minimum_new"]
    for programme, by in comparison["grants"].items():
        assert sum(cause["grants"].get(programme, 0) for cause in comparison["causes"]) == pytest.approx(by)


def test_a_comparison_names_industries_on_a_screen_and_has_ids_in_files(capsys):
    for name, most in (("fem", "5"), ("fire", "4")):
        said(capsys, "save", name, "--max-new", most)
    written = {}
    for form in ("table", "csv"):
        assert main(["scenario", "compare", "fem", "fire", "--format", form]) == 0
        written[form] = capsys.readouterr().out
    assert "bygg_anlegg" in written["csv"]
    assert "Bygg og anlegg" in written["table"]
    assert "bygg_anlegg" not in written["table"]


def test_what_is_saved_is_what_select_gives(capsys):
    scenario = said(capsys, "save", "start", "--max-new", "3", "--weights", "msk=0")
    assert main(["select", "--max-new", "3", "--weights", "msk=0", "--format", "json"]) == 0
    assert scenario["selected"] == json.loads(capsys.readouterr().out)["selected"]


def test_sent_to_another_store(capsys, monkeypatch, store):
    scenario = said(capsys, "save", "start")
    assert main(["scenario", "export", "start", "--out", str(store / "en.zip")]) == 0
    assert main(["scenario", "backup", str(store / "alt.zip")]) == 0
    capsys.readouterr()
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{store}/annen.sqlite3")
    assert said(capsys, "import", str(store / "en.zip")) == {"added": [scenario["id"]]}
    assert said(capsys, "restore", str(store / "alt.zip")) == {"added": []}


def test_a_result_that_differs_ends_with_4(capsys, monkeypatch):
    said(capsys, "save", "start")
    monkeypatch.setattr("engine.store.scenarios.result_of", lambda inputs: {"selected": []})
    assert main(["scenario", "replay", "start"]) == 4
    assert "gir noe annet nå" in capsys.readouterr().out


@pytest.mark.parametrize("words", [(), ("tull",), ("show",), ("compare", "a"), ("list", "a")])
def test_wrong_words_say_what_would_be_right(capsys, words):
    assert "Gyldig:" in refused(capsys, *words)


def test_a_file_that_is_not_there_is_said(capsys):
    assert "finnes.zip" in refused(capsys, "import", "finnes.zip")


def test_export_needs_a_file(capsys):
    said(capsys, "save", "start")
    assert "--out" in refused(capsys, "export", "start")


def test_a_setting_that_cannot_be_is_refused_and_nothing_is_saved(capsys):
    assert "finnes_ikke" in refused(capsys, "save", "x", "--must", "finnes_ikke")
    assert said(capsys, "list")["count"] == 0
