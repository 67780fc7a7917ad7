"""Cells of a microdata file as the small numbers that estimates are made from, written as Ibis expressions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.survey.specification import Specification, Standard, Variable
from engine.survey.specification_keys import Answer

NOWHERE = -1
"""The industry of a respondent without one, and the group of one whose age or sex is not known."""
OUTSIDE = -1
"""The state of an answer that the specification does not declare."""
YES, NO = 1, 0
_NUMBER = "^ *[+-]?[0-9]+([.,][0-9]+)? *$"
_SPACES = "^ +| +$"


def constant(value: int, kind: str) -> Any:
    """The same whole number in every row."""
    import ibis

    return ibis.literal(value).cast(kind)  # as a whole number first: Spark takes 1.0 for a decimal


def as_text(column: Any) -> Any:
    """The column as text, whole numbers without decimals."""
    import ibis

    if not column.type().is_floating():
        return column.cast("string")
    whole = column.round(0)
    return ibis.cases((whole == column, whole.cast("int64").cast("string")), else_=column.cast("string"))


def text_of(column: Any) -> Any:
    """The column as text without spaces around it; null where it is blank."""
    return _stripped(as_text(column)).nullif("")


def _stripped(column: Any) -> Any:
    """The text without spaces at its ends. Ibis' own ``strip`` takes the letters f and v away too on Spark."""
    return column.re_replace(_SPACES, "")


def number_of(column: Any) -> Any:
    """The column as numbers, null where a text is none. A decimal comma is understood."""
    import ibis

    if not column.type().is_string():
        return column.cast("float64")
    return ibis.cases((column.re_search(_NUMBER), _stripped(column).replace(",", ".").cast("float64")))


def _matched(column: Any, answers: Sequence[Answer]) -> tuple[Any, Any]:
    """The column in the form of the answers, and whether the cell is blank."""
    kind = column.type()
    if kind.is_string():
        stripped = _stripped(column)
        return (stripped if isinstance(answers[0], str) else number_of(column)), column.isnull() | (stripped == "")
    if kind.is_boolean():
        column = column.cast("int8")
    blank = column.isnull() | column.isnan() if kind.is_floating() else column.isnull()
    return (text_of(column) if isinstance(answers[0], str) else column), blank


def state(raw: Any, variable: Variable) -> Any:
    """``YES``, ``NO``, ``OUTSIDE``, or null where the answer is missing."""
    import ibis

    column, blank = _matched(raw[variable.column], variable.yes)
    if column.type().is_integer():
        return _state_of_whole(column, variable)
    yes, no, missing = (list(which) for which in (variable.yes, variable.no, variable.missing))
    return ibis.cases(
        (column.isin(yes), ibis.literal(YES, "int8")),
        (column.isin(no), ibis.literal(NO, "int8")),
        (blank | column.isin(missing) if missing else blank, ibis.null("int8")),
        else_=ibis.literal(OUTSIDE, "int8"),
    )


def _state_of_whole(column: Any, variable: Variable) -> Any:
    """The state by steps from the lowest answer up: several times as quick as looking in lists of answers."""
    import ibis

    low, high = column.type().bounds
    by_answer = {
        int(answer): state
        for answers, state in ((variable.missing, None), (variable.no, NO), (variable.yes, YES))
        for answer in answers
        if not isinstance(answer, str) and low <= answer <= high and answer == int(answer)
    }
    steps: list[tuple[Any, int | None]] = []
    before = None
    for answer, state in sorted(by_answer.items()):
        if before is None or answer > before + 1:
            steps.append((column < answer, OUTSIDE))
        elif state == steps[-1][1]:
            steps.pop()
        steps.append((column <= answer, state))
        before = answer
    states: dict[int | None, Any] = {
        None: ibis.null("int8"),
        **{state: ibis.literal(state, "int8") for state in (YES, NO, OUTSIDE)},
    }
    return ibis.cases(
        *((reached, states[state]) for reached, state in steps),
        (column.isnull(), states[None]),
        else_=states[OUTSIDE],
    )


def _as_stored(column: Any, answers: Sequence[Answer]) -> list[Any]:
    """The answers as whole numbers where the column is: comparing floats takes several times as long."""
    if not column.type().is_integer():
        return list(answers)
    return [int(answer) if isinstance(answer, float) and answer.is_integer() else answer for answer in answers]


def age_sex(raw: Any, standard: Standard | None, age: str | None, sex: str | None) -> Any:
    """The group of the standard; ``NOWHERE`` where age or sex is blank or the age below the first; null where wrong."""
    import ibis

    if standard is None or age is None or sex is None:
        return ibis.literal(NOWHERE, "int32")
    years, no_age = _matched(raw[age], standard.age_groups)
    answers, no_sex = _matched(raw[sex], standard.sexes)
    last = len(standard.age_groups) - 1
    step = ibis.cases(
        *((years >= first, last - index) for index, first in enumerate(reversed(standard.age_groups))),
        (years >= 0, NOWHERE),
    )
    place = ibis.cases(
        *((answers == answer, index * len(standard.age_groups)) for index, answer in enumerate(standard.sexes))
    )
    return ibis.cases(
        (no_age | no_sex | (step == NOWHERE), ibis.literal(NOWHERE, "int32")), else_=(place + step).cast("int32")
    )


def within(raw: Any, conditions: Sequence[tuple[str, tuple[Answer, ...]]]) -> Any:
    """Whether every condition holds: the column has one of the values."""
    import ibis

    inside = ibis.literal(True)
    for name, values in conditions:
        column, _ = _matched(raw[name], values)
        inside = inside & column.isin(_as_stored(column, values)).fill_null(False)
    return inside


def period_position(raw: Any, specification: Specification, periods: Sequence[str]) -> Any:
    """The position of each row's period."""
    import ibis

    if not specification.columns.period:
        return ibis.literal(0, "int32")
    stated = text_of(raw[specification.columns.period])
    return ibis.cases(*((stated == period, ibis.literal(index, "int32")) for index, period in enumerate(periods)))
