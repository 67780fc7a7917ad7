"""Where a wide table has its labels: the column that says which industry or group each row is of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from engine.classification import sn2007
from engine.classification.sn2007 import SECTIONS
from engine.foundation.errors import Problem
from engine.foundation.locale import LOCALES, Locale
from engine.spreadsheets import missing_symbols as signs
from engine.spreadsheets.catalogue import Catalogue, Names, names_of, period_of
from engine.spreadsheets.grid import Cell, Odd, Sheet, letters, shown
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.layout import HEADER_WITHIN, field_of, normal
from engine.spreadsheets.row_groups import NATIONAL, Label, heading_kind, of_another_standard

LOOKED_AT = 2_000  # rows from the top
MOST_BEYOND = 20_000  # texts that are asked whether the labels stand farther away
LABEL_WITHIN = 6  # columns from the left in which the rows' labels are looked for
LONGEST_OWN = 40  # a longer text above the labels is the table's title
STANDARD = frozenset({"nace", "nace2007", "nace_r2", "sn2007", "sn"})
INDUSTRY_ID = "industry_id"
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a wide table's labels are, and the row that its values begin in.

    ``names`` are columns that name the rows once more; ``of_ids`` says that the labels' heading asks for ids.
    """

    labels: int
    first: int
    names: tuple[int, ...] = ()
    of_ids: bool = False

    def across(self, sheet: Sheet) -> tuple[int, ...]:
        """Its columns of values: all but the labels that have a cell, on either side of them."""
        return tuple(sorted({column for cells in sheet.rows.values() for column in cells if column != self.labels}))


def shape_of(sheet: Sheet, catalogue: Catalogue, asked: Asked) -> Shape | None:
    """Where the labels are; None where no column can have them.

    That is the column that is headed as the industries' ids; without one, the column whose cells name most industries
    or groups. Bare numbers are codes of groups only where nothing else in the table can be what names its rows.
    """
    names = names_of(catalogue)
    named, bare = _counted(sheet, names, asked)
    if (ids := _headed_ids(sheet)) is not None:
        labels, first = ids
        return Shape(labels, first, _names_beside(sheet, labels, first, names), of_ids=True)
    codes = {column: rows for column, rows in bare.items() if _are_codes(sheet, column, rows, named)}
    counts = Counter({column: len(named[column]) + len(codes.get(column, ())) for column in {*named, *codes}})
    for column in list(counts):
        values = sum(is_value(cells[column]) for cells in islice(sheet.rows.values(), LOOKED_AT) if column in cells)
        headed = column in codes and own_heading(sheet, column, codes[column][0])
        if (2 if headed else 1) * counts[column] < values:  # a code that is none stands among those that are
            del counts[column]  # values under a heading that happens to be the whole country's
    if counts:
        labels = min(counts, key=lambda column: (-counts[column], column))
        known = min((*named[labels], *codes.get(labels, ())))
    elif (texts := _texts_under(sheet, names, asked)) is not None:  # names that nobody knows: each is told of
        labels, known = texts
    else:
        return None
    first = _first_row(sheet, labels, known, names)
    return Shape(labels, first, _names_beside(sheet, labels, first, names))


def who_is(text: str, names: Names, asked: Asked, heading: str = "", of_sections: bool = False) -> str | None:
    """Industry or group of a label; what the user says of it goes before what is recognised.

    Parameters
    ----------
    heading
        What stands above the labels, or else the table's title.
    of_sections
        The labels are the standard's own names: one that is an industry's name as well means the group.
    """
    for label, meant in asked.rows.items():
        if normal(label) == normal(text):
            group = None if names.industry(meant) else sn2007.group(meant)
            return group.text if group else meant
    recognised = Label() if period_of(text) else names.groups.label(text, heading)
    if of_sections and recognised.by_name:
        return recognised.group
    return names.industry(text) or recognised.group or None


def with_name(cells: Mapping[int, Cell], column: int) -> str:
    """A row's label; a bare code together with the words beside it, which can say that it is one."""
    label = shown(cells.get(column))
    if any(map(str.isalpha, label)) or not any(map(str.isdigit, label)):
        return label
    beside = (cell for of, cell in sorted(cells.items()) if of != column and isinstance(cell, str))
    words = next((cell for cell in beside if any(map(str.isalpha, cell)) and not is_value(cell)), "")
    return f"{label} {words}" if words else label


