"""What the shell offers next; Click's own protocol for bash."""

import pytest

from engine.cli.completion import VARIABLE
from engine.cli.main import main


def offered(words, monkeypatch, capsys):
    monkeypatch.setenv(VARIABLE, "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(["bransjevalg", *words]))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    assert main([]) == 0
    return [line.partition(",")[2] for line in capsys.readouterr().out.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["ra"], ["rank"]),
        (["check", "but"], ["butikkhandel"]),
        (["rank", "--form"], ["--format"]),
        (["rank", "--format", "j"], ["json"]),
        (["rank", "--data", "syn"], ["syntetisk"]),
        (["rank", "--criteria", "eks"], ["eksponeringer"]),
        (["select", "--must", "sjof"], ["sjofart"]),
        (["rank", "--lang", "n"], ["nb", "nn"]),
        (["rank", "--nothing-like-it"], []),
    ],
)
def test_the_shell_is_offered_what_can_stand_there(words, wanted, monkeypatch, capsys):
    assert offered(words, monkeypatch, capsys) == wanted


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_a_script(shell, monkeypatch, capsys):
    monkeypatch.setenv(VARIABLE, f"{shell}_source")
    assert main([]) == 0
    assert VARIABLE in capsys.readouterr().out
