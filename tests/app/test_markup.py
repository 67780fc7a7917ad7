"""Tables as markup, without a page."""

from html.parser import HTMLParser

from app.figures.html_tables import Grid, table_markup

GRID = Grid(("Navn", "Antall"), (("Fisk & <b>skalldyr</b>", "12"), ("Sjø", "3")), frozenset({"Antall"}))


class Read(HTMLParser):
    """Elements with their attributes, and the texts."""

    def __init__(self):
        super().__init__()
        self.elements, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def read(grid, label="Tilskudd"):
    parser = Read()
    parser.feed(table_markup(grid, label))
    parser.close()
    return parser


def test_every_text_is_read_as_text_in_its_order():
    assert read(GRID).texts == ["Navn", "Antall", "Fisk & <b>skalldyr</b>", "12", "Sjø", "3"]


def test_a_name_with_quotes_stays_the_tables_name():
    given = 'O\'Neills "fisk" <i>'
    labels = [attributes["aria-label"] for _, attributes in read(GRID, given).elements if "aria-label" in attributes]
    assert labels
    assert set(labels) == {given}


def test_headings_say_what_they_head_and_figures_stand_to_the_right():
    heads = [attributes for tag, attributes in read(GRID).elements if tag == "th"]
    assert [head["scope"] for head in heads] == ["col", "col", "row", "row"]
    cells = [attributes for tag, attributes in read(GRID).elements if tag == "td"]
    assert [cell.get("class") for cell in cells] == ["figure", "figure"]
