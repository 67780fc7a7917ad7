"""The program towards its system, seen from outside: what stands on which stream, and how it ends."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap

import pytest

from engine.dataset.shipped import shipped_data

POSIX = pytest.mark.skipif(os.name != "posix", reason="descriptors and signals as POSIX has them")
STOPPED = "Stoppet før svaret var klart. Ingenting er skrevet.\n"


WIDE = "Bransje;Legemeldt sykefravær\nUndervisning;6,4\n"
OF_WIDE = ("--period", "2024", "--source", "mine", "--source-title", "Mine tall")


def program(words, before="", **options):
    """Run the program as it is installed, after ``before``; gives its exit code and what it said on each stream."""
    code = f"import sys\nsys.argv = {['bransjevalg', *words]!r}\n{textwrap.dedent(before)}\n"
    code += "from engine.cli.main import main\nsys.exit(main())\n"
    if os.name == "posix":  # whoever runs the tests in the background has told their children to ignore Ctrl-C
        before_it = options.pop("preexec_fn", None)
        options["preexec_fn"] = lambda: (signal.signal(signal.SIGINT, signal.SIG_DFL), before_it and before_it())
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, **options)
    return done.returncode, done.stdout, done.stderr


NATIVE_PRINTS = """
    import ctypes, os
    from engine.cli.commands import COMMANDS
    from engine.cli.commands.command import Command
    rank = COMMANDS["rank"]
    def noisy(given):
        print("from Python's first stream", file=sys.__stdout__, flush=True)
        os.write(1, b"written to the descriptor\\n")
        ctypes.CDLL(None).puts(b"printed by C")
        os.system("echo printed by a child")
        return rank.answer(given)
    COMMANDS["rank"] = Command(noisy, rank.options, rank.takes)
"""


@POSIX
def test_what_a_native_library_prints_is_not_among_the_results():
    code, out, err = program(["rank", "--format", "json"], NATIVE_PRINTS)
    assert code == 0
    assert json.loads(out)["industries"]
    for text in ("first stream", "to the descriptor", "by C", "by a child"):
        assert text in err


@POSIX
def test_output_is_given_back_to_the_program_that_takes_its_place():
    before = """
        import os
        from engine.foundation import process
        from engine.cli.commands import COMMANDS
        from engine.cli.commands.command import Command
        def other(given):
            process.give_back_output()
            os.system("echo the other program")
            return 0
        COMMANDS["rank"] = Command(other)
    """
    assert program(["rank"], before) == (0, "the other program\n", "")


def closing(*descriptors):
    return lambda: [os.close(descriptor) for descriptor in descriptors]


@POSIX
@pytest.mark.parametrize("closed", [(1,), (0, 1), (0, 1, 2)])
def test_results_that_nobody_can_read_are_an_error_and_no_defect(closed):
    done = subprocess.run(
        [sys.executable, "-m", "engine.cli.main", "rank"],
        preexec_fn=closing(*closed),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    message = "" if 2 in closed else "stdout: Kan ikke skrives (Bad file descriptor).\n"
    assert done.stderr == message


@POSIX
def test_a_file_is_written_whole_with_every_stream_closed(tmp_path):
    words = ["rank", "--format", "json", "--out", str(tmp_path / "r.json")]
    done = subprocess.run([sys.executable, "-m", "engine.cli.main", *words], preexec_fn=closing(0, 1, 2), check=False)
    assert done.returncode == 0
    assert json.loads((tmp_path / "r.json").read_text())["industries"]


@POSIX
@pytest.mark.parametrize("words", [["rank", "--nope"], ["rnk"], ["rank", "--weights", "x=1"]])
def test_bad_input_is_bad_input_with_nobody_to_tell(words):
    command = [sys.executable, "-m", "engine.cli.main", *words]
    assert subprocess.run(command, preexec_fn=closing(2), stdout=subprocess.DEVNULL, check=False).returncode == 2
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            assert subprocess.run(command, stderr=full, stdout=subprocess.DEVNULL, check=False).returncode == 2


INTERRUPTED_AT_IMPORT = """
    import signal
    class Interrupting:
        def find_spec(name, path=None, target=None):
            if name == {name!r}:
                sys.meta_path.remove(Interrupting)
                try:
                    signal.raise_signal(signal.SIGINT)
                except KeyboardInterrupt:  # as compiled modules do
                    raise ImportError("no " + name) from None
    from engine.foundation import process
    import engine.cli.main
    sys.meta_path.insert(0, Interrupting)
