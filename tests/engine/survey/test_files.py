"""The same respondents in every kind of file, and files that are none."""

import os
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pyreadstat
import pytest

from engine.foundation.errors import InputError
from engine.survey import files
from engine.survey.estimation import prevalences
from engine.survey.specification import Variable
from tests.engine.survey.surveys import found, industries, parquet, specification

ROWS = {
    "industry": ["a", "b"] * 30,
    "weight": [1.5, 0.5, 1.0] * 20,
    "x": [1.0, 0.0, 1.0, 9.0, 0.0, None] * 10,
}
OF = specification("x", weight="weight")


def written(folder, ending):
    frame = pd.DataFrame(ROWS)
    path = folder / f"survey{ending}"
    if ending == ".parquet":
        frame.to_parquet(path)
    elif ending == ".sav":
        pyreadstat.write_sav(frame, path)
    elif ending == ".dta":
        pyreadstat.write_dta(frame, path)
    else:
        frame.astype({"x": "Int64"}).to_csv(path, index=False)
    return path


@pytest.fixture
def expected(tmp_path):
    """By hand: of each six rows, a has x = 1, 1, 0 with weights 1.5, 1.0, 0.5."""
    return 2.5 / 3.0


@pytest.mark.parametrize("ending", files.ENDINGS)
def test_every_kind_of_file_gives_the_same(tmp_path, expected, ending):
    estimates, _ = found(written(tmp_path, ending), OF, "a", "b")
    assert estimates["a", "x"].value == pytest.approx(expected)
    assert estimates["a", "x"].n == 30


@pytest.mark.parametrize("ending", [".sav", ".dta"])
def test_files_of_other_programs_are_read_in_chunks(tmp_path, expected, ending, monkeypatch):
    monkeypatch.setattr(files, "CHUNK_ROWS", 7)
    estimates, _ = found(written(tmp_path, ending), OF, "a", "b")
    assert (estimates["a", "x"].value, estimates["a", "x"].n) == (pytest.approx(expected), 30)


def test_a_semicolon_file_with_decimal_commas_is_understood(tmp_path, expected):
    path = tmp_path / "survey.csv"
    pd.DataFrame(ROWS).astype({"x": "Int64"}).to_csv(path, index=False, sep=";", decimal=",")
    estimates, _ = found(path, OF, "a", "b")
    assert estimates["a", "x"].value == pytest.approx(expected)


def test_a_folder_of_parquet_files_is_one_survey(tmp_path):
    folder = tmp_path / "survey.parquet"
    folder.mkdir()
    for part in ("one", "two"):
        (folder / f"{part}.parquet").write_bytes(parquet(tmp_path / "..", **ROWS).read_bytes())
    estimates, _ = found(folder, OF, "a", "b")
    assert estimates["a", "x"].n == 60


@pytest.mark.parametrize("ending", files.ENDINGS)
def test_every_column_that_is_not_there_is_told_with_a_suggestion(tmp_path, ending):
    of = specification("x", "y", weight="wieght")
    with pytest.raises(InputError) as error:
        found(written(tmp_path, ending), of, "a")
    assert [problem.given for problem in error.value.problems] == ["wieght", "y"]
    assert "Mente du «weight»?" in error.value.problems[0].sentence()


@pytest.mark.parametrize("first", ["", "a;b;c\n"])
def test_a_csv_without_its_columns_names_tells_nothing_of_its_first_respondent(tmp_path, first):
    path = tmp_path / "survey.csv"
    path.write_text(first + "secret,17,1\n" * 40)
    with pytest.raises(InputError, match="Første linje må være kolonnenavnene") as error:
        found(path, OF, "a")
    assert not any("secret" in problem.sentence() or "17" in problem.sentence() for problem in error.value.problems)


@pytest.mark.parametrize("ending", files.ENDINGS)
def test_a_file_that_is_something_else_is_one_sentence(tmp_path, ending):
    path = tmp_path / f"survey{ending}"
    path.write_bytes(b"\x00\x01secret,17\n\xff" * 50)
    with pytest.raises(InputError) as error:
        found(path, OF, "a")
    assert "secret" not in error.value.sentence()


def test_an_ending_that_is_not_known_is_told_with_those_that_are(tmp_path):
    with pytest.raises(InputError, match=r"Gyldig: .parquet, .csv, .sav, .dta"):
        found(tmp_path / "survey.xlsx", OF, "a")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="finnes ikke"):
        found(tmp_path / "survey.csv", OF, "a")


@pytest.mark.parametrize("ending", files.ENDINGS)
def test_an_empty_file_is_said_to_be_empty(tmp_path, ending):
    (tmp_path / f"tom{ending}").touch()
    with pytest.raises(InputError, match="Filen er tom"):
        found(tmp_path / f"tom{ending}", OF, "a")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "svar.csv")
    with pytest.raises(InputError, match="ikke en fil som kan leses"):
        found(tmp_path / "svar.csv", OF, "a")


