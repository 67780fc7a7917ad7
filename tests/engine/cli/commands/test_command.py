"""What commands say beside their result."""

import pytest

from engine.cli.commands import command
from engine.cli.commands.command import progress, say
from engine.foundation.locale import Locale


def test_what_is_said_is_one_line_whatever_it_holds(capsys):
    say("a\nb")
    assert capsys.readouterr().err == "a b\n"


def test_progress_is_told_now_and_then_and_not_of_a_finished_run(monkeypatch, capsys):
    clock = iter([0.0, 1.0, 3.5, 4.0, 100.0])
    monkeypatch.setattr(command.time, "monotonic", lambda: next(clock))
    tell = progress(Locale("en"))  # at 0
    tell(1, 9)  # after 1 s: too soon
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(command.time, "monotonic", lambda: 3.5)
    tell(4, 9)
    output = capsys.readouterr().err
    assert "4" in output
    assert "9" in output
    monkeypatch.setattr(command.time, "monotonic", lambda: 100.0)
    tell(9, 9)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("language", ["nb", "en"])
def test_progress_speaks_the_language_asked_for(language, monkeypatch, capsys):
    monkeypatch.setattr(command.time, "monotonic", lambda: 0.0)
    tell = progress(Locale(language))
    monkeypatch.setattr(command.time, "monotonic", lambda: 10.0)
    tell(1, 2)
    assert ("draws" if language == "en" else "trekninger") in capsys.readouterr().err
