"""Files as Excel, git and accidents leave them."""

import csv
from dataclasses import replace

import pytest

from engine.dataset import csv_file as csvfile
from engine.dataset.csv_file import read_table, read_text
from engine.dataset.schema import INDUSTRIES
from engine.foundation.errors import problem_count


def read(tmp_path, content):
    path = tmp_path / "industries.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, "industries.csv", INDUSTRIES)


def codes(problems):
    return [problem.code for problem in problems]


PLAIN = "industry_id,name_nb\nsjofart,Sjøfart\nluftfart,Luftfart\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace(",", ";").encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.rstrip("\n").encode(),
        PLAIN.replace(",", " , ").encode(),
        b'"industry_id","name_nb"\n"sjofart","Sj\xc3\xb8fart"\n"luftfart","Luftfart"\n',
    ],
)
def test_every_way_of_writing_a_table_gives_the_same_cells(tmp_path, content):
    raw, problems = read(tmp_path, content)
    assert problems == []
    assert raw.cells == {"industry_id": ["sjofart", "luftfart"], "name_nb": ["Sjøfart", "Luftfart"]}
    assert raw.rows == [2, 3]


def test_rows_are_numbered_as_excel_numbers_them_past_blank_rows_and_line_breaks_in_cells(tmp_path):
    raw, _ = read(tmp_path, 'industry_id,name_nb\na,"To\nlinjer"\n\n,\nb,B\n')
    assert raw.rows == [2, 5]


def test_empty_columns_that_excel_left_behind_are_no_problem(tmp_path):
    raw, problems = read(tmp_path, "industry_id;name_nb;;\na;A;;\n;;;\n")
    assert problems == []
    assert raw.cells["name_nb"] == ["A"]


def test_a_semicolon_in_a_name_does_not_make_a_semicolon_file(tmp_path):
    raw, problems = read(tmp_path, 'industry_id,name_nb\na,"Hav; og kyst; og fjell"\n')
    assert problems == []
    assert raw.delimiter == ","


def test_every_ragged_row_is_reported_and_the_rest_still_read(tmp_path):
    raw, problems = read(tmp_path, "industry_id,name_nb\na\nb,B\nc,C,c\n")
    assert [(problem.row, problem.given) for problem in problems] == [(2, "1"), (4, "3")]
    assert raw.cells["industry_id"] == ["b"]
    assert not raw.whole


def test_all_mistakes_of_a_header_are_reported_together(tmp_path):
    _, problems = read(tmp_path, "industry_id,name_bn,note,note\na,A,,\n")
    assert sorted(codes(problems)) == ["column_missing", "column_twice", "column_unknown"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b" \r\n\r\n", "empty_file"),
        (PLAIN.encode("utf-16"), "not_utf8"),
        (PLAIN.encode("utf-16-le"), "binary"),
        (PLAIN.encode("utf-32"), "not_utf8"),
        (PLAIN.encode("latin-1"), "not_utf8"),
        (PLAIN.encode() + b"\0", "binary"),
        (bytes(range(256)), "binary"),
        (b"\n\n" + PLAIN.encode(), "no_known_column"),
        (b"sep=;\nindustry_id;name_nb\na;A\n", "no_known_column"),
        (b"<html><body>Not found</body></html>", "no_known_column"),
        (b"industry_id,name_nb\n" + b"a" * 200_000 + b",A\n", "cell_too_long"),
        (b"i" * 200_000, "cell_too_long"),
        (b'industry_id,name_nb\na,"A"B\n', "broken_csv"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_has_one_problem(tmp_path, content, code):
    raw, problems = read(tmp_path, content)
    assert raw is None
    assert codes(problems) == [code]


def test_the_row_of_the_first_foreign_byte_is_named(tmp_path):
    _, problems = read(tmp_path, PLAIN.encode() + "tømming,x\n".encode("cp1252"))
    assert (problems[0].row, problems[0].given) == (4, "0xf8")


def test_the_row_where_an_open_quotation_mark_begins_is_named(tmp_path):
    _, problems = read(tmp_path, 'industry_id,name_nb\na,A\nb,"B\nc,C\n')
    assert problems[0].row == 3


def test_a_dangling_link_and_a_folder_are_no_files(tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "nowhere.csv")
    (tmp_path / "folder.csv").mkdir()
    assert read_text(tmp_path / "link.csv", "link.csv").code == "not_a_file"
    assert read_text(tmp_path / "folder.csv", "folder.csv").code == "not_a_file"


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    assert read_text(tmp_path / "ingen.csv", "ingen.csv").code == "file_not_found"


def test_a_file_that_may_not_be_read_is_a_problem(tmp_path, monkeypatch):
    path = tmp_path / "industries.csv"
    path.write_text(PLAIN)

    def refused(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", refused)
    problem = read_text(path, "industries.csv")
    assert (problem.code, problem.given) == ("unreadable", "Permission denied")


def test_a_sign_that_no_file_can_hold_is_told_with_row_and_column(tmp_path):
    _, problems = read(tmp_path, "industry_id,name_nb\na,A\n\nb,B\x01\n")
    assert [(problem.code, problem.row, problem.column, problem.given) for problem in problems] == [
        ("text_sign", 4, "name_nb", "U+0001")
    ]


def test_a_cell_longer_than_is_read_is_told_as_such(tmp_path):
    _, problems = read(tmp_path, "industry_id,name_nb\na," + "A" * 200_000 + "\n")
    assert [(problem.code, problem.row) for problem in problems] == [("cell_too_long", 2)]
    _, problems = read(tmp_path, "industry_id," + "A" * 200_000 + "\n")
    assert problems[0].file == "industries.csv"


def test_rows_of_another_width_are_told_a_hundred_times_and_counted(tmp_path):
    """A file of one megabyte can have 500 000 of them."""
    raw, problems = read(tmp_path, PLAIN + "a\n" * 4_000)
    assert (len(raw.rows), raw.whole) == (2, False)
    assert (codes(problems[:100]), problems[100].code) == (["ragged_row"] * 100, "more_problems")
    assert problem_count(problems) == 4_000


@pytest.mark.parametrize("line", ["a{at},A\n", "a\n", "\n"], ids=["whole", "narrow", "empty"])
def test_rows_past_the_limit_are_not_read(tmp_path, monkeypatch, line):
    taken = []
    reader = csv.reader

    def counted(*arguments, **options):
        for row in reader(*arguments, **options):
            taken.append(1)
            yield row

    monkeypatch.setattr(csvfile.csv, "reader", counted)
    table = replace(INDUSTRIES, most_rows=10)
    path = tmp_path / "industries.csv"
    path.write_text(
        "industry_id,name_nb\n" + "".join(line.format(at=index) for index in range(5_000)), encoding="utf-8"
    )
    raw, (problem,) = csvfile.read_table(path, "industries.csv", table)
    assert (raw, problem.code, problem.row) == (None, "table_rows", 12)
    assert len(taken) <= 12 + 2  # the header once more for each separator


def test_equal_headers_are_one_problem_and_a_table_is_never_wide(tmp_path):
    raw, (problem,) = read(tmp_path, ",".join(["industry_id"] * 8_000) + "\n")
    assert (raw, problem.code, problem.given) == (None, "table_columns", "8000")
    raw, problems = read(tmp_path, ",".join(["industry_id"] * 150) + "\n" + ",".join(["a"] * 150) + "\n")
    assert (raw, codes(problems)) == (None, ["column_twice", "column_missing"])
