"""The importers under atheris, which changes inputs by what the code does with them; run by ``make fuzz``.

Usage: ``python -m tests.fuzz.coverage_guided SECONDS``. Ends with 0 where nothing was found.
"""

import io
import subprocess
import sys
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

HEADER = 2  # bytes of an input that choose what it is


ARTIFACTS = Path(".hypothesis")  # where an input that breaks something is kept, beside hypothesis' own
MISSING = "atheris is not installed (it has no build for this machine): the coverage-guided run is left out\n"


def main(seconds):
    """Fuzz for so many seconds in a process of its own, which atheris ends; its folder is removed whatever happens."""
    if find_spec("atheris") is None:
        sys.stdout.write(MISSING)
        return 0
    ARTIFACTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bransjevalg-fuzz-") as folder:
        return subprocess.run(
            [sys.executable, "-m", "tests.fuzz.coverage_guided", seconds, folder], check=False
        ).returncode


def fuzz(seconds, folder):
    """Feed inputs to the importers until the time is out."""
    import atheris

    with atheris.instrument_imports(include=["engine.dataset"]):
        from tests.fuzz import uploads

    base, target = uploads.base_folder(folder / "base" / "data"), uploads.base_folder(folder / "target" / "data")
    whole = uploads.filled_workbook(base)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))

    def one_input(data):
        if len(data) <= HEADER:
            return
        kind, which, rest = data[0] % 4, data[1], data[HEADER:]
        asked = uploads.ASKED[which % len(uploads.ASKED)]
        if kind == 0:
            content, name = rest, "fil.csv"
        elif kind == 1:
            content, name = rest, "fil.xlsx"
        elif kind == 2:
            content, name = packed({**parts, names[which % len(names)]: rest}), "fil.xlsx"
        else:
            content, name = uploads.mutated(whole, int.from_bytes(rest[:8], "big")), "fil.xlsx"
        uploads.base_folder(target)
        uploads.come_to_an_answer(content, name, base, target, asked)

    corpus = folder / "corpus"
    corpus.mkdir()
    for index, table in enumerate(uploads.TABLES):
        (corpus / f"table{index}").write_bytes(bytes((0, index)) + table.encode())
    (corpus / "workbook").write_bytes(b"\1\0" + whole)
    for index, name in enumerate(names):
        (corpus / f"part{index}").write_bytes(bytes((2, index)) + parts[name])
    arguments = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={seconds}",
        "-timeout=60",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
    ]
    atheris.Setup([*arguments, "-max_len=100000", "-len_control=0", f"-artifact_prefix={ARTIFACTS}/"], one_input)
    atheris.Fuzz()


def packed(parts):
    """A workbook of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


if __name__ == "__main__":
    if len(sys.argv) == 3:
        fuzz(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        sys.exit(main(sys.argv[1]))
