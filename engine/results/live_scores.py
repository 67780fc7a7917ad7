"""The ranking as sheets that calculate: a sceptic changes a weight and sees score and rank move.

Two kinds of sheet: the ranking with the root's weights above it, and behind it the value that every place in the tree
has, with the weights of the criteria below the root. Where figures are open there is one such sheet for either end.
What cannot be written as a formula is a number, and the sheet says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from openpyxl.utils import get_column_letter

from engine.criteria.aggregates import PAIR_FORMS
from engine.criteria.model import Criterion
from engine.foundation.locale import Locale
from engine.foundation.tolerances import tie
from engine.output.live_cells import Formula, Input, Value
from engine.output.table import Column, Table
from engine.output.workbook import Sheet, Shown
from engine.output.workbook_charts import Chart
from engine.results.known_figures import Known
from engine.results.live_formulas import contribution_formula, cooccurrence_formula, mean_formula, rank_formula
from engine.results.ranking import ranking_table
from engine.results.tree_places import tree_order
from engine.scoring.aggregation import aggregated
from engine.scoring.figure_ends import open_ends
from engine.scoring.intervals import COUNTS_AS
from engine.scoring.score import Scores
from engine.scoring.tree import evaluated, weights_below

Floats = NDArray[np.float64]
Cells = Callable[[int, int], Shown]
"""What a column has for the industry at a place of the order, in a row of the sheet."""

WEIGHTS, FIRST = 3, 5
"""Rows below the warning: of the weights, and of the first industry; a line, two rows and the heading stand above."""
BEFORE = 5
"""Columns before the root's members on the ranking sheet: two ranks, the mark, the name, the score."""
SAME = 1e-9
CHOSEN = "✓"


@dataclass(frozen=True, eq=False)
class End:
    """The tree with its open figures at one end.

    Parameters
    ----------
    sheet
        What its sheet is called.
    unknown
        What an unknown value counts as.
    values
        (industry,) by place, leaves and criteria.
    """

    sheet: str
    unknown: float
    values: Mapping[str, Floats]

    def gives(self, criterion: Criterion) -> bool:
        """Whether the criterion's own rule makes its value of its members' at this end; a middle of two may not."""
        below = np.column_stack([self.values[child] for child in criterion.children])
        if criterion.missing == "interval":
            below = np.where(np.isnan(below), self.unknown, below)
        if criterion.pairs:
            computed = PAIR_FORMS[criterion.form].of(below[:, 0], below[:, 1])
        else:
            computed = aggregated(criterion.aggregate, below, weights_below(criterion)[None], criterion.missing)[0]
        return bool(np.allclose(computed, self.values[criterion.id], rtol=SAME, atol=SAME, equal_nan=True))


def live_ranking(scores: Scores, selected: Sequence[str], locale: Locale) -> tuple[Sheet, ...]:
    """The ranking, and the sheets that it is worked out from; the ranking alone where the root has no formula."""
    made = _Live(scores, frozenset(selected), locale)
    if not made.possible:
        return (made.fixed(),)
    return (made.ranking(), *(made.tree(end) for end in made.ends.values()))


