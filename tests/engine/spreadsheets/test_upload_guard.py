"""Hostile and mistaken files are refused with a line that says what to do."""

import io
import struct
import zipfile

import pytest

from engine.foundation.errors import InputError
from engine.spreadsheets import upload_guard as safety
from engine.spreadsheets.excel import read_sheets
from engine.spreadsheets.upload_guard import is_workbook, opened, read_limited
from tests.engine.spreadsheets.made import MAIN, raw, read, said, workbook, zipped

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>'


def refused(content, code, name="fil.xlsx"):
    understood = read(content, name)
    assert [problem.code for problem in understood.problems] == [code]
    assert said(understood)[0].startswith(name)


def test_a_plain_workbook_is_opened():
    assert is_workbook(workbook(A=[[1]]), "fil.xlsx")


def test_a_part_that_swells_past_the_ratio_is_not_unpacked_to_the_end():
    """A megabyte of zeros packs to a thousandth: forty of them are a bomb, and at most two are ever in memory."""
    content = raw(ROW, more={"xl/worksheets/sheet1.xml": b"0" * 40_000_000})
    assert len(content) < 100_000
    refused(content, "upload_bomb")


def test_the_sum_of_the_parts_is_limited_too(monkeypatch):
    monkeypatch.setattr(safety, "MOST_UNPACKED", 1_500)
    refused(raw(ROW, strings="<si><t>" + "a" * 3_000 + "</t></si>"), "upload_bomb")


def test_a_forged_size_does_not_help():
    """The archive says that the part is ten bytes long; what is read is checked, not what is said."""
    content = bytearray(raw(ROW, more={"xl/worksheets/sheet1.xml": b"0" * 3_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        position = 0
        while (position := content.find(signature, position)) >= 0:
            size = struct.unpack_from("<I", content, position + offset)[0]
            if size == 3_000_000:
                struct.pack_into("<I", content, position + offset, 10)
            position += 4
    refused(bytes(content), "upload_broken")


def test_a_zip_inside_the_zip_is_never_opened():
    inner = zipped({"bomb": b"0" * 5_000_000})
    assert len(read_sheets(opened(raw(ROW, more={"xl/embeddings/x.zip": inner}), "f"))) == 1


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (raw(ROW, more={"xl/vbaProject.bin": b"x"}), "fil.xlsx", "upload_macros"),
        (raw(ROW), "fil.xlsm", "upload_macros"),
        (safety.OLE + b"x" * 600, "fil.xls", "upload_old_or_locked"),
        (safety.OLE + b"x" * 600, "fil.xlsx", "upload_old_or_locked"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "fil.ods", "upload_other_format"),
        (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": b"x"}), "fil.xlsb", "upload_other_format"),
        (zipped({"readme.txt": "hei"}), "fil.xlsx", "upload_not_workbook"),
        (b"industry_id;name_nb\n", "fil.xlsx", "upload_not_workbook"),
        (b"PK\x03\x04 and then nothing", "fil.xlsx", "upload_broken"),
        (raw(ROW)[:-40], "fil.xlsx", "upload_broken"),
        (b"", "fil.xlsx", "empty_file"),
        (b"", "fil.csv", "empty_file"),
        (b"a;b\n\0\0", "fil.csv", "binary"),
        (raw(ROW, head=BOMB), "fil.xlsx", "upload_broken"),
        (raw(ROW, more={"xl/workbook.xml": BOMB + f'<workbook xmlns="{MAIN}"/>'}), "fil.xlsx", "upload_broken"),
        (raw(ROW, strings="x", more={"xl/sharedStrings.xml": BOMB + "<sst/>"}), "fil.xlsx", "upload_broken"),
        (raw("<row"), "fil.xlsx", "upload_broken"),
        (zipped({f"p{index}": "" for index in range(1_100)}), "fil.xlsx", "upload_parts"),
        (zipped({"[Content_Types].xml": "<a/>"}, zipfile.ZIP_BZIP2), "fil.xlsx", "upload_broken"),
    ],
)
def test_what_is_no_safe_workbook_is_refused_in_one_line(content, name, code):
    refused(content, code, name)


def test_a_macro_workbook_under_another_name_is_known_by_its_content_types():
    types = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    refused(raw(ROW, more={"[Content_Types].xml": types}), "upload_macros")


def test_two_parts_with_one_name_are_refused():
    content = io.BytesIO(raw(ROW))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/workbook.xml", "<other/>")
    refused(content.getvalue(), "upload_broken")


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(safety, "MOST_BYTES", 10)
    path = tmp_path / "stor.csv"
    path.write_bytes(b"a" * 100)
    assert len(read_limited(path)) == 11
    refused(read_limited(path), "upload_large", "stor.csv")


@pytest.mark.parametrize(("name", "code"), [("nope.xlsx", "file_not_found"), ("", "file_is_folder")])
def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path, name, code):
    with pytest.raises(InputError) as error:
        read_limited(tmp_path / name)
    assert error.value.problems[0].code == code


def test_external_links_are_told_of_and_never_opened(tmp_path):
    content = raw(ROW, more={"xl/externalLinks/externalLink1.xml": BOMB})
    assert read(content).notes == ("arbeidsboken viser til andre filer eller har innebygde objekter; de er ikke åpnet",)
