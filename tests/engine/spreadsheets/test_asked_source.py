"""The source that a user names in words."""

from engine.dataset.validation import checked_folder
from engine.spreadsheets.asked_source import known_titles, new_source
from engine.spreadsheets.import_options import Asked
from tests.engine.spreadsheets.made import data_folder


def test_the_titles_of_a_folder_are_its_sources(tmp_path):
    assert known_titles(checked_folder(data_folder(tmp_path / "data"))) == [("s1", "Tabell én")]


def test_a_new_source_is_one_row_of_the_sources(tmp_path):
    made = new_source(Asked(source_id="x", source_title="Tabell to"), "fil.csv")
    assert made.raw.cells == {"source_id": ["x"], "title": ["Tabell to"]}