"""


@POSIX
@pytest.mark.parametrize(
    "name", ["engine.cli.commands", "engine.foundation.errors", "engine.results.renderers", "numpy", "numpy.linalg"]
)
def test_ctrl_c_while_modules_load_is_one_line(name):
    """Modules turn an interruption into errors of their own: it ends the program at once instead."""
    code, out, err = program(["rank"], INTERRUPTED_AT_IMPORT.format(name=name))
    assert (code, out, err) == (130, "", STOPPED)


@POSIX
def test_ctrl_c_where_nothing_can_be_told_yet_has_no_traceback():
    code, out, err = program(["rank"], INTERRUPTED_AT_IMPORT.format(name="engine.foundation.locale"))
    assert (code, out) == (130, "")
    assert "Traceback" not in err


@POSIX
def test_ctrl_c_where_python_would_only_print_it_is_one_line():
    before = """
        import signal
        from engine.cli.commands import COMMANDS
        from engine.cli.commands.command import Command
        class Dying:
            def __del__(self):
                signal.raise_signal(signal.SIGINT)
        def interrupted(given):
            Dying()
            return 0
        COMMANDS["rank"] = Command(interrupted)
    """
    assert program(["rank"], before) == (130, "", STOPPED)


@POSIX
def test_a_program_told_to_ignore_ctrl_c_ignores_it():
    before = """
        import signal
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        from engine.cli.commands import COMMANDS
        from engine.cli.commands.command import Command
        COMMANDS["rank"] = Command(lambda given: (signal.raise_signal(signal.SIGINT), 0)[1])
    """
    assert program(["rank"], before) == (0, "", "")


def growing_to(size):
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@POSIX
@pytest.mark.parametrize(
    "words",
    [
        ["export", "--out", "r.xlsx"],
        ["template", "--out", "new.xlsx"],
        ["baseline", "undervisning", "--out", "r.xlsx"],
        ["rank", "--format", "json", "--out", "r.json"],
        ["import", "wide.csv", "--to", "data", "--data", "publisert", *OF_WIDE],
    ],
    ids=lambda words: words[0],
)
def test_a_result_that_may_not_grow_is_one_line_and_the_old_one_stands(tmp_path, words):
    for name in ("r.xlsx", "r.json"):
        (tmp_path / name).write_text("old")
    (tmp_path / "wide.csv").write_text(WIDE, encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    done = subprocess.run(
        [sys.executable, "-m", "engine.cli.main", *words],
        cwd=tmp_path,
        preexec_fn=growing_to(1024),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "krive" in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert {(tmp_path / name).read_text() for name in ("r.xlsx", "r.json")} == {"old"}


@POSIX
@pytest.mark.parametrize(
    "words",
    [
        ["rank", "--format", "json", "--out"],
        ["export", "--out"],
        ["template", "--out"],
        ["baseline", "undervisning", "--out"],
    ],
    ids=lambda words: words[0],
)
def test_a_pipe_as_the_file_of_a_result_is_refused_and_never_waited_for(tmp_path, words):
    os.mkfifo(tmp_path / "pipe.xlsx")
    code, out, err = program([*words, str(tmp_path / "pipe.xlsx")])
    assert (code, out) == (2, "")
    assert "ikke en vanlig fil" in err
    assert err.count("\n") == 1


@POSIX
@pytest.mark.skipif(sys.platform != "linux", reason="file names that are no UTF-8")
@pytest.mark.parametrize(
    "words",
    [
        ["rank", "--format", "json", "--out", "r.json"],
        ["select", "--out", "r.txt"],
        ["validate"],
        ["export", "--out", "r.xlsx"],
        ["baseline", "undervisning", "--out", "r.xlsx"],
        ["template", "--out", "r.xlsx"],
        ["import", "wide.csv", "--to", b"ny\xe6", *OF_WIDE],
    ],
    ids=lambda words: words[0],
)
def test_a_folder_whose_name_is_no_utf8_is_a_folder(tmp_path, words):
    shutil.copytree(shipped_data() / "publisert", tmp_path / os.fsdecode(b"caf\xe9"))
    (tmp_path / "wide.csv").write_text(WIDE, encoding="utf-8")
    where = [b"caf\xe9"] if words[0] == "validate" else [b"--data", b"caf\xe9"]
    done = subprocess.run(
        [sys.executable, "-m", "engine.cli.main", *words, *where], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, b"Traceback" in done.stderr, b"Feil i programmet" in done.stderr) == (0, False, False)