def heading_of(sheet: Sheet, column: int) -> str:
    """What is said of a column's labels: the heading above them that names a kind, or else the table's title."""
    above = list(sheet.rows.items())[:HEADER_WITHIN]
    others = (cell for _, cells in above for cell in cells.values() if isinstance(cell, str))
    if other := next(filter(of_another_standard, others), ""):
        return other
    own = [cell for _, cells in above if isinstance(cell := cells.get(column), str) and heading_kind(cell)]
    beside_others = {cells[column] for _, cells in above if len(cells) > 1 and column in cells}
    short = [cell for cell in own if len(cell) <= LONGEST_OWN]
    # What stands alone in its row is a title: it says less of the labels than a heading among headings.
    short.sort(key=lambda cell: cell not in beside_others)
    if not short and _are_letters(sheet, column):
        return "NACE"
    beside = [cell for cells in _heads_over_codes(sheet, column) for cell in cells if heading_kind(cell)]
    if not short and beside:
        return beside[0]
    titles = [cell for _, cells in above for cell in cells.values() if isinstance(cell, str) and " " in cell]
    return next(iter(short), "") or next((text for text in (*own, *titles) if heading_kind(text)), "")


def own_heading(sheet: Sheet, column: int, before: int) -> str:
    """What stands nearest above a row in a column that says industry or code; empty where nothing does."""
    above = [cells.get(column) for row, cells in sheet.rows.items() if row < before]
    texts = [cell for cell in above if isinstance(cell, str) and len(cell) <= LONGEST_OWN]
    said = [text for text in texts if heading_kind(text) == "industry" or _words(text) <= _only_code()]
    return said[-1] if said else ""


def _heads_over_codes(sheet: Sheet, column: int) -> Iterator[list[str]]:
    """The headings beside one that only says «code»: what the codes are of is said there."""
    for cells in list(sheet.rows.values())[:HEADER_WITHIN]:
        own = cells.get(column)
        if isinstance(own, str) and _words(own) and _words(own) <= _only_code():
            yield [cell for of, cell in cells.items() if of != column and isinstance(cell, str)]


@cache
def _only_code() -> frozenset[str]:
    return frozenset(word for locale in LOCALES for word in locale.text("workbook.only_code").split("|"))


def _are_letters(sheet: Sheet, column: int) -> bool:
    """Whether most of a column's texts are letters of sections: several letters say it, a single one does not."""
    cells = [cell for cells in islice(sheet.rows.values(), LOOKED_AT) if isinstance(cell := cells.get(column), str)]
    letters = {cell for cell in cells if cell in SECTIONS}
    return len(letters) > 1 and 2 * sum(cell in letters for cell in cells) > len(cells)


def are_sections(sheet: Sheet, column: int, names: Names, heading: str) -> bool:
    """Whether a column has the standard's own names: its heading says so, or a name there is no industry's."""
    if STANDARD & set(_WORDS.findall(normal(heading))):
        return True
    cells = (cells.get(column) for cells in islice(sheet.rows.values(), LOOKED_AT))
    return any(
        isinstance(cell, str) and names.groups.label(cell, heading).by_name and names.industry(cell) is None
        for cell in cells
    )


def looks_like(sheet: Sheet, names: Names) -> tuple[int, int, Label] | None:
    """Row, column and label of the first of the labels that begin with digits and stand for no group."""
    headings = {column: heading_of(sheet, column) for column in range(1, LABEL_WITHIN + 1)}
    for row, cells in islice(sheet.rows.items(), LOOKED_AT):
        for column, cell in cells.items():
            if column > LABEL_WITHIN or not isinstance(cell, str) or period_of(cell):
                continue
            heading = headings[column]
            label = names.groups.label(cell, heading)
            if label.kind and (heading_kind(heading) or not is_value(cell)):
                return row, column, label
    return None


def no_groups(sheet: Sheet, names: Names, locale: Locale) -> Problem | None:
    """What is said of a table whose labels begin with digits and stand for no group; None where none does."""
    if (located := looks_like(sheet, names)) is None:
        return None
    row, column, label = located
    text = shown(sheet.rows[row][column])
    more = {"kind": locale.text(f"workbook.label_{label.kind}"), "quoted": text.replace('"', '\\"')}
    return sheet.problem("wide_row_no_group", row, column, locale, given=text, more=more)


