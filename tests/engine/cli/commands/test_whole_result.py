"""Commands that show the whole: the app starts on what was asked for, and on nothing that cannot be used."""

import pytest

from engine.cli import app_process as app_server
from engine.cli.main import main
from engine.dataset.shipped import shipped_criteria


def test_app_is_started_where_it_was_asked_for_with_the_data_asked_for(monkeypatch, capsys):
    started = []
    monkeypatch.setattr(app_server, "check_free", lambda host, port: None)
    monkeypatch.setattr(app_server, "run", lambda command, environment: started.append((command, environment)) or 0)
    assert main(["app", "--port", "8600", "--data", "syntetisk"]) == 0
    ((command, environment),) = started
    assert "--server.port=8600" in command
    assert environment["BRANSJEVALG_DATA"].endswith("syntetisk")
    assert environment["BRANSJEVALG_CRITERIA"].endswith("stami.toml")
    assert "http://127.0.0.1:8600" in capsys.readouterr().err


def test_app_is_not_started_on_criteria_that_nothing_can_be_selected_by(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(app_server, "run", lambda command, environment: pytest.fail("started"))
    shipped = (shipped_criteria() / "publisert.toml").read_text(encoding="utf-8")
    rules = tmp_path / "rangering.toml"
    rules.write_text(shipped[: shipped.index("\n[selection]")], encoding="utf-8")
    assert main(["app", "--criteria", str(rules)]) == 2
    assert "ingen [selection]" in capsys.readouterr().err


def test_app_is_not_started_on_data_that_cannot_be_used(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(app_server, "run", lambda command, environment: pytest.fail("started"))
    assert main(["app", "--data", str(tmp_path)]) == 2
    assert "industries.csv" in capsys.readouterr().err
