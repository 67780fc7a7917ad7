"""Links: what is set as ``name=value`` with ids and plain numbers, the same in every language. No Streamlit.

A link carries only what differs from the files. Names are the options of the command line with ``_`` for ``-`` where
it has one; a list stands as the same name repeated, or as one value with commas; an empty value leaves the file's own
list out. A weight is ``w_<member>``, its share of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from app.fields.field import FATE, WEIGHT, Field, percent
from app.fields.robustness_fields import ABOVE, BELOW, DATA_VARIED, SPREAD
from app.fields.sheet_fields import ALPHA, COMPARED, POWER, SIDES
from app.shell.setting import DECIMALS, SHARES, shares_from, units_of, weight_values
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import Locale

PROGRAMME, ORDER = "programme", "order"
RENAMED = {SPREAD: "around", DATA_VARIED: "data_uncertainty", COMPARED: "exposures"}
"""Fields that the command line has an option for by another name."""
SHOWN = 40  # signs of a name that is not known
REPORTED = 20  # fields that are told of one by one
_NUMBER = re.compile(rf"-?\d{{1,12}}(\.\d{{1,{DECIMALS}}})?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,12}", re.ASCII)

Given = Mapping[str, Sequence[str]]
Values = dict[str, object]
Carried = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name of a link: how its texts are read into values of fields, and which texts the values make.

    Parameters
    ----------
    label
        What the page calls it; empty where it stands for several fields.
    read
        Texts and the place that a message names, to ``{key: value}`` or what is wrong.
    written
        All values by key, to texts; none where the file says the same.
    """

    label: str
    read: Callable[[Sequence[str], str], tuple[Values, tuple[Problem, ...]]]
    written: Callable[[Mapping[str, object]], list[str]]


def read_link(given: Given, fields: Mapping[str, Field], locale: Locale) -> tuple[Values, tuple[Problem, ...]]:
    """What a link asks for, ``{key: value}``, and what had to be refused of it, field by field."""
    known = parameters(fields)
    values: Values = {}
    refused: list[Problem] = []
    for name, texts in given.items():
        if name not in known:
            place = locale.text("app.link_field", field=_short(name))
            refused.append(Problem("unknown", place=place, given=name, allowed=tuple(known)))
            continue
        label = known[name].label
        place = locale.text("app.link_field_known" if label else "app.link_field", field=name, label=label)
        accepted, problems = known[name].read(texts, place)
        refused += problems
        if not problems:
            values |= accepted
    if any(key.startswith(WEIGHT) for key in values):
        values, wrong = _together(values, fields, locale)
        refused += wrong
    return values, _few(refused)


def _together(values: Values, fields: Mapping[str, Field], locale: Locale) -> tuple[Values, tuple[Problem, ...]]:
    """The weights made to a whole, with the file's numbers of those that the link does not name; none if all are 0."""
    others = {key: value for key, value in values.items() if not key.startswith(WEIGHT)}
    try:
        return others | weight_values(units_of(values, fields)), ()
    except InputError as error:
        place = locale.text("app.link_field", field=f"{WEIGHT}…")
        return others, tuple(replace(problem, place=place) for problem in error.problems)


def write_link(values: Mapping[str, object], fields: Mapping[str, Field]) -> dict[str, list[str]]:
    """The names and texts of the link that asks for these values, in the order of the fields."""
    carried = {name: parameter.written(values) for name, parameter in parameters(fields).items()}
    return {name: texts for name, texts in carried.items() if texts}


def address(carried: Carried, page: str = "/") -> str:
    """The link itself; ``page`` is the address of the page without a question mark."""
    return page + ("?" + urlencode(carried, doseq=True) if carried else "")