def beyond(sheet: Sheet, names: Names, asked: Asked, locale: Locale) -> Problem | None:
    """What is said of a table whose labels stand farther right or down than they are looked for; None where none do."""
    first: dict[int, tuple[int, str]] = {}
    texts = (
        (row, column, cell)
        for number, (row, cells) in enumerate(sheet.rows.items())
        for column, cell in cells.items()
        if isinstance(cell, str) and (column > LABEL_WITHIN or number >= LOOKED_AT)
    )
    for row, column, cell in islice(texts, MOST_BEYOND):
        who = who_is(cell, names, asked)
        if who and who != NATIONAL and first.setdefault(column, (row, who))[1] != who:
            limits = {"columns": letters(LABEL_WITHIN), "most": str(LOOKED_AT)}
            named = shown(sheet.rows[first[column][0]][column])
            return sheet.problem("wide_too_far", first[column][0], column, locale, given=named, more=limits)
    return None


def is_value(cell: Cell) -> bool:
    """Whether a cell can only be a value: a number that is no period, with a per cent sign or without, or a sign."""
    if isinstance(cell, Odd):
        return False
    text = shown(cell)
    plain = signs.tidied(signs.bare(text)).replace(",", "").replace(".", "")
    return not period_of(text) and (signs.sign_of(text) is not None or plain.isdecimal())


def columns_understood(sheet: Sheet, shape: Shape, catalogue: Catalogue, asked: Asked) -> int:
    """How many columns of a sheet have a heading that a wide table would have."""
    names = names_of(catalogue)
    above = [cells for row, cells in sheet.rows.items() if row < shape.first]
    return sum(
        any(_resolved(cells[column], names, asked) for cells in above if isinstance(cells.get(column), str))
        for column in shape.across(sheet)
    )


def _resolved(cell: Cell, names: Names, asked: Asked) -> bool:
    text = shown(cell)
    return any(names.column(text)) or normal(text) in {normal(heading) for heading in asked.columns}


def _counted(sheet: Sheet, names: Names, asked: Asked) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """By column: the rows that it names in words, and those where it has numbers that could be codes."""
    named: dict[int, list[int]] = defaultdict(list)
    bare: dict[int, list[int]] = defaultdict(list)
    headings = {column: heading_of(sheet, column) for column in range(1, LABEL_WITHIN + 1)}
    sections = {column: are_sections(sheet, column, names, heading) for column, heading in headings.items()}
    for row, cells in islice(sheet.rows.items(), LOOKED_AT):
        for column, cell in cells.items():
            if column > LABEL_WITHIN or not isinstance(cell, str) or cell.endswith("%"):
                continue
            label = with_name(cells, column)
            who = who_is(cell, names, asked, headings[column], sections[column])
            who = who or who_is(label, names, asked, headings[column], sections[column])
            if who:
                # A name may itself be a number where the user or the folder says so.
                is_code = who == names.group(label, headings[column]) and not any(map(str.isalpha, cell))
                (bare if is_code else named)[column].append(row)
    return named, bare


def _headed_ids(sheet: Sheet) -> tuple[int, int] | None:
    """Column and first row below a heading that asks for the industries' ids; None without one, or with none below."""
    for row in list(sheet.rows)[:HEADER_WITHIN]:
        for column, cell in sheet.rows[row].items():
            if column <= LABEL_WITHIN and field_of(cell) == INDUSTRY_ID:
                below = (of for of, cells in sheet.rows.items() if of > row and isinstance(cells.get(column), str))
                first = next((of for of in below if not field_of(sheet.rows[of][column])), None)
                return None if first is None else (column, first)
    return None


def _are_codes(sheet: Sheet, column: int, rows: list[int], named: Mapping[int, list[int]]) -> bool:
    """Whether numbers are codes: their heading says so, or no other column can be what names the rows.

    Beside texts that nobody knows, numbers are codes only where they come first and nothing is said of them.
    """
    heads = [cells for row, cells in sheet.rows.items() if row < rows[0] and isinstance(cells.get(column), str)]
    above = [cells[column] for cells in heads if len(cells) > 1 or " " not in shown(cells[column])]  # no title
    if any((words := _words(shown(cell))) and words <= _code_words() for cell in above):
        return True
    title = set() if above else set(_WORDS.findall(normal(heading_of(sheet, column))))
    if title & STANDARD and column <= min(named, default=column):
        return True  # StatBank's «codes and texts», where only the title says of what
    texts = [of for of in _texts_beside(sheet, column, rows) if of < column or above]
    return not texts and not any(of != column for of in named)


