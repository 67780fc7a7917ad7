"""``fetch``: figures from a server into a data folder, and one line where that fails."""

import json
from dataclasses import replace
from functools import partial

import pytest

from engine.cli.main import main
from engine.dataset.shipped import shipped_data
from engine.sources.statbank import client
from engine.sources.statbank.client import Limits
from tests.engine.sources.statbank.server import Reply, closed_port, serving
from tests.engine.sources.statbank.small import LABELS, RECIPE, SELECTED, answers, content, dataset, found

QUICK = Limits(pace=0, backoff=0, tries=2)


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
    *progress, message = err.splitlines()
    assert all(line.startswith("Leser tabell") for line in progress)
    return message


def test_fetch_says_what_came_and_what_did_not(bank, capsys, tmp_path):
    assert run(bank, "--to", "ny") == 0
    out = capsys.readouterr().out
    for part in (
        "Skrev ny",
        "12441",
        "2025-02-27",
        "2024K3",
        "2024K4",
        "konfidensialitetshensyn",
        "84 2024K4",
        "xx Annet",
    ):
        assert part in out
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
    ("reply", "message"),
    [
        (Reply(b"<html>", content_type="text/html"), "text/html"),
        (Reply(b'{"class": "dataset"}'), "JSON-stat"),
        (Reply(status=404), "404"),
        (Reply(b"{", length=100), "brutt av"),
        (Reply(status=429, headers={"Retry-After": "9999"}), "vente"),
    ],
)
def test_a_server_that_fails_or_lies_is_one_line_and_nothing_is_written(reply, message, bank, capsys, tmp_path):
    bank.says("/v2/tables/12441/data", reply)
    assert message in refused(bank, capsys)
    assert not (tmp_path / "ny").exists()


def test_a_server_that_stalls_is_one_line_and_nothing_is_written(bank, capsys, tmp_path, monkeypatch):
    impatient = replace(QUICK, read=0.2)
    monkeypatch.setattr(client, "Client", partial(client.Client.func, limits=impatient))
    bank.says("/v2/tables/12441/data", Reply(b"{", length=100, hold=True))
    assert "i tide" in refused(bank, capsys)
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
    assert [problem["given"] for problem in problems] == ["Alle", "Egenmeldt"]


def test_a_built_in_recipe_that_does_not_fit_its_table_says_how_to_mend_it(bank, capsys, tmp_path):
    answers(bank, metadata=content(dataset(labels={**LABELS, "Kjonn": ("kjønn", {"0": "Alle"})})))
    assert main(["fetch", "sykefravaer_12441", "--base-url", bank.url, "--to", "ny"]) == 2
    err = capsys.readouterr().err
    assert "Ta en kopi av" in err
    assert "sykefravaer_12441.toml, select.Kjonn: Dimensjonen Kjonn har ingen verdi «Begge kjønn»" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "--to"),
        (["--to", "fravaer.toml"], "fravaer.toml"),
        (["--to", str(shipped_data() / "publisert")], "innebygde"),
        (["--to", "ny", "--raw", "x"], "--offline"),
        (["--to", "ny", "--offline"], "ingen svar"),
        (["--to", "ny", "--correspondence", "ingen.csv"], "ingen.csv"),
        (["--to", "ny", "--data", "finnes_ikke"], "finnes_ikke, --data: Mappen finnes ikke"),
        (["--to", "fravaer.toml/ny"], "er en fil"),
    ],
)
def test_mistakes_on_the_command_line_are_told_before_anything_is_asked(words, message, bank, capsys):
    assert run(bank, *words) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert message in err
    assert bank.asked == []


def test_an_address_without_tls_and_a_recipe_that_is_none_are_told(bank, capsys):
    assert main(["fetch", "fravaer.toml", "--to", "ny", "--base-url", "http://data.ssb.no"]) == 2
    assert "https://" in capsys.readouterr().err
    assert main(["fetch", "fravær", "--to", "ny"]) == 2
    assert "sykefravaer_12441" in capsys.readouterr().err


def test_sn2025_needs_a_correspondence_table_before_anything_is_asked(bank, capsys, tmp_path):
    (tmp_path / "fravaer.toml").write_text(RECIPE.replace('"SN2007"', '"SN2025"'), encoding="utf-8")
    assert refused(bank, capsys).startswith("fravaer.toml: Oppskriften gjelder en tabell med SN2025-koder.")
    assert bank.asked == []


def test_a_recipe_whose_table_says_another_classification_is_refused(bank, capsys, tmp_path):
    (tmp_path / "fravaer.toml").write_text(RECIPE.replace('"SN2007"', '"SN2025"'), encoding="utf-8")
    (tmp_path / "k.csv").write_text("from_code,to_code,weight,from_jobs,source\n01.110,01110,,,Klass\n")
    assert "bruker SN2007" in refused(bank, capsys, "--correspondence", "k.csv")


