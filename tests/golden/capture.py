"""What users get today, kept to be compared with what they get after a change of the code's own order.

    python tests/golden/capture.py FOLDER          every command's example in every format and language, the workbook's
                                                   cells, and what stands on each page of the app
    python tests/golden/capture.py FOLDER AGAINST  the same, and every difference from what ``AGAINST`` holds; exit 1

The captures are no part of the repository: they are made before a move and compared after each step of it.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import json
import re
import shlex
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

FORMATS = ("table", "json", "csv")
# These answer with what a server says, write the clock into what they print, or start a server themselves.
LEFT_OUT = ("fetch", "app")
WRITES = ("--to", "--out")
PROGRESS = r"^\d[\d\s.,]* (?:av|of) \d[\d\s.,]* .*…\n"
"""How far a long run has come is told by the clock."""
MADE_UP = r'id: "[^"]*"|(?<=T_)[0-9a-f]{5}(?=_)'
"""Names that Streamlit and pandas draw anew each time."""


def examples() -> list[list[str]]:
    """The calls of the program in shell blocks of the documentation, as words, without those that write or serve."""
    calls = []
    for page in (TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))):
        if not page.is_file():
            continue
        for block in re.findall(r"^```sh\n(.*?)^```$", page.read_text(encoding="utf-8"), flags=re.M | re.S):
            calls += [
                shlex.split(line, comments=True)[1:] for line in block.splitlines() if line.startswith("bransjevalg ")
            ]
    kept = [call for call in calls if call and call[0] not in LEFT_OUT and not set(WRITES) & set(call)]
    return [list(words) for words in dict.fromkeys(map(tuple, kept))]


def forms(words: list[str]) -> list[list[str]]:
    """The options that make every text of one call: each format, and the table with all its notes too."""
    from engine.cli.commands import COMMANDS
    from engine.cli.options import NOTES

    if "--format" in words:
        return [[]]
    noted = words[0] in COMMANDS and NOTES in COMMANDS[words[0]].options and NOTES.flag not in words
    return [*(["--format", form] for form in FORMATS), *([["--format", "table", NOTES.flag]] if noted else [])]


def answer(words: list[str]) -> str:
    """Exit code, standard output and standard error of one call."""
    from engine.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code: object = main(words)
        except SystemExit as ended:
            code = ended.code
    told = re.sub(PROGRESS, "", err.getvalue(), flags=re.MULTILINE)
    return f"exit {code}\n{out.getvalue()}\n--- stderr\n{told}"


def workbook(folder: Path, language: str) -> str:
    """Every cell of STAMI's workbook with its number format."""
    import openpyxl

    file = folder / "workbook.xlsx"
    answer(["export", "--out", str(file), "--lang", language, "--draws", "500"])
    answer(["export", "--out", str(file), "--lang", language])
    book = openpyxl.load_workbook(file)
    lines = [
        f"{sheet.title}!{cell.coordinate}\t{cell.value!r}\t{cell.number_format}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    file.unlink()
    return "\n".join(lines)


def page(name: str, language: str) -> str:
    """What stands on one page: every element's own message, figures with their data."""
    import importlib.util

    place = importlib.util.spec_from_file_location("opened", TOP / "tests/app/opened.py")
    assert place is not None
    assert place.loader is not None
    opened = importlib.util.module_from_spec(place)
    place.loader.exec_module(opened)
    visitor = opened.opened(name, language)
    lines = [f"exception {error.value}" for error in visitor.exception]
    lines += [re.sub(MADE_UP, "", str(getattr(element, "proto", element))) for element in visitor.main]
    return "\n".join(lines)


def capture(folder: Path) -> None:
    """Write every answer to a file of its own."""
    from app.views import in_order
    from engine.foundation.locale import LANGUAGES

    folder.mkdir(parents=True)
    kept: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for words in examples():
            for form in forms(words):
                asked = [
                    *words,
                    *form,
                    *(["--lang", language] if "--lang" not in words else []),
                ]
                name = re.sub(r"[^a-zA-Z0-9_=.,-]+", "_", " ".join(asked))[:180]
                # A call that names its language is the same call in every language.
                assert kept.setdefault(name, asked) == asked, f"two calls would be kept as {name}"
                (folder / f"{name}.txt").write_text(answer(asked), encoding="utf-8")
        (folder / f"workbook_{language}.txt").write_text(workbook(folder, language), encoding="utf-8")
        for name in in_order():
            (folder / f"page_{name}_{language}.txt").write_text(page(name, language), encoding="utf-8")


def differences(new: Path, old: Path) -> list[str]:
    """The first differing lines of every file that differs or stands on one side only."""
    told = []
    for name in sorted({path.name for folder in (new, old) for path in folder.glob("*.txt")}):
        sides = [
            (folder / name).read_text(encoding="utf-8").splitlines() if (folder / name).exists() else []
            for folder in (old, new)
        ]
        if sides[0] != sides[1]:
            changed = list(difflib.unified_diff(*sides, "before", "after", lineterm="", n=0))[:12]
            told.append("\n".join([name, *(line[:300] for line in changed)]))
    return told


if __name__ == "__main__":
    capture(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        found = differences(Path(sys.argv[1]), Path(sys.argv[2]))
        sys.stdout.write("\n\n".join(found) + f"\n{len(found)} differ\n")
        sys.exit(bool(found))
    sys.stdout.write(json.dumps({"files": len(list(Path(sys.argv[1]).glob("*.txt")))}) + "\n")