@pytest.mark.parametrize("ending", files.ENDINGS)
def test_signs_of_a_pattern_in_the_files_name_are_part_of_the_name(tmp_path, expected, ending):
    path = written(tmp_path, ending).rename(tmp_path / f"svar [1]*{ending}")
    pd.DataFrame(ROWS | {"x": [0.0] * 60}).to_parquet(tmp_path / "svar 1.parquet")
    (tmp_path / "svar 1.csv").write_text("industry,weight,x\n" + "a,1,0\nb,1,1\n" * 30)
    estimates, _ = found(path, OF, "a", "b")
    assert estimates["a", "x"].value == pytest.approx(expected)


def test_a_folder_with_signs_of_a_pattern_in_its_name_is_that_folder(tmp_path, expected):
    (tmp_path / "svar [1].parquet").mkdir()
    written(tmp_path, ".parquet").rename(tmp_path / "svar [1].parquet" / "del.parquet")
    estimates, _ = found(tmp_path / "svar [1].parquet", OF, "a", "b")
    assert estimates["a", "x"].value == pytest.approx(expected)


def test_spark_is_not_given_a_name_that_it_takes_for_a_pattern(tmp_path):
    path = written(tmp_path, ".parquet").rename(tmp_path / "svar[1].parquet")
    with pytest.raises(InputError, match="tegnene"):
        files.opened_file(path, OF, SimpleNamespace(name="spark", connection=None))


def declared(folder, missing):
    """46 of 200 said 4 and 20 said 8; the file declares ``missing`` as missing."""
    answers = [1.0] * 46 + [2.0] * 37 + [3.0] * 51 + [4.0] * 46 + [8.0] * 20
    path = folder / "survey.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"industry": ["a"] * 200, "y": answers}), path, missing_ranges={"y": missing} if missing else None
    )
    return path


def of_four():
    of = specification("y")
    variables = (
        Variable("high", "y", (3.0, 4.0), (1.0, 2.0), (8.0,)),
        Variable("low", "y", (1.0,), (2.0, 3.0), (4.0, 8.0)),
    )
    return replace(of, variables=variables)


@pytest.mark.parametrize("chunk", [7, 50_000])
@pytest.mark.parametrize(
    ("missing", "taken", "n"),
    [
        (None, {}, 180),
        ([8], {}, 180),
        ([4, 8], {"high": 46}, 134),
        ([{"lo": 3, "hi": 9}], {"high": 97, "low": 51}, 83),
    ],
)
def test_valid_answers_that_a_file_declares_missing_are_counted_by_variable(
    tmp_path, missing, taken, n, chunk, monkeypatch
):
    """Counted by hand. What the specification has as missing too, as 8, is no surprise."""
    monkeypatch.setattr(files, "CHUNK_ROWS", chunk)
    result = prevalences(declared(tmp_path, missing), of_four(), industries("a"))
    assert result.declared_missing == taken
    assert next(estimate.n for estimate in result.estimates if estimate.indicator_id == "high") == n


def test_a_text_that_a_file_declares_missing_is_missing(tmp_path):
    path = tmp_path / "survey.sav"
    frame = pd.DataFrame({"industry": ["a"] * 60, "y": ["ja", "nei", "vet"] * 20})
    pyreadstat.write_sav(frame, path, missing_ranges={"y": ["nei", "vet"]})
    of = replace(specification("y"), variables=(Variable("y", "y", ("ja",), ("nei",), ("vet",)),))
    result = prevalences(path, of, industries("a"))
    assert result.declared_missing == {"y": 20}


@pytest.mark.parametrize("head", ["industry;a;a", '"industry";"a";"a"', "industry,b,a,a", "a\ta\tindustry"])
def test_a_csv_with_two_columns_of_one_name_does_not_choose_between_them(tmp_path, head):
    separator = next(mark for mark in ";,\t" if mark in head)
    path = tmp_path / "survey.csv"
    row = separator.join("x" if "industry" in name else "1" for name in head.split(separator))
    path.write_text("\n".join([head, *[row] * 30]) + "\n")
    with pytest.raises(InputError) as raised:
        prevalences(path, specification("a"), industries("x"))
    assert [(problem.code, problem.given) for problem in raised.value.problems] == [("column_twice", "a")]


@pytest.mark.parametrize("other", ["a_1", "A"])
def test_a_column_that_is_called_nearly_as_another_is_its_own(tmp_path, other):
    path = tmp_path / "survey.csv"
    path.write_text(f"industry;a;{other}\n" + "x;1;0\n" * 30)
    estimates, _ = found(path, specification("a"), "x")
    assert estimates["x", "a"].n == 30


@pytest.mark.parametrize("cell", ["9", ""])
def test_a_question_that_nobody_has_answered_has_no_figure_and_keeps_the_others(tmp_path, cell):
    path = tmp_path / "survey.csv"
    path.write_text("industry;a;b\n" + f"x;1;{cell}\n" * 10 + f"x;0;{cell}\n" * 10)
    estimates, _ = found(path, specification("a", "b"), "x")
    assert (estimates["x", "a"].value, estimates["x", "a"].n) == (0.5, 20)
    assert estimates["x", "b"].value is None
