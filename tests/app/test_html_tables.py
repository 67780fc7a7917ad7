"""Tables as markup: on a telephone one with much text has a line a column, and none for an empty cell."""

from app.figures.html_tables import Grid, table_markup


def test_every_cell_of_a_wide_table_with_text_says_its_heading_and_an_empty_one_says_that_it_is():
    grid = Grid(("Hva", "A", "B", "Tall"), (("Ramme", "70 i <året>", "–", "1,0"),), frozenset({"Tall"}))
    markup = table_markup(grid, "Tabell")
    assert "class='grid stacked'" in markup
    assert "<td data-of='A'>70 i &lt;året&gt;</td>" in markup
    assert "<td data-of='B' class='nothing'>–</td>" in markup
    assert "<td data-of='Tall' class='figure'>1,0</td>" in markup


def test_a_table_of_figures_or_of_few_columns_stays_a_table():
    figures = Grid(("Program", "I dag", "Før", "Etter"), (("A", "1", "2", "3"),), frozenset({"I dag", "Før", "Etter"}))
    few = Grid(("Spørsmål", "Svar", "Har"), (("A", "b", "c"),))
    assert all(
        "stacked" not in table_markup(grid, "t") and "data-of" not in table_markup(grid, "t") for grid in (figures, few)
    )


def test_a_table_of_many_figures_has_each_rows_name_over_figures_that_share_the_width():
    counts = ("0", "1", "2", "3", "4")
    markup = table_markup(Grid(("Antall", *counts), (("Sum", *counts),), frozenset(counts)), "t")
    assert "<div class='grid over' style='--figures:5' role=" in markup


def test_more_figures_than_a_telephone_has_room_for_go_on_lines_of_about_one_length():
    """Nine of eight that a line has room for: five and four."""
    counts = tuple("123456789")
    markup = table_markup(Grid(("Antall", *counts), (("Sum", *counts),), frozenset(counts)), "t")
    assert "style='--figures:5'" in markup


def test_figures_below_long_headings_have_a_line_each():
    heads = ("Alternativets egen nøkkel", "Dagens nøkkel", "En annen")
    markup = table_markup(Grid(("Program", *heads), (("A", "1", "2", "3"),), frozenset(heads)), "t")
    assert "<td data-of='Alternativets egen nøkkel' class='figure'>1</td>" in markup
