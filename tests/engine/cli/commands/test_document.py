"""The command that writes the paper."""

import docx
import pytest

from engine.cli.main import main


def test_a_word_file_with_everything_is_written(tmp_path, capsys):
    out = tmp_path / "grunnlag.docx"
    assert main(["document", "--out", str(out), "--lang", "en", "--must-not", "luftfart"]) == 0
    headings = [one.text for one in docx.Document(out).paragraphs if one.style.name == "Heading 1"]
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
