"""How the app is started; that it answers is tested in a browser."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli import app_process as app_server
from engine.foundation.errors import InputError


def sentence(call, *arguments):
    with pytest.raises(InputError) as error:
        call(*arguments)
    return error.value.sentence()


@pytest.mark.parametrize("raw", ["x", "0", "65536", "-1", "8501.0", "", "８５０１"])
def test_a_port_that_is_none_is_refused(raw):
    assert sentence(app_server.checked_port, raw) == f"--port: «{raw}» er ikke et heltall. Gyldig: 1–65535."


def test_a_port_is_a_number():
    assert app_server.checked_port("8501") == 8501


def test_a_port_in_use_is_one_sentence_and_a_free_one_is_none():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert sentence(app_server.check_free, "127.0.0.1", port).startswith(f"--port: Porten {port} er i bruk")
    app_server.check_free("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused():
    """192.0.2.0/24 is reserved for documentation (RFC 5737): no machine has it."""
    assert sentence(app_server.check_free, "192.0.2.1", 8501).startswith("--host: «192.0.2.1» er ikke en adresse")


def test_the_app_is_told_its_address_and_counts_nobody(monkeypatch):
    monkeypatch.setattr(app_server, "has_display", lambda platform, environment: False)
    command = app_server.start_command("127.0.0.1", 8600)
    assert command[:3] == (sys.executable, "-m", "app.serve")
    for flag in (
        "--server.address=127.0.0.1",
        "--server.port=8600",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
    ):
        assert flag in command


def test_a_browser_opens_only_where_there_is_a_display():
    assert app_server.has_display("linux", {"DISPLAY": ":0"})
    assert app_server.has_display("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert app_server.has_display("darwin", {})
    assert not app_server.has_display("linux", {"DISPLAY": ""})


def test_data_and_criteria_reach_the_app_wherever_it_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    environment = app_server.start_environment(Path("mine"), None, {"HOME": "/h"})
    assert environment == {"HOME": "/h", "BRANSJEVALG_DATA": str(tmp_path.resolve() / "mine")}


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the app runs beside the command")
def test_the_app_takes_the_commands_place_so_that_signals_and_exit_codes_are_its_own():
    asked = "import sys; from engine.cli.app_process import run; run([sys.executable, '-c', 'raise SystemExit(7)'], {})"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 7
