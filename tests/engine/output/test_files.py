"""Where a result may be written."""

import os

import pytest

from engine.foundation.errors import InputError
from engine.output.files import check_folder_place, check_out, check_workbook, input_files, write_out
from tests.engine.results.small import write_criteria, write_data


def refused(call, *arguments):
    with pytest.raises(InputError) as error:
        call(*arguments)
    return error.value.sentence()


def test_a_result_never_replaces_what_it_was_made_from(tmp_path):
    folder, criteria = write_data(tmp_path / "data"), write_criteria(tmp_path / "c.toml")
    inputs = input_files(folder, criteria)
    (tmp_path / "link.csv").symlink_to(folder / "indicators.csv")
    for out in (folder / "indicators.csv", criteria, tmp_path / "link.csv"):
        assert "skrevet over" in refused(check_out, out, inputs)
    check_out(folder / "result.csv", inputs)
    check_out(tmp_path / "old.json", inputs)


def test_a_folder_and_a_file_in_no_folder_are_refused_before_the_work(tmp_path):
    assert "Dette er en mappe" in refused(check_out, tmp_path, ())
    assert "finnes ikke" in refused(check_out, tmp_path / "nope" / "x.json", ())
    (tmp_path / "file").write_text("")
    assert "finnes ikke" in refused(check_out, tmp_path / "file" / "x.json", ())


def test_a_file_that_may_not_be_written_is_refused_before_the_work(tmp_path, monkeypatch):
    (tmp_path / "x.json").write_text("")
    monkeypatch.setattr(os, "access", lambda path, _: path not in (tmp_path / "x.json", tmp_path / "locked"))
    (tmp_path / "locked").mkdir()
    assert "Kan ikke skrives" in refused(check_out, tmp_path / "x.json", ())
    assert "Kan ikke skrives" in refused(check_out, tmp_path / "locked" / "y.json", ())
    check_out(tmp_path / "y.json", ())


def test_what_the_machine_refuses_is_a_sentence(tmp_path):
    def full(path):
        raise OSError(28, "No space left on device")

    message = refused(write_out, tmp_path / "x.json", full)
    assert message == f"{tmp_path / 'x.json'}, --out: Kan ikke skrives (No space left on device)."


def test_a_workbook_needs_a_name_that_excel_opens(tmp_path):
    assert "hvilken fil" in refused(check_workbook, None)
    assert "«tabell.csv» er ikke en arbeidsbok" in refused(check_workbook, "tabell.csv")
    assert check_workbook("a/Tabell.XLSX").name == "Tabell.XLSX"


def test_a_folder_that_cannot_be_written_is_refused_before_the_work(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    assert "ikke en datamappe" in refused(check_folder_place, tmp_path / "file")
    assert f"«{tmp_path / 'file'}» er en fil" in refused(check_folder_place, tmp_path / "file" / "a" / "b")
    check_folder_place(tmp_path / "new" / "deeper")
    monkeypatch.setattr(os, "access", lambda path, _: path != tmp_path)  # root may write everywhere
    assert f"ikke lov til å skrive i «{tmp_path}»" in refused(check_folder_place, tmp_path / "new" / "deeper")
