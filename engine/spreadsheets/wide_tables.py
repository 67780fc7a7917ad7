"""A wide table, as reports print them: industries (or groups of SN2007 codes) down, indicators or periods across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from engine.classification.sn2007 import group
from engine.dataset.percent_units import differs
from engine.dataset.schema import GROUP_VALUES, INDICATORS, Table
from engine.foundation.errors import Problems
from engine.foundation.locale import Locale
from engine.spreadsheets import missing_symbols as signs
from engine.spreadsheets.breakdowns import says_part
from engine.spreadsheets.catalogue import PERCENT, Catalogue, names_of, period_of
from engine.spreadsheets.code_cells import without_zero
from engine.spreadsheets.grid import Cell, Odd, Percent, Sheet, shown
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.labels import Shape, are_sections, heading_of, is_value, who_is, with_name
from engine.spreadsheets.layout import ATTRIBUTES, HEADER_WITHIN, field_of, normal
from engine.spreadsheets.long_tables import VALUE, Incoming, Missing, merged_problems, odd_problem, raw_table
from engine.spreadsheets.row_groups import LOST_ZERO, Label

BETWEEN = "\N{INFORMATION SEPARATOR ONE}"
"""Between headings over one another of the same column, until they are read together."""
STATED = ("indicator_id", "period", "unit", "quality", "source_id")


@dataclass(slots=True)
class Found:
    """What was understood of one wide table."""

    incoming: tuple[Incoming, ...] = ()
    matched: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, set[str]] = field(default_factory=dict)
    not_read: list[str] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)
    empty_cells: int = 0
    overridden: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def notes(self, locale: Locale) -> list[str]:
        """What was left out, and which options the table itself went before, in words."""
        lines = [locale.text("workbook.lines_not_read", places="; ".join(self.not_read))] if self.not_read else []
        return lines + [
            locale.text("workbook.option_overridden", option=option, asked=asked, said="; ".join(places))
            for (option, asked), places in self.overridden.items()
        ]


@dataclass(frozen=True, slots=True)
class _Value:
    """One cell of the table on its way to a row; ``who`` is an industry or a group."""

    row: int
    column: int
    who: str
    cell: Cell


class WideReader:
    """Goes through one wide table and collects what it finds."""

    def __init__(self, sheet: Sheet, shape: Shape, catalogue: Catalogue, asked: Asked, locale: Locale) -> None:
        self.sheet, self.shape, self.catalogue, self.asked, self.locale = sheet, shape, catalogue, asked, locale
        self.names = names_of(catalogue)
        self.heading = heading_of(sheet, shape.labels)
        self.of_sections = are_sections(sheet, shape.labels, self.names, self.heading)
        self.without_zero = without_zero(sheet, shape.labels, self.names, self.heading)
        self.skip = {normal(label): label for label in asked.skip}
        self.form: frozenset[str] = frozenset()
        self.found = Found()
        self.problems = Problems()

    def read(self) -> Found:
        """The table as rows of ``indicators`` and ``group_values``."""
        header = self._header()
        values = self._values(header)
        missing = [value for value in values if signs.sign_of(value.cell)]
        present = [value for value in values if not signs.sign_of(value.cell)]
        used = sorted({value.column for value in values})
        specs = {column: self._spec(column, header[column], alone=len(used) == 1) for column in used}
        places = {(column, name): self._place(column, name, header[column]) for column in used for name in STATED}
        groups = {value.who for value in present if value.who not in self.catalogue.industries and group(value.who)}
        parts = (
            (INDICATORS, [value for value in present if value.who not in groups]),
            (GROUP_VALUES, [value for value in present if value.who in groups]),
        )
        missing_values = tuple(self._missing(value, specs[value.column]) for value in missing)
        built = [self._incoming(table, values, specs, places) for table, values in parts if values]
        problems = (*merged_problems(self.sheet, self.shape.first - 1, self.locale), *self.problems)
        built = built or [self._incoming(INDICATORS, [], specs, places)]
        built[0] = replace(built[0], problems=problems, missing=missing_values)
        self.found.incoming = tuple(built)
        return self.found

    def _problem(self, code: str, row: int | None, column: int | None, **fields: object) -> None:
        self.problems.append(self.sheet.problem(code, row, column, self.locale, **fields))

    def _header(self) -> dict[int, dict[str, tuple[str, int]]]:
        """``{column: {what: (said, row)}}`` of what the rows above the values state of each column."""
        header: dict[int, dict[str, tuple[str, int]]] = {column: {} for column in self.shape.across(self.sheet)}
        above = [row for row in self.sheet.rows if row < self.shape.first][-HEADER_WITHIN:]
        spread = self._merged_headings()
        carried = self._carried_headings(above)
        attributed = {row: name for row in above if (name := self._attribute(row))}
        self.form = frozenset(attributed.values())
        for row in above:
            cells = {**carried.get(row, {}), **spread.get(row, {}), **self.sheet.rows[row]}
            for column, stated in header.items():
                cell = cells.get(column)
                if cell is None:
                    continue
                if isinstance(cell, Odd):
                    self.problems.append(odd_problem(self.sheet, row, column, cell, self.locale))
                    stated["odd"] = (cell.said, row)
                elif row in attributed:
                    stated[attributed[row]] = (shown(cell), row)
                elif not (stated.get("indicator_id") and attributed):
                    self._state(stated, shown(cell), row, column)
        for stated in header.values():
            self._combine(stated)
        return header

    def _carried_headings(self, above: Sequence[int]) -> dict[int, dict[int, Cell]]:
        """Headings over one another, each standing for the columns after it up to the next, as StatBank writes them."""
        columns = self.shape.across(self.sheet)
        rows = [row for row in above if any(column in self.sheet.rows[row] for column in columns)]
        carried: dict[int, dict[int, Cell]] = {}
        for row in rows[:-1]:
            cells, last = self.sheet.rows[row], None
            for before, column in pairwise((0, *columns)):
                # What stands over the labels, or before them, is a title or their own heading.
                last = cells.get(column, None if before <= self.shape.labels < column else last)
                if last is not None and column in self.sheet.rows[rows[-1]]:
                    carried.setdefault(row, {})[column] = last
        return carried

    def _combine(self, stated: dict[str, tuple[str, int]]) -> None:
        """Headings over one another that name an indicator together, once totals of other dimensions are set aside."""
        if "unknown" not in stated:
            return
        heading, row = stated["unknown"]
        if part := next((piece for piece in heading.split(BETWEEN) if says_part(piece, self.names)), None):
            stated["part"] = (part, row)
        pieces = [piece for piece in heading.split(BETWEEN) if not self.names.is_total(piece)]
        if not pieces:
            del stated["unknown"]
        elif len(pieces) < len(heading.split(BETWEEN)) or len(pieces) > 1:
            stated["unknown"] = (" ".join(pieces), row)
        if pieces and "indicator_id" not in stated and (indicator := self.names.combined(pieces)):
            stated["indicator_id"] = (indicator, row)
            del stated["unknown"]

    def _attribute(self, row: int) -> str | None:
        """What a row says of the columns, where one of its first cells names it."""
        for column in range(1, self.shape.labels + 1):
            if (name := field_of(self.sheet.rows[row].get(column))) in ATTRIBUTES:
                return name
        return None

    def _merged_headings(self) -> dict[int, dict[int, Cell]]:
        """Headings over several columns, repeated in each of them."""
        spread: dict[int, dict[int, Cell]] = {}
        for row, first, _, last in self.sheet.merged:
            cell = self.sheet.rows.get(row, {}).get(first)
            beside = first > self.shape.labels or last < self.shape.labels
            if cell is not None and row < self.shape.first and beside:
                columns = self.shape.across(self.sheet)
                spread.setdefault(row, {}).update({column: cell for column in columns if first < column <= last})
        return spread

    def _state(self, stated: dict[str, tuple[str, int]], heading: str, row: int, column: int) -> None:
        """Add what a heading states; one that is not understood is kept as the column's ``unknown``."""
        if normal(heading) in self.skip:
            self.found.skipped.add(self.skip[normal(heading)])
            stated["skipped"] = (heading, row)
            return
        mapped = next((meant for label, meant in self.asked.columns.items() if normal(label) == normal(heading)), None)
        indicator, period, unit = (mapped, None, None) if mapped else self.names.column(heading)
        for name, part in (("indicator_id", indicator), ("period", period), ("unit", unit)):
            if part:
                stated[name] = (part, row)
        if not any((indicator, period, unit)):
            before = f"{stated['unknown'][0]}{BETWEEN}" if "unknown" in stated else ""
            stated["unknown"] = (before + heading, row)

    def _values(self, header: Mapping[int, Mapping[str, tuple[str, int]]]) -> list[_Value]:
        """Every cell below the heading; rows that are no industry's are problems, or lines of text that are told of."""
        values = []
        columns = [column for column, stated in header.items() if "skipped" not in stated]
        for row, cells in self.sheet.rows.items():
            if row < self.shape.first:
                continue
            named = cells.get(self.shape.labels)
            label = shown(named)
            here = [column for column in columns if column in cells and not self._names(column, cells[column])]
            if normal(label) in self.skip:
                self.found.skipped.add(self.skip[normal(label)])
                continue
            who = self._who(label, cells) if label else None
            if who is None:
                if any(column > self.shape.labels or label or _may_be_value(cells[column]) for column in here):
                    self._unknown(row, named)
                else:
                    self.found.not_read.append(self.sheet.place(row, None, self.locale))
                continue
            if label != who:
                self.found.matched[label] = who
            if not self._agrees(row, label, who):
                continue
            for column in here:
                if isinstance(cell := cells[column], Odd):
                    self.problems.append(odd_problem(self.sheet, row, column, cell, self.locale))
                else:
                    values.append(_Value(row, column, who, cell))
        filled = {value.column for value in values}
        rows = {value.row for value in values}
        self.found.empty_cells = len(filled) * len(rows) - len(values)
        return values

    def _who(self, label: str, cells: Mapping[int, Cell]) -> str | None:
        """Industry or group of a row; words beside a bare code can say that it is one."""
        named = with_name(cells, self.shape.labels)
        if label in self.without_zero and not self.names.group(named):
            # Neither the code nor the words beside it say which of two it is.
            return who_is(label, self.names, self.asked) if label in self.asked.rows else None
        candidates = (who_is(text, self.names, self.asked, self.heading, self.of_sections) for text in (label, named))
        return next((who for who in candidates if who), None)

    def _unknown(self, row: int, named: Cell | None) -> None:
        """A row with values whose label is no industry and no group, or no name at all."""
        label = shown(named)
        if isinstance(named, Odd):
            self.problems.append(odd_problem(self.sheet, row, self.shape.labels, named, self.locale))
        elif not any(map(str.isalnum, label)):
            self._problem("wide_row_unnamed", row, self.shape.labels, given=label)
        else:
            meaning = self.names.groups.label(label, self.heading)
            if label in self.without_zero:
                meaning = Label(kind=LOST_ZERO)
            more = {"quoted": label.replace('"', '\\"')}
            if meaning.kind:
                more["kind"] = self.locale.text(f"workbook.label_{meaning.kind}")
                self._problem("wide_row_no_group", row, self.shape.labels, given=label, more=more)
                return
            self._problem("wide_row", row, self.shape.labels, given=label, allowed=self._labels(), more=more)

    def _labels(self) -> tuple[str, ...]:
        """What a row could have been called: ids in a column of ids, names in others."""
        known = self.catalogue.industries
        return tuple(known) if self.shape.of_ids else tuple(name for names in known.values() for name in names[:1])

    def _names(self, column: int, cell: Cell) -> bool:
        """Whether a cell only names the row once more, as in a column of names beside one of ids."""
        return column in self.shape.names and isinstance(cell, str) and not is_value(cell)

    def _agrees(self, row: int, label: str, who: str) -> bool:
        """Whether the names beside a label are its own industry's, or nobody's; each other one is a problem."""
        if normal(label) in {normal(label) for label in self.asked.rows}:
            return True
        agrees = True
        for column in self.shape.names:
            cell = self.sheet.rows[row].get(column)
            other = self.names.industry(cell) if isinstance(cell, str) else None
            own_name = other and self.names.group(str(cell), "SN2007") == who  # the standard's name of the very code
            if other and other != who and not own_name:
                self._problem("wide_conflict", row, column, given=cell, more={"label": label, "other": other})
                agrees = False
        return agrees

    def _spec(self, column: int, stated: Mapping[str, tuple[str, int]], *, alone: bool) -> dict[str, str]:
        """All that a row of the contract must say of a column; what is not said anywhere is a problem.

        A heading that nobody knows may be that of ``--indicator`` only where the column is ``alone``: among several it
        can be that of the number of respondents.
        """
        unknown = stated.get("unknown")
        asked = {name: getattr(self.asked, name) for name in ("period", "unit", "source_id", "quality")}
        spec = {name: value for name, value in asked.items() if value} | {
            name: stated[name][0] for name in STATED if name in stated
        }
        for name in ("unit", "period"):
            if name in spec:
                spec[name] = self._standard(name, spec[name])
        for name in (key for key in asked if asked[key] and key in stated):
            if self._standard(name, asked[name]) != spec[name]:
                place = f"{spec[name]} ({self._place(column, name, stated)})"
                self.found.overridden.setdefault((f"--{name.removesuffix('_id')}", asked[name]), []).append(place)
        if "indicator_id" not in spec and self.asked.indicator:
            spec["indicator_id"] = self.asked.indicator
            unknown = stated.get("part") if alone else unknown
        row = next((where for _, where in stated.values()), self.shape.first)
        if "indicator_id" not in spec or unknown:
            if "odd" in stated and not unknown:
                return spec  # told of at its heading
            code, given = ("wide_column", unknown[0]) if unknown else ("wide_no_indicator", None)
            labels = tuple(indicator.label(self.locale) for indicator in self.catalogue.indicators.values())
            more = {"quoted": given.replace('"', '\\"')} if given else {}
            self._problem(code, unknown[1] if unknown else row, column, given=given, allowed=labels, more=more)
            return spec
        known = self.catalogue.indicators.get(spec["indicator_id"])
        if known and known.unit:
            if spec.get("unit", known.unit) != known.unit:
                where = stated["unit"][1] if "unit" in stated else row
                self._problem("unit_mismatch", where, column, given=spec["unit"], more={"unit": known.unit})
                spec["unit"] = ""  # told of: its values are not held against any unit
            spec.setdefault("unit", known.unit)
        if self.sheet.unit and spec.get("unit") and differs(self.sheet.unit, spec["unit"]):
            self._problem("unit_mismatch", row, column, given=self.sheet.unit, more={"unit": spec["unit"]})
            spec["unit"] = ""
        indicator_id = spec["indicator_id"]
        if "quality" in self.form and "quality" not in stated:
            spec.pop("quality", None)  # a form that asks for it is to be answered, not helped
        for name in ("period", "unit", "quality", "source_id"):
            if name not in spec:
                code = f"wide_no_{name.removesuffix('_id')}"
                self._problem(code, row, column, given=indicator_id)
        self.found.indicators.setdefault(indicator_id, set()).add(spec.get("period", ""))
        return spec

    def _standard(self, name: str, raw: str) -> str:
        """A unit or a period in the spelling of the data, where it has one."""
        if name == "unit":
            return self.names.units.get(normal(raw), raw)
        return (period_of(raw) or raw) if name == "period" else raw

    def _missing(self, value: _Value, spec: Mapping[str, str]) -> Missing:
        sign = shown(value.cell)
        about = f"{value.who} {spec.get('indicator_id', '')} {spec.get('period', '')}".strip()
        return Missing(self.sheet.place(value.row, value.column, self.locale), sign, signs.SIGNS[sign], about)

    def _place(self, column: int, name: str, stated: Mapping[str, tuple[str, int]]) -> str:
        """Where it was written what a column's ``name`` is: above the column, or in an option."""
        if name in stated:
            return self.sheet.place(stated[name][1], column, self.locale)
        return f"--{name.removesuffix('_id')}"

    def _incoming(
        self,
        table: Table,
        values: Sequence[_Value],
        specs: Mapping[int, Mapping[str, str]],
        places: Mapping[tuple[int, str], str],
    ) -> Incoming:
        mark = self.asked.decimal or signs.decimal_mark(value.cell for value in values)
        doubt = signs.ambiguous_thousands((value.cell for value in values), commas_doubted=self.sheet.commas_doubted)
        if doubt and not self.asked.decimal:
            doubtful = next(value for value in values if signs.plain_number(shown(value.cell)) == doubt[0])
            self._problem(doubt[1], doubtful.row, doubtful.column, given=shown(doubtful.cell))
        self._check_percent(values, specs)
        who = table.key[0]
        percent = [specs[value.column].get("unit") == PERCENT for value in values]
        texts = {
            who: [value.who for value in values],
            VALUE: [
                signs.number_text(value.cell, mark, yes, asked=bool(self.asked.decimal))
                for value, yes in zip(values, percent, strict=True)
            ],
        }
        texts |= {name: [specs[value.column].get(name, "") for value in values] for name in STATED}
        # What a column does not say is said of the column once, not of each of its cells.
        silent = frozenset(
            (position, name) for name in STATED for position, text in enumerate(texts[name], start=1) if not text
        )
        return Incoming(
            raw_table(table, self.sheet.file, texts, mark),
            self.sheet,
            [value.row for value in values],
            {who: self.shape.labels},
            [value.column for value in values],
            stated_at=places,
            flagged=silent,
            in_percent=sum(yes and isinstance(value.cell, Percent) for value, yes in zip(values, percent, strict=True)),
        )

    def _check_percent(self, values: Sequence[_Value], specs: Mapping[int, Mapping[str, str]]) -> None:
        """Tell of columns in per cent where a number may be a share, since only others have the sign."""
        for column in dict.fromkeys(value.column for value in values if specs[value.column].get("unit") == PERCENT):
            own = [value for value in values if value.column == column]
            if (index := signs.without_percent_sign([value.cell for value in own])) is not None:
                self._problem("wide_percent_mixed", own[index].row, column, given=shown(own[index].cell))


def _may_be_value(cell: Cell) -> bool:
    return not isinstance(cell, str) or is_value(cell)
