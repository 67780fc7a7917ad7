import pytest

from tests.engine.results.schema_check import fits


@pytest.mark.parametrize(
    "words",
    [
        "options --file criteria/alternativer_2025.toml",
        "ledger",
        "ledger --rule left-0.5",
    ],
)
def test_the_answers_are_what_they_declare(words, capsys):
    fits(words, capsys)


def test_what_an_option_needs_is_what_it_declares(capsys):
    fits(
        "options --file criteria/alternativer_2025.toml --inverse frame --option a --want barnehager=8",
        capsys,
        "options --inverse",
    )


def test_scenarios_are_what_they_declare(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{tmp_path}/scenarios.db")
    kept = tmp_path / "kept.zip"
    for words, name in (
        ("scenario save A --why x", "save"),
        ("scenario save B --frame 76 --minimum-new 4", "save"),
        ("scenario list", "list"),
        ("scenario show A", "show"),
        ("scenario compare A B", "compare"),
        ("scenario replay A", "replay"),
        (f"scenario export A --out {kept}", "export"),
        (f"scenario import {kept}", "import"),
        (f"scenario backup {tmp_path / 'all.zip'}", "backup"),
        (f"scenario restore {tmp_path / 'all.zip'}", "restore"),
    ):
        fits(words, capsys, f"scenario {name}")
