"""Options of the commands that say how firmly industries are in, where they depend on each other."""

import pytest

from engine.cli.main import main


@pytest.mark.parametrize(
    ("words", "named", "needed"),
    [
        (["--backend", "dask"], "--backend dask", "--scheduler"),
        (["--scheduler", "tcp://127.0.0.1:1"], "--scheduler", "--backend dask"),
        (["--inherited-spread", "5"], "--inherited-spread", "--data-uncertainty"),
        (["--workers", "0"], "--workers", "0"),
    ],
)
def test_an_option_that_needs_another_says_which(words, named, needed, capsys):
    assert main(["robustness", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(named)
    assert needed in err


def test_check_without_an_industry_says_so(capsys):
    assert main(["check"]) == 2
    assert capsys.readouterr().err.startswith("bransjevalg check")
