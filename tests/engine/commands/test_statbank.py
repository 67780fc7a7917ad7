"""``fetch``: figures from a server into a data folder, and one line where that fails."""

import json
from functools import partial

import pytest

from engine.cli import main
from engine.dataset.intake.statbank import client
from engine.dataset.intake.statbank.client import Limits
from engine.dataset.shipped import shipped_data
from tests.engine.dataset.intake.statbank.server import Reply, closed_port, serving
from tests.engine.dataset.intake.statbank.small import LABELS, RECIPE, answers, content, dataset

QUICK = Limits(pace=0, backoff=0, read=0.2, tries=2)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(client, "Client", partial(client.Client, limits=QUICK))


@pytest.fixture
def bank(tmp_path, monkeypatch):
    """The server, with a recipe for its table in the folder where the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fravaer.toml").write_text(RECIPE, encoding="utf-8")
    with serving() as (server, url):
        answers(server)
        server.url = url
        yield server


def run(bank, *words):
    return main(["fetch", "fravaer.toml", "--base-url", bank.url, *words])


def refused(bank, capsys, *words):
    """The last line of a call that must end with 2 and leave no folder behind."""
    assert run(bank, "--to", "ny", *words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    *progress, said = err.splitlines()
    assert all(line.startswith("Leser tabell") for line in progress)
    return said


def test_fetch_says_what_came_and_what_did_not(bank, capsys, tmp_path):
    assert run(bank, "--to", "ny") == 0
    out = capsys.readouterr().out
    for said in (
        "Skrev ny",
        "12441",
        "2025-02-27",
        "2024K3",
        "2024K4",
        "konfidensialitetshensyn",
        "84 2024K4",
        "xx Annet",
    ):
        assert said in out
    assert {path.name for path in (tmp_path / "ny").iterdir()} >= {"industries.csv", "group_values.csv", "raw"}


def test_fetch_then_offline_gives_the_same_folder_and_the_same_answer(bank, capsys, tmp_path):
    assert run(bank, "--to", "ny", "--format", "json") == 0
    first = json.loads(capsys.readouterr().out)
    bank.says("/v2/tables/12441/data", Reply(status=500))
    assert run(bank, "--to", "igjen", "--offline", "--raw", "ny/raw", "--format", "json") == 0
    second = json.loads(capsys.readouterr().out)
    assert first["tables"] == second["tables"]
    for file in (tmp_path / "ny").rglob("*.*"):
        assert (tmp_path / "igjen" / file.relative_to(tmp_path / "ny")).read_bytes() == file.read_bytes()


def test_a_folder_with_data_is_built_upon_and_what_is_not_data_stays(bank, tmp_path, capsys):
    assert run(bank, "--to", "ny") == 0
    (tmp_path / "ny" / "LESMEG.txt").write_text("hei")
    (tmp_path / "ny" / "indicators.csv").unlink()
    assert run(bank, "--to", "ny", "--format", "csv") == 0
    assert (tmp_path / "ny" / "LESMEG.txt").read_text() == "hei"
    assert not (tmp_path / "ny" / "indicators.csv").exists()
    assert capsys.readouterr().out.rstrip().splitlines()[-1].startswith("fravaer,12441")


def test_no_network_is_one_line(bank, capsys, monkeypatch):
    bank.url = f"http://127.0.0.1:{closed_port()}/"
    assert "Er maskinen på nett?" in refused(bank, capsys)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b"<html>", content_type="text/html"), "text/html"),
        (Reply(b'{"class": "dataset"}'), "JSON-stat"),
        (Reply(status=404), "404"),
        (Reply(b"{", length=100), "brutt av"),
        (Reply(b"{", length=100, hold=True), "i tide"),
        (Reply(status=429, headers={"Retry-After": "9999"}), "vente"),
    ],
)
def test_a_server_that_fails_or_lies_is_one_line_and_nothing_is_written(reply, said, bank, capsys, tmp_path):
    bank.says("/v2/tables/12441/data", reply)
    assert said in refused(bank, capsys)
    assert not (tmp_path / "ny").exists()


def test_a_wrong_name_in_a_recipe_is_one_line_with_what_the_table_has(bank, capsys, tmp_path):
    (tmp_path / "fravaer.toml").write_text(RECIPE.replace('Kjonn = "0"', 'Kjonn = "Alle"'), encoding="utf-8")
    assert refused(bank, capsys) == (
        "fravaer.toml, select.Kjonn: Dimensjonen Kjonn har ingen verdi «Alle». "
        "Gyldig: 0 (Begge kjønn), 1 (Menn), 2 (Kvinner)."
    )


def test_several_mistakes_are_all_listed(bank, capsys, tmp_path):
    wrong = RECIPE.replace('Kjonn = "0"', 'Kjonn = "Alle"').replace('"Legemeldt"', '"Egenmeldt"')
    (tmp_path / "fravaer.toml").write_text(wrong, encoding="utf-8")
    assert run(bank, "--to", "ny", "--format", "json") == 2
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [one["given"] for one in problems] == ["Alle", "Egenmeldt"]


def test_a_built_in_recipe_that_does_not_fit_its_table_says_how_to_mend_it(bank, capsys, tmp_path):
    answers(bank, metadata=content(dataset(labels={**LABELS, "Kjonn": ("kjønn", {"0": "Alle"})})))
    assert main(["fetch", "sykefravaer_12441", "--base-url", bank.url, "--to", "ny"]) == 2
    err = capsys.readouterr().err
    assert "Ta en kopi av" in err
    assert "sykefravaer_12441.toml, select.Kjonn: Dimensjonen Kjonn har ingen verdi «Begge kjønn»" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "--to"),
        (["--to", "fravaer.toml"], "fravaer.toml"),
        (["--to", str(shipped_data() / "publisert")], "innebygde"),
        (["--to", "ny", "--raw", "x"], "--offline"),
        (["--to", "ny", "--offline"], "ingen svar"),
        (["--to", "ny", "--correspondence", "ingen.csv"], "ingen.csv"),
        (["--to", "ny", "--data", "ingen"], "ingen"),
    ],
)
def test_mistakes_on_the_command_line_are_told_before_anything_is_asked(words, said, bank, capsys):
    assert run(bank, *words) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
    assert bank.asked == []


def test_an_address_without_tls_and_a_recipe_that_is_none_are_told(bank, capsys):
    assert main(["fetch", "fravaer.toml", "--to", "ny", "--base-url", "http://data.ssb.no"]) == 2
    assert "https://" in capsys.readouterr().err
    assert main(["fetch", "fravær", "--to", "ny"]) == 2
    assert "sykefravaer_12441" in capsys.readouterr().err


def test_sn2025_needs_a_correspondence_table_and_says_which(bank, capsys, tmp_path):
    (tmp_path / "fravaer.toml").write_text(RECIPE.replace('"SN2007"', '"SN2025"'), encoding="utf-8")
    assert "bruker SN2007" in refused(bank, capsys)
