"""Long texts stand once below a table, and every row still says which."""

from engine.output.table import Column, Table
from engine.results.document_footnotes import with_footnotes

COLUMNS = (Column("name", "Navn"), Column("source", "Kilde"))
LONG, OTHER = "En undersøkelse med et langt navn (2019)", "En annen undersøkelse med et langt navn (2014)"


def table(*sources):
    rows = tuple((f"r{number}", source) for number, source in enumerate(sources))
    return Table("", COLUMNS, rows, ("Merk.",))


def test_a_text_that_is_repeated_stands_once_with_its_letter():
    made = with_footnotes(table(LONG, OTHER, LONG, "kort", None), "source")
    assert [row[1] for row in made.rows] == ["a", "b", "a", "kort", None]
    assert made.notes == (f"Kilde a: {LONG}.", f"Kilde b: {OTHER}.", "Merk.")


def test_texts_that_are_all_different_stay_where_they_are():
    assert with_footnotes(table(LONG, OTHER), "source") == table(LONG, OTHER)
    assert with_footnotes(table(LONG, LONG), "elsewhere") == table(LONG, LONG)


def test_letters_go_on_after_z():
    sources = [f"En undersøkelse med nummer {number:03d}" for number in range(53)]
    made = with_footnotes(table(*sources, sources[0]), "source")
    assert [made.rows[number][1] for number in (0, 25, 26, 51, 52, 53)] == ["a", "z", "aa", "az", "ba", "a"]