def _texts_under(sheet: Sheet, names: Names, asked: Asked) -> tuple[int, int] | None:
    """The first column of texts beside values, and its first such row, where a heading or an option is understood."""
    understood = any(
        isinstance(cell, str) and _resolved(cell, names, asked)
        for cells in islice(sheet.rows.values(), HEADER_WITHIN)
        for cell in cells.values()
    )
    if not names.industries or not (understood or asked.indicator):
        return None
    for row, cells in islice(sheet.rows.items(), LOOKED_AT):
        values = [column for column, cell in cells.items() if not isinstance(cell, str) or is_value(cell)]
        texts = [column for column, cell in cells.items() if isinstance(cell, str) and any(map(str.isalpha, cell))]
        if values and texts and min(texts) <= LABEL_WITHIN:
            return min(texts), row
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(normal(text)))


@cache
def _code_words() -> frozenset[str]:
    return frozenset(word for locale in LOCALES for word in locale.text("workbook.code_words").split("|"))


def _texts_beside(sheet: Sheet, column: int, rows: list[int]) -> tuple[int, ...]:
    """Other columns than ``column`` that have words in at least half of the rows."""
    counts = Counter(
        of
        for row in rows
        for of, cell in sheet.rows[row].items()
        if of != column and isinstance(cell, str) and any(map(str.isalpha, cell))
    )
    return tuple(of for of, count in counts.items() if 2 * count >= len(rows))


def _names_beside(sheet: Sheet, labels: int, first: int, names: Names) -> tuple[int, ...]:
    """Other columns that only name the rows: most cells are industries' names, or all are words under no indicator."""
    filled: Counter[int] = Counter()
    known: Counter[int] = Counter()
    worded: Counter[int] = Counter()
    for row, cells in islice(sheet.rows.items(), LOOKED_AT):
        for column, cell in cells.items():
            if row >= first and column != labels and column <= LABEL_WITHIN:
                filled[column] += 1
                known[column] += isinstance(cell, str) and names.industry(cell) is not None
                worded[column] += isinstance(cell, str) and any(map(str.isalpha, cell)) and not is_value(cell)
    above = {column: cell for row, cells in sheet.rows.items() if row < first for column, cell in cells.items()}
    stated = {column for column, cell in above.items() if isinstance(cell, str) and any(names.column(cell))}
    return tuple(
        sorted(
            column
            for column, count in filled.items()
            if (known[column] and 2 * known[column] >= count) or (worded[column] == count and column not in stated)
        )
    )


def _first_row(sheet: Sheet, labels: int, known: int, names: Names) -> int:
    """The row that the values begin in: rows with unknown labels but with values belong to them, not to the heading."""
    first = known
    for row in sorted((row for row in sheet.rows if row < known), reverse=True):
        cells = sheet.rows[row]
        label = cells.get(labels)
        beside = [cell for column, cell in cells.items() if column != labels]
        values = any(map(is_value, beside)) or _under_own_heading(sheet, labels, row, names)
        if label is None or field_of(label) or not values:
            break
        first = row
    return first


def _under_own_heading(sheet: Sheet, labels: int, row: int, names: Names) -> bool:
    """Whether a row's numbers, which could be years, are values: all headings, or their periods, are above them."""
    cells = sheet.rows[row]
    label = normal(shown(cells.get(labels)))
    columns = {column for column, cell in cells.items() if column != labels and period_of(shown(cell))}
    if not columns or label in _period_words():
        return False
    return any(
        _heads_labels(above.get(labels), label)
        or any(isinstance(cell := above.get(column), str) and names.column(cell)[1] for column in columns)
        for of, above in sheet.rows.items()
        if of < row and columns & above.keys()
    )


def _heads_labels(cell: Cell | None, label: str) -> bool:
    return isinstance(cell, str) and heading_kind(cell) == "industry" and normal(cell) != label


@cache
def _period_words() -> frozenset[str]:
    return frozenset(normal(word) for locale in LOCALES for word in locale.text("workbook.period_words").split("|"))