@dataclass(frozen=True)
class _Live:
    scores: Scores
    selected: frozenset[str]
    locale: Locale

    @cached_property
    def ends(self) -> dict[str, End]:
        scores, title = self.scores, self.locale.text("export.sheet_tree")
        if not Known(scores).any_open:
            return {"": End(title, COUNTS_AS[scores.criteria.rank_by], {**scores.normalised, **scores.nodes})}
        by_side = {}
        both = open_ends(scores)
        for side, name in enumerate(("low", "high")):
            leaves = {leaf: pair[side] for leaf, pair in both.items()}
            nodes = evaluated(scores.criteria, leaves, scores.industry_ids, COUNTS_AS[name]).nodes
            called = self.locale.text(f"export.sheet_tree_{name}")
            by_side[name] = End(called, COUNTS_AS[name], {**leaves, **nodes})
        return by_side

    @property
    def used(self) -> tuple[End, ...]:
        """The end that the ranking goes by; both where it goes by their middle."""
        by = self.scores.criteria.rank_by
        return (self.ends[by],) if by in self.ends else tuple(self.ends.values())

    @cached_property
    def possible(self) -> bool:
        root = self.scores.criteria.root
        return bool(root.members) and all(
            end.gives(root) and self._mean(end, FIRST) is not None for end in self.ends.values()
        )

    @cached_property
    def columns(self) -> dict[str, str]:
        """The letter of each place on the sheets of the tree: all members of a criterion next to each other."""
        criteria = self.scores.criteria.criteria
        inner = [node.id for node in tree_order(self.scores.criteria) if node.id in criteria]
        places = [child for criterion_id in inner for child in criteria[criterion_id].children]
        return {place: get_column_letter(index) for index, place in enumerate(places, start=2)}

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The root's members on the ranking sheet."""
        return tuple(get_column_letter(BEFORE + index) for index in range(1, 1 + len(self.scores.root_members)))

    @property
    def weights(self) -> list[str]:
        return [f"{letter}${{{WEIGHTS}}}" for letter in self.letters]

    def _mean(self, end: End, row: int) -> str | None:
        """The root's value at one end."""
        root = self.scores.criteria.root
        values = [f"'{end.sheet}'!{self.columns[child]}{{{row}}}" for child in root.children]
        return mean_formula(root.aggregate, root.missing, self.weights, values, end.unknown)

    def _scaled(self, ends: Sequence[End], row: int) -> str:
        """The score: the mean of what it is at these ends."""
        means = [f"({self._mean(end, row)})" for end in ends]
        scale = self.scores.criteria.scale / len(means)
        return f'IFERROR({scale!r}*({"+".join(means)}),"")'

    def _points(self, place: int, row: int) -> str:
        """Points of one root member, or its value where they do not add up."""
        root = self.scores.criteria.root
        parts = []
        for end in self.used:
            values = [f"'{end.sheet}'!{self.columns[child]}{{{row}}}" for child in root.children]
            if self.scores.contributions is None:
                filled = repr(end.unknown) if root.missing == "interval" else '""'
                parts.append(f"IF(ISNUMBER({values[place]}),{values[place]},{filled})")
            else:
                scale = self.scores.criteria.scale
                parts.append(contribution_formula(root.missing, scale, self.weights, values, place, end.unknown))
        return parts[0] if len(parts) == 1 else f'IFERROR(({"+".join(parts)})/{len(parts)},"")'

    def ranking(self) -> Sheet:
        """The ranking with the weights above it."""
        locale = self.locale
        shown, cells = self._ranking_columns()
        rows = tuple(tuple(cell(index, FIRST + index) for cell in cells) for index in range(len(self.scores.order)))
        root = self.scores.criteria.root
        empty = (None,) * (BEFORE - 2)
        whole = f"SUM(${self.letters[0]}${{{WEIGHTS}}}:${self.letters[-1]}${{{WEIGHTS}}})"
        shares = (
            Formula(f'IF({whole}=0,"",{cell}/{whole})', share)
            for cell, share in zip(self.weights, self.scores.weights.tolist(), strict=True)
        )
        above = (
            (*empty, locale.text("export.share"), None, *shares),
            (*empty, locale.text("export.weight"), None, *(Input(root.members[member]) for member in root.members)),
        )
        return Sheet(
            locale.text("report.sheet_ranking"),
            locale.text("report.about_ranking"),
            (Table("", shown, rows),),  # type: ignore[arg-type]  # formulas stand for their values
            (locale.text("export.change_weights"),),
            _charts(shown, locale),
            above,
            frozen=BEFORE - 1,
        )

    def _ranking_columns(self) -> tuple[tuple[Column, ...], list[Cells]]:
        scores, locale = self.scores, self.locale
        table = ranking_table(scores, locale)
        columns = {column.key: column for column in table.columns}
        own = {column.key: [row[index] for row in table.rows] for index, column in enumerate(table.columns)}
        last, slack = FIRST + len(table.rows) - 1, tie("scores", scores.size)
        members = [f"contribution_{member}" for member in scores.root_members]
        made: list[tuple[Column, Cells]] = []

        def live(column: Column, written: Callable[[int], str], values: Sequence[Value]) -> None:
            made.append((column, lambda index, row: Formula(written(row), values[index])))

        def fixed(column: Column, values: Sequence[Shown]) -> None:
            made.append((column, lambda index, _: values[index]))

        total = f"{self.letters[0]}{{row}}:{self.letters[-1]}{{row}}"
        points = scores.contributions is not None
        live(
            Column("rank", locale.text("export.rank_now"), "integer"),
            lambda row: rank_formula(f"E{{{row}}}", f"E${{{FIRST}}}:E${{{last}}}", slack),
            _values(own["rank"]),
        )
        fixed(Column("rank_here", locale.text("export.rank_here"), "integer"), _shown(own["rank"]))
        chosen = [CHOSEN if industry in self.selected else None for industry in map(str, own["industry_id"])]
        fixed(Column("selected", locale.text("export.selected")), chosen)
        fixed(columns["name"], _shown(own["name"]))
        live(
            columns["score"],
            (lambda row: f'IF(COUNT({total})=0,"",SUM({total}))'.replace("{row}", f"{{{row}}}"))
            if points
            else (lambda row: self._scaled(self.used, row)),
            _values(own["score"]),
        )
        for place, (key, member) in enumerate(zip(members, scores.root_members, strict=True)):
            column = columns.get(key) or Column(f"value_{member}", scores.criteria.label(member, locale), "number", 3)
            values = (
                _values(own[key])
                if points
                else [_number(value) for value in scores.member_values[list(scores.order), place]]
            )
            live(column, lambda row, place=place: self._points(place, row), values)  # type: ignore[misc]
        for key, column in columns.items():
            if key in ("rank", "name", "score", *members) or not column.for_people:
                continue
            end = self.ends.get(key.removeprefix("score_")) if key.startswith("score_") else None
            if end is None:
                fixed(column, _shown(own[key]))
            else:
                live(column, lambda row, end=end: self._scaled((end,), row), _values(own[key]))  # type: ignore[misc]
        return tuple(column for column, _ in made), [cells for _, cells in made]

    def tree(self, end: End) -> Sheet:
        """The value of every place in the tree at one end, with the weights below the root."""
        scores, locale, criteria = self.scores, self.locale, self.scores.criteria
        parents = {child: criterion for criterion in criteria.criteria.values() for child in criterion.children}
        part: list[Shown] = [locale.text("report.part_of")]
        weights: list[Shown] = [locale.text("export.weight")]
        columns = [Column("name", locale.text("report.industry"))]
        written: list[Callable[[int], str] | None] = []
        numbers: list[str] = []
        for place in self.columns:
            parent = parents[place]
            part.append(criteria.label(parent.id, locale) if parent.children[0] == place else None)
            own = parent.members.get(place)
            weights.append(None if own is None or parent is criteria.root else Input(own))
            columns.append(Column(f"value_{place}", criteria.label(place, locale), "number", 3))
            formula = self._node(place, end)
            written.append(formula)
            if formula is None and place in criteria.criteria:
                numbers.append(criteria.label(place, locale))
        rows = []
        for index, position in enumerate(scores.order):
            values = [_number(end.values[place][position]) for place in self.columns]
            cells = (
                value if formula is None else Formula(formula(FIRST + index), value)
                for formula, value in zip(written, values, strict=True)
            )
            industry = scores.dataset.industries[scores.dataset.position[scores.industry_ids[position]]]
            rows.append((industry.name(locale), *cells))
        text = locale.text("export.tree_says")
        if numbers:
            text += " " + locale.text("export.tree_numbers", criteria="; ".join(numbers))
        about = locale.text("export.about_tree")
        above = (tuple(part), tuple(weights))
        table = Table("", tuple(columns), tuple(rows))  # type: ignore[arg-type]  # formulas stand for their values
        return Sheet(end.sheet, about, (table,), (text,), above=above, frozen=1)

    def _node(self, place: str, end: End) -> Callable[[int], str] | None:
        """The formula of a criterion's cell by row; None for an indicator and for what has no formula."""
        criterion = self.scores.criteria.criteria.get(place)
        if criterion is None or not end.gives(criterion):
            return None

        def written(row: int) -> str | None:
            values = [f"{self.columns[child]}{{{row}}}" for child in criterion.children]
            if criterion.pairs:
                return cooccurrence_formula(criterion.form, values[0], values[1], criterion.missing, end.unknown)
            weights = [f"{self.columns[child]}${{{WEIGHTS}}}" for child in criterion.children]
            return mean_formula(criterion.aggregate, criterion.missing, weights, values, end.unknown)

        return None if written(FIRST) is None else lambda row: str(written(row))

    def fixed(self) -> Sheet:
        """The ranking in numbers, and why it does not calculate."""
        table = ranking_table(self.scores, self.locale)
        root = self.scores.criteria.root
        how = self.locale.text(f"export.rule_{root.aggregate}")
        return Sheet(
            self.locale.text("report.sheet_ranking"),
            self.locale.text("report.about_ranking"),
            (Table("", table.columns, table.rows),),
            (self.locale.text("export.not_a_formula", rule=how),),
            _charts(table.columns, self.locale),
        )


def _charts(columns: Sequence[Column], locale: Locale) -> tuple[Chart, ...]:
    keys = tuple(column.key for column in columns if column.key.startswith("contribution_"))
    title = locale.text("export.chart_ranking"), locale.text("export.chart_ranking_title")
    return (Chart(*title, keys),) if keys else ()


def _shown(values: Sequence[object]) -> list[Shown]:
    return list(values)  # type: ignore[arg-type]


def _values(values: Sequence[object]) -> list[Value]:
    return list(values)  # type: ignore[arg-type]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
