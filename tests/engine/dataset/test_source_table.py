"""Published tables are read with the same rules as a data folder, or not at all."""

import pytest

from engine.dataset.schema import Field, Table
from engine.dataset.source_table import lines
from engine.foundation.errors import InputError

TABLE = Table("small", (Field("id", "id", required=True), Field("percent", "number")), key=("id",))


def written(folder, content):
    path = folder / "small.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_cell_becomes_its_value_and_an_empty_one_none(tmp_path):
    assert lines(written(tmp_path, "id,percent\na,2.5\nb,\n"), TABLE) == [
        {"id": "a", "percent": 2.5},
        {"id": "b", "percent": None},
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,percent\na,mye\n", ["small.csv", "rad 2", "kolonne percent", "mye"]),
        ("percent\n1\n", ["small.csv", "id"]),
        ("id,percent\n\xe5,1\n".encode("latin-1"), ["small.csv"]),
        ("", ["small.csv"]),
    ],
    ids=["a word for a number", "a column is missing", "another encoding", "nothing"],
)
def test_a_file_that_is_not_understood_is_refused_with_its_place(tmp_path, content, words):
    with pytest.raises(InputError) as refused:
        lines(written(tmp_path, content), TABLE)
    assert [word for word in words if word not in refused.value.sentence()] == []


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"gone\.csv"):
        lines(tmp_path / "gone.csv", TABLE)


def test_every_wrong_cell_is_reported_at_once(tmp_path):
    with pytest.raises(InputError) as refused:
        lines(written(tmp_path, "id,percent\na,x\nb,1\nc,y\n"), TABLE)
    assert [(problem.row, problem.given) for problem in refused.value.problems] == [(2, "x"), (4, "y")]