def parameters(fields: Mapping[str, Field]) -> dict[str, Parameter]:
    """Every name that a link can have, in the order of the fields."""
    by_name: dict[str, Parameter] = {}
    for key, field in fields.items():
        if key.startswith(WEIGHT):
            by_name[key] = _weight(field, fields)
        elif key.startswith(FATE):
            by_name.setdefault(PROGRAMME, _programmes(fields))
        elif key in (ABOVE, BELOW):
            by_name.setdefault(ORDER, _order(fields))
        elif key == SIDES:
            by_name["one_sided"] = _one_sided(field)
        else:
            by_name[RENAMED.get(key, key)] = _choices(field) if field.options else _plain_number(field)
    return by_name


def decimal(value: float) -> str:
    """The number with a decimal point and no digits that say nothing."""
    digits = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def _weight(field: Field, fields: Mapping[str, Field]) -> Parameter:
    member = field.key.removeprefix(WEIGHT)

    def read(texts: Sequence[str], place: str) -> tuple[Values, tuple[Problem, ...]]:
        number, problems = _number(texts, place, 0.0, 1.0, whole=False)
        return {field.key: percent(number)}, problems

    def written(values: Mapping[str, object]) -> list[str]:
        if all(values[key] == fields[key].default for key in fields if key.startswith(WEIGHT)):
            return []
        return [decimal(shares_from(units_of(values, fields))[member])]

    return Parameter(field.label, read, written)


def _plain_number(field: Field) -> Parameter:
    size = 100.0 if field.key in SHARES else 1.0

    def read(texts: Sequence[str], place: str) -> tuple[Values, tuple[Problem, ...]]:
        number, problems = _number(texts, place, field.low / size, field.high / size, whole=field.whole)
        value = int(number) if field.whole else round(number * size, DECIMALS)
        return {field.key: value}, problems

    def written(values: Mapping[str, object]) -> list[str]:
        value = float(str(values[field.key]))
        return [] if values[field.key] == field.default else [decimal(value / size)]

    return Parameter(field.label, read, written)


def _number(
    texts: Sequence[str], place: str, low: float, high: float, *, whole: bool
) -> tuple[float, tuple[Problem, ...]]:
    """The one number that is given; what is wrong with it where anything is."""
    if problems := _one_only(texts, place):
        return 0.0, problems
    given = texts[0]
    if not (_WHOLE if whole else _NUMBER).fullmatch(given):
        return 0.0, (Problem("toml_not_integer" if whole else "link_number", place=place, given=given),)
    number = float(given)
    if not low <= number <= high:
        allowed = (f"{decimal(low)}–{decimal(high)}",)
        return 0.0, (Problem("toml_out_of_range", place=place, given=given, allowed=allowed),)
    return number, ()


def _choices(field: Field) -> Parameter:
    """One of the ids, or several: repeated, or with commas between."""
    shown = {option: _share_of_percent(option) if field.key in (ALPHA, POWER) else option for option in field.options}
    ids = {word: option for option, word in shown.items()}
    own: tuple[str, ...] = field.default if isinstance(field.default, tuple) else ()

    def read(texts: Sequence[str], place: str) -> tuple[Values, tuple[Problem, ...]]:
        chosen = _separate(texts) if field.many else list(texts)
        if elsewhere := [field.absent[given] for given in chosen if given in field.absent]:
            return {}, (Problem(elsewhere[0], place=place),)
        unknown = tuple(
            Problem("unknown", place=place, given=given, allowed=tuple(ids))
            for given in dict.fromkeys(chosen)
            if given not in ids and (given or not field.many)
        )
        if problems := unknown or (() if field.many else _one_only(texts, place)):
            return {}, problems
        if not field.many:
            return {field.key: ids[chosen[0]]}, ()
        kept = () if "" in chosen else own
        return {field.key: tuple(dict.fromkeys((*kept, *(ids[given] for given in chosen if given))))}, ()

    def written(values: Mapping[str, object]) -> list[str]:
        value = values[field.key]
        if value == field.default:
            return []
        if not isinstance(value, tuple):
            return [shown[str(value)]]
        if value[: len(own)] == own:
            return [shown[option] for option in value[len(own) :]]
        return ["", *(shown[option] for option in value)]

    return Parameter(field.label, read, written)


