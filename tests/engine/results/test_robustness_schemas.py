import pytest

from tests.engine.results.schema_check import fits


@pytest.mark.parametrize(
    "words",
    [
        "robustness --draws 50 --data publisert --criteria publisert --data-uncertainty",
        "robustness --draws 50",
        "methods",
        "methods --industry butikkhandel --base-samples 32 --data publisert --criteria publisert",
        "audit --data publisert --criteria publisert",
        "parties",
    ],
)
def test_the_answers_are_what_they_declare(words, capsys):
    fits(words, capsys)
