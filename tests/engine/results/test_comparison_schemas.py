import pytest

from tests.engine.results.schema_check import fits


@pytest.mark.parametrize(
    "words",
    [
        "prevention --data syntetisk --draws 50",
        "similar butikkhandel --data syntetisk --draws 50",
        "baseline sjofart --data syntetisk",
        "baseline sjofart",
    ],
)
def test_the_answers_are_what_they_declare(words, capsys):
    fits(words, capsys)
