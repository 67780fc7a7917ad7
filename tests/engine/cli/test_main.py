"""The command line's own work: finding the command, ending with its code, and never showing a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.commands import COMMANDS
from engine.cli.commands.command import Command
from engine.cli.main import main
from engine.foundation.locale import LANGUAGES, area

HEAVY = ("pandas", "scipy", "sklearn", "pulp", "highspy", "streamlit", "plotly", "openpyxl")


def run(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "engine.cli.main", *words], capture_output=True, check=False, **options
    )


def test_every_command_and_option_is_explained_in_every_language(capsys):
    for name, command in COMMANDS.items():
        assert set(area("cli")[f"command_{name}"]) == set(LANGUAGES)
        for language in LANGUAGES:
            assert main([name, "--help", "--lang", language]) == 0
            output = capsys.readouterr().out
            for option in command.options:
                assert option.usage in output


def test_no_words_and_help_show_every_command(capsys):
    for words in ([], ["--help"], ["-h"]):
        assert main(words) == 0
        output = capsys.readouterr().out
        assert all(f"  {name} " in output for name in COMMANDS)


def test_the_version_is_the_installed_one(capsys):
    from importlib.metadata import version

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"bransjevalg {version('bransjevalg')}\n"


def test_an_unknown_command_is_told_with_what_there_is(capsys):
    assert main(["rnk"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("bransjevalg: «rnk» finnes ikke. Mente du «rank»? Gyldig: rank, select,")
    assert err.count("\n") == 1


def test_mistakes_are_told_in_the_language_asked_for(capsys):
    assert main(["rank", "--nope", "--lang", "en"]) == 2
    assert "“--nope” does not exist" in capsys.readouterr().err


def test_help_and_ranking_load_nothing_heavy():
    """What keeps them quick; numpy is all that a ranking needs."""
    asked = "import sys; from engine.cli.main import main; main({words!r}); sys.stderr.write(' '.join(sys.modules))"
    loaded = {words[0]: set(run_code(asked.format(words=list(words))).split()) for words in (("--help",), ("rank",))}
    assert not loaded["--help"] & {*HEAVY, "numpy"}
    for room in ("criteria", "scoring", "robustness", "survey"):
        assert not any(name.startswith(f"engine.{room}.") for name in loaded["--help"]), room
    assert "engine.plans.inverse" not in loaded["--help"] | loaded["rank"]
    assert not loaded["rank"] & set(HEAVY)


def run_code(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stderr


def test_a_reader_who_has_read_enough_is_no_error():
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "engine.cli.main", "rank"], stdout=write_end, stderr=subprocess.PIPE, check=False
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
def test_a_full_disk_is_one_line():
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "engine.cli.main", "rank"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("stdout: Kan ikke skrives")
    assert done.stderr.count(b"\n") == 1


def answering(monkeypatch, answer):
    monkeypatch.setitem(COMMANDS, "rank", Command(answer))


def test_ctrl_c_is_one_line(monkeypatch, capsys):
    def interrupted(given):
        raise KeyboardInterrupt

    answering(monkeypatch, interrupted)
    assert main(["rank"]) == 130
    assert capsys.readouterr() == ("", "Stoppet før svaret var klart. Ingenting er skrevet.\n")


def test_a_defect_is_one_line_too(monkeypatch, capsys):
    def defect(given):
        raise RuntimeError("a\nb")

    answering(monkeypatch, defect)
    assert main(["rank"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "Feil i programmet, ikke i det du ga: RuntimeError: a b\n"


def test_little_is_imported_before_ctrl_c_is_taken_over():
    """Until then an interruption is a traceback: what takes time comes after it (20 ms instead of 80 here)."""
    program = (
        "import sys, engine.cli.main; print(sorted({'typing', 'pathlib', 'contextlib', 'numpy'} & set(sys.modules)))"
    )
    # -S: without site-packages, whose own start-up files may import anything.
    done = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]
    )
    assert done.stdout == "[]\n"
