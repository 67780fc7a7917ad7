"""A text file is read in the encoding and with the separator that it has, and says which."""

import pytest

from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.spreadsheets import text_file as textfile
from engine.spreadsheets.grid import SIGN, Odd
from engine.spreadsheets.text_file import read_text_file


def cells(content):
    sheet = read_text_file(content if isinstance(content, bytes) else content.encode(), "fil.csv", Locale("nb"))
    return [list(row.values()) for row in sheet.rows.values()], sheet.notes


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_the_separator_is_the_one_that_most_lines_have(separator):
    text = f"En tittel uten noe\nBransje{separator}Tall\nSjøfart{separator}5\n"
    assert cells(text)[0] == [["En tittel uten noe"], ["Bransje", "Tall"], ["Sjøfart", "5"]]


def test_decimal_commas_do_not_separate_where_semicolons_do():
    assert cells("a;1,5\nb;2,5\n")[0] == [["a", "1,5"], ["b", "2,5"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_norwegian_letters_are_read_in_the_encodings_that_excel_saves(encoding):
    assert cells("Sjøfart;5\nÆrlig;6\n".encode(encoding))[0] == [["Sjøfart", "5"], ["Ærlig", "6"]]


def test_windows_1252_is_told_of():
    assert any("Windows-1252" in note for note in cells("Sjøfart;5\n".encode("cp1252"))[1])
    assert not any("Windows-1252" in note for note in cells("Sjøfart;5\n")[1])


def test_rows_keep_their_numbers_and_spaces_of_any_kind_are_cut_off():
    sheet = read_text_file("a;\u00a0b \n\n;c\n".encode(), "f", Locale("nb"))
    assert dict(sheet.rows) == {1: {1: "a", 2: "b"}, 3: {2: "c"}}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'a;"b\n', "broken_csv"),
        (b"a\x81;b", "not_utf8"),
        (b"\0\0", "binary"),
        (b" \n \n", "empty_file"),
        (b"a;" * 3_000, "upload_columns"),
        (b"a;" + b"b" * 40_000, "upload_cell_length"),
        (b"a;" + b"b" * 140_000, "upload_cell_length"),
    ],
)
def test_what_is_no_table_is_refused(content, code):
    with pytest.raises(InputError) as error:
        cells(content)
    assert error.value.problems[0].code == code


def test_a_sign_that_cannot_be_written_is_told_of_at_its_cell():
    assert cells("a;b\n1\x0b2;c\n")[0] == [["a", "b"], [Odd(SIGN, "U+000B"), "c"]]
    assert cells("\ufeffa;b\0".encode("utf-16-le"))[0] == [["a", Odd(SIGN, "U+0000")]]


def test_more_rows_than_are_read_are_refused(monkeypatch):
    monkeypatch.setattr(textfile, "MOST_ROWS", 2)
    with pytest.raises(InputError) as error:
        cells("a\nb\nc\n")
    assert error.value.problems[0].code == "upload_rows"


def test_a_cell_longer_than_is_read_is_told_as_such():
    for length in (40_000, 200_000):
        with pytest.raises(InputError) as error:
            read_text_file(f"a;b\nc;{'d' * length}\n".encode(), "fil.csv", Locale("nb"))
        assert (error.value.problems[0].code, error.value.problems[0].row) == ("upload_cell_length", 2)


def test_a_long_letter_before_the_table_does_not_hide_the_separator():
    letter = "".join(f"Linje {line} av et brev\n" for line in range(60))
    assert cells(f"{letter}Bransje;Tall\nSjøfart;1,5\n")[0][60:] == [["Bransje", "Tall"], ["Sjøfart", "1,5"]]
