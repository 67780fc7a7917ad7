"""The command that writes the paper."""

import os
import subprocess
import sys

import docx
import pytest

from engine.cli.main import main
from engine.dataset.shipped import shipped_criteria


def test_a_word_file_with_everything_is_written(tmp_path, capsys):
    out = tmp_path / "grunnlag.docx"
    assert main(["document", "--out", str(out), "--lang", "en", "--must-not", "luftfart"]) == 0
    headings = [paragraph.text for paragraph in docx.Document(out).paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [
        "The question and the answer",
        "Selection and grants",
        "The ranking",
        "How firmly it stands",
        "Where the viewpoints part",
        "Today's programmes: continue, wind down or end",
        "Criteria, weights and conditions",
        "What the figures rest on",
    ]
    assert str(out) in capsys.readouterr().out


@pytest.mark.parametrize("words", [(), ("--out", "x.odt"), ("--out", "x")])
def test_a_file_that_cannot_be_written_says_which_can(words, capsys):
    assert main(["document", *words]) == 2
    assert "FILE.docx" in capsys.readouterr().err


def test_options_and_a_scenario_stand_in_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{tmp_path / 'scenarios.sqlite3'}")
    assert main(["scenario", "save", "Ramme 76", "--frame", "76"]) == 0
    out = tmp_path / "grunnlag.docx"
    options = str(shipped_criteria() / "alternativer_2025.toml")
    assert main(["document", "--out", str(out), "--scenario", "Ramme 76", "--file", options]) == 0
    text = "\n".join(paragraph.text for paragraph in docx.Document(out).paragraphs)
    assert "Scenario: Ramme 76 (" in text
    assert "Alternativ D: De fem, med gulv, tak og mer i oppstarten" in text
    assert "Tegner og skriver" in capsys.readouterr().err


def test_the_same_scenario_gives_the_same_bytes(tmp_path):
    """In two processes whose sets are in different orders; pictures, tables and the times in the file too."""
    documents = []
    for seed in ("1", "2"):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "BRANSJEVALG_DATABASE_URL": f"sqlite:///{tmp_path / 'scenarios.sqlite3'}",
        }

        def run(*words, environment=environment):
            command = [sys.executable, "-m", "engine.cli.main", *words, "--data", "publisert"]
            subprocess.run(command, env=environment, check=True, capture_output=True)

        if seed == "1":
            run("scenario", "save", "Ramme 76", "--frame", "76")
        out = tmp_path / f"{seed}.docx"
        run("document", "--scenario", "Ramme 76", "--out", str(out))
        documents.append(out.read_bytes())
    assert documents[0] == documents[1]
