"""Every mistake has its folder in tests/broken/data, with the words its message must have."""

import tomllib
from pathlib import Path

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.validation import check_folder
from engine.foundation.errors import InputError
from engine.foundation.locale import LANGUAGES, Locale

BROKEN = sorted((Path(__file__).parents[3] / "tests" / "broken" / "data").iterdir())


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_a_broken_folder_has_exactly_the_problems_it_was_made_with(folder):
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))["problem"]
    problems = check_folder(folder)
    assert len(problems) == len(expected)
    for problem, each in zip(problems, expected, strict=True):
        message = problem.sentence()
        assert message.startswith(str(folder))
        assert "\n" not in message
        assert [word for word in each["words"] if word not in message] == []


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_reading_refuses_a_broken_folder_for_the_same_problems(folder):
    with pytest.raises(InputError) as refused:
        read_dataset(folder)
    assert refused.value.problems == check_folder(folder)
    for language in LANGUAGES:
        assert refused.value.sentence(Locale(language))


def test_a_folder_that_is_not_there_and_one_that_is_a_file(tmp_path):
    (tmp_path / "data").write_text("")
    for name, words in (("dato", "finnes ikke"), ("data", "fil, ikke en datamappe")):
        (problem,) = check_folder(tmp_path / name)
        assert problem.sentence().startswith(str(tmp_path / name))
        assert words in problem.sentence()


def test_problems_come_in_order_of_file_and_row(data_folder):
    folder = data_folder(
        industries="industry_id,name_nb\nA,A\nb,\nb,B\n",
        codes="sn2007,name_nb,jobs\n1,x,1\n",
        indicators="industry_id,indicator_id,period,value,unit,quality,source_id\nb,x,2020,z,percent,published,s\n",
        datapackage="{",
    )
    places = [(Path(problem.file).name, problem.row) for problem in check_folder(folder)]
    assert places == [
        ("industries.csv", 2),
        ("industries.csv", 3),
        ("industries.csv", 4),
        ("indicators.csv", 2),
        ("codes.csv", 2),
        ("datapackage.json", 1),
    ]


def test_a_list_that_could_not_be_read_is_not_held_against_the_other_files(data_folder):
    """One ragged row in industries.csv must not make every value an unknown industry's."""
    folder = data_folder(
        industries="industry_id,name_nb\na,A,x\n",
        indicators="industry_id,indicator_id,period,value,unit,quality,source_id\na,x,2020,1,percent,published,s\n",
    )
    assert [problem.code for problem in check_folder(folder)] == ["ragged_row"]


def test_other_files_may_lie_in_the_folder(data_folder):
    folder = data_folder(industries="industry_id,name_nb\na,A\n", exposure_effects="anything")
    (folder / "LESMEG.md").write_text("Om dataene")
    (folder / "archive").mkdir()
    assert check_folder(folder) == ()


def test_half_a_character_in_the_package_is_told_with_its_place(data_folder):
    content = '{"title": "T", "licenses": [{"name": "a\\ud800"}]}'
    folder = data_folder(industries="industry_id,name_nb\na,A\n", datapackage=content)
    (problem,) = check_folder(folder)
    assert (problem.code, problem.place, problem.given) == ("text_sign", "licenses 1, name", "U+D800")


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"resources": [1]}',
        '{"resources": {"codes": 1}}',
        '"x"',
        "NaN",
        '{"a": ' + "9" * 5000 + "}",
        b"\xff\xff",
    ],
)
def test_no_package_is_too_broken_to_be_reported(data_folder, content):
    folder = data_folder(industries="industry_id,name_nb\na,A\n", datapackage=content)
    (problem,) = check_folder(folder)
    assert problem.code in {"not_json", "not_a_package", "not_utf8"}
    assert "datapackage.json" in problem.sentence()
