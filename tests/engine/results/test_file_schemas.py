import pytest

from tests.engine.results.schema_check import fits


@pytest.mark.parametrize(
    "words",
    [
        "validate data/publisert",
    ],
)
def test_the_answers_are_what_they_declare(words, capsys):
    fits(words, capsys)


def test_files_that_are_written_are_accounted_for_as_declared(capsys, tmp_path):
    fits(f"template --out {tmp_path / 'mal.xlsx'}", capsys)
    fits(f"export --out {tmp_path / 'ut.xlsx'}", capsys)
    fits(f"import data/publisert/indicators.csv --data publisert --to {tmp_path / 'tall'}", capsys)


def test_prevalences_are_what_they_declare(capsys):
    folder = "data/syntetisk_mikrodata"
    fits(f"prevalence {folder}/respondenter.csv --spec {folder}/spesifikasjon.toml", capsys)