def _share_of_percent(option: str) -> str:
    return decimal(float(option) / 100)


def _programmes(fields: Mapping[str, Field]) -> Parameter:
    """``programme=barnehager=wind_down``, as the command line has it."""
    fates = {key.removeprefix(FATE): field for key, field in fields.items() if key.startswith(FATE)}

    def read(texts: Sequence[str], place: str) -> tuple[Values, tuple[Problem, ...]]:
        accepted: Values = {}
        problems: list[Problem] = []
        for given in _separate(texts):
            programme, equals, fate = given.partition("=")
            if not equals:
                problems.append(Problem("option_form", place=place, given=given, allowed=("ID=continue",)))
            elif programme not in fates:
                problems.append(Problem("unknown", place=place, given=programme, allowed=tuple(fates)))
            elif fate not in fates[programme].options:
                allowed = fates[programme].options
                problems.append(Problem("unknown", place=f"{place}, {programme}", given=fate, allowed=allowed))
            elif FATE + programme in accepted:
                problems.append(Problem("toml_repeated", place=place, given=programme))
            else:
                accepted[FATE + programme] = fate
        return accepted, tuple(problems)

    def written(values: Mapping[str, object]) -> list[str]:
        return [f"{of}={values[FATE + of]}" for of, field in fates.items() if values[FATE + of] != field.default]

    return Parameter("", read, written)


def _order(fields: Mapping[str, Field]) -> Parameter:
    """``order=absence>=frafall``; while only one side is chosen the other is left empty."""
    above = fields[ABOVE]
    none = str(above.default)
    allowed = tuple(option for option in above.options if option != none)

    def read(texts: Sequence[str], place: str) -> tuple[Values, tuple[Problem, ...]]:
        if problems := _one_only(texts, place):
            return {}, problems
        sides = texts[0].split(">=")
        if len(sides) != 2:
            return {}, (Problem("option_form", place=place, given=texts[0], allowed=(">=".join(allowed[:2]),)),)
        unknown = tuple(
            Problem("unknown", place=place, given=side, allowed=allowed)
            for side in sides
            if side and side not in allowed
        )
        return {ABOVE: sides[0] or none, BELOW: sides[1] or none}, unknown

    def written(values: Mapping[str, object]) -> list[str]:
        sides = ["" if values[key] == none else str(values[key]) for key in (ABOVE, BELOW)]
        return [">=".join(sides)] if any(sides) else []

    return Parameter("", read, written)


def _one_sided(field: Field) -> Parameter:
    """``one_sided=yes``, the command line's switch."""
    sides = {"yes": "one", "no": "two"}

    def read(texts: Sequence[str], place: str) -> tuple[Values, tuple[Problem, ...]]:
        if problems := _one_only(texts, place):
            return {}, problems
        if texts[0] not in sides:
            return {}, (Problem("unknown", place=place, given=texts[0], allowed=tuple(sides)),)
        return {field.key: sides[texts[0]]}, ()

    def written(values: Mapping[str, object]) -> list[str]:
        return ["yes"] if values[field.key] == "one" else []

    return Parameter(field.label, read, written)


def _separate(texts: Sequence[str]) -> list[str]:
    return [piece for given in texts for piece in given.split(",")]


def _one_only(given: Sequence[str], place: str) -> tuple[Problem, ...]:
    return () if len(given) == 1 else (Problem("toml_repeated", place=place, given=", ".join(given)),)


def _short(name: str) -> str:
    return name if len(name) <= SHOWN else name[: SHOWN - 1] + "…"


def _few(refused: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first ones, and how many more there are."""
    problems = tuple(refused)
    rest = len(problems) - REPORTED
    if rest <= 0:
        return problems
    return (*problems[:REPORTED], Problem("link_more", more={"count": str(rest)}))