def test_a_folder_with_other_files_and_no_data_is_left_alone_before_anything_is_asked(bank, capsys, tmp_path):
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder" / "hytta.jpg").write_bytes(b"x")
    assert run(bank, "--to", "bilder") == 2
    assert "ingen datamappe" in capsys.readouterr().err
    assert bank.asked == []
    assert [path.name for path in (tmp_path / "bilder").iterdir()] == ["hytta.jpg"]


def test_a_folder_with_data_is_not_replaced_by_other_data(bank, capsys, tmp_path):
    assert run(bank, "--to", "ny") == 0
    before = (tmp_path / "ny" / "industries.csv").read_bytes()
    asked = len(bank.asked)
    assert run(bank, "--to", "ny", "--data", "syntetisk") == 2
    assert "--data er en annen" in capsys.readouterr().err
    assert len(bank.asked) == asked
    assert (tmp_path / "ny" / "industries.csv").read_bytes() == before


def test_a_folder_with_nothing_but_kept_answers_is_rebuilt_from_them(bank, capsys, tmp_path):
    assert run(bank, "--to", "ny") == 0
    for path in (tmp_path / "ny").glob("*.*"):
        path.unlink()
    assert run(bank, "--to", "ny", "--offline") == 0
    assert (tmp_path / "ny" / "group_values.csv").exists()


def test_everything_that_this_machine_can_complain_of_is_told_at_once_before_anything_is_asked(bank, capsys, tmp_path):
    (tmp_path / "to.toml").write_text(RECIPE, encoding="utf-8")
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder" / "hytta.jpg").write_bytes(b"x")
    words = ["to.toml", "ingen.toml", "--data", "finnes_ikke", "--to", "bilder", "--correspondence", "ingen.csv"]
    assert main(["fetch", "fravaer.toml", *words, "--base-url", "http://eksempel.no", "--format", "json"]) == 2
    codes = [problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]]
    assert codes == [
        "folder_missing",
        "file_not_found",
        "file_not_found",
        "statbank_bad_address",
        "statbank_same_source",
    ]
    assert bank.asked == []


@pytest.mark.parametrize("out", ["fravaer.toml", "k.csv", "ny/industries.csv"])
def test_the_result_is_never_written_over_what_fetch_reads_or_writes(out, bank, capsys, tmp_path):
    assert run(bank, "--to", "ny") == 0
    (tmp_path / "k.csv").write_text("from_code,to_code,weight,from_jobs,source\n01.110,01110,,,Klass\n")
    before, asked = (tmp_path / out).read_bytes(), len(bank.asked)
    assert run(bank, "--to", "ny", "--correspondence", "k.csv", "--out", out) == 2
    assert "ville blitt skrevet over" in capsys.readouterr().err
    assert (tmp_path / out).read_bytes() == before
    assert len(bank.asked) == asked


def test_tables_are_looked_for_at_the_server_and_nothing_is_written(bank, capsys, tmp_path):
    bank.says("/v2/tables", content(found()))
    assert main(["fetch", "--search", "sykefravær næring", "--base-url", bank.url, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [table["table"] for table in document["tables"]] == ["12441", "08816"]
    assert [path.name for path in tmp_path.iterdir()] == ["fravaer.toml"]


def test_a_draft_is_written_fetched_and_gives_the_table_its_indicator(bank, capsys):
    both = SELECTED | {"Sykefraver2": ["Alt"]}
    answers(bank, data=content(dataset(both, value=[float(index) for index in range(8)])))
    assert main(["fetch", "--draft", "12441", "--base-url", bank.url, "--out", "utkast.toml"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["fetch", "utkast.toml", "--base-url", bank.url, "--to", "ny", "--format", "json"]) == 0
    (table,) = json.loads(capsys.readouterr().out)["tables"]
    assert table["values"] == {"sykefravaersprosent": 6}


@pytest.mark.parametrize(
    "words",
    [
        ["--search", "a", "--draft", "12441"],
        ["--search", "a", "--to", "ny"],
        ["--draft", "12441", "--offline"],
        ["fravaer.toml", "--search", "a"],
    ],
)
def test_looking_up_and_fetching_are_separate_runs(bank, capsys, words):
    assert main(["fetch", *words, "--base-url", bank.url]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert bank.asked == []


def test_a_table_that_is_not_there_is_one_line(bank, capsys):
    assert main(["fetch", "--draft", "99999", "--base-url", bank.url]) == 2
    assert "404" in capsys.readouterr().err
