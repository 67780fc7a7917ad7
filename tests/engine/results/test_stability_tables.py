"""Tables about how firmly a selection stands: ids are for files, notes stand below the last table."""

from engine.foundation.locale import Locale
from engine.output.table import Table
from engine.results.stability_tables import industry_names, noted, stability_table


def test_ids_are_in_files_only_and_names_have_headings():
    columns = [("industry_ids", "id", 0), ("industries", "text", 0), ("share", "share", 1)]
    table = stability_table("title_parties", columns, [("a", "Alfa", 0.5)], Locale("nb"))
    assert [(column.key, column.screen) for column in table.columns] == [
        ("industry_ids", False),
        ("industries", True),
        ("share", True),
    ]
    assert table.columns[0].heading == "industry_ids"
    assert table.columns[1].heading == "Bransjer"


def test_notes_come_below_the_last_table():
    first, last = noted([Table("", (), (), ("Først.",)), Table("", (), (), ("Sist.",))], ["Under."])
    assert (first.notes, last.notes) == (("Først.",), ("Sist.", "Under."))


def test_industries_are_called_by_their_names(small):
    assert industry_names(small, ["beta", "alfa"], Locale("nb")) == "Beta, Alfa"
