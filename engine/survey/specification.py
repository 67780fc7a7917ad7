"""A specification file: what the columns of a microdata file are, and what of it is to be known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.classification.periods import days_of
from engine.dataset.model import Source
from engine.foundation.declared_tables import Place, read_table
from engine.foundation.errors import InputError
from engine.foundation.formula_texts import is_formula
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.foundation.toml_file import check_writable, parsed_toml, toml_text
from engine.survey.specification_keys import LABELS, TOP, Answer, Findings


@dataclass(frozen=True, slots=True)
class Columns:
    """The file's own names of its columns; None where it has no such column.

    One of ``industry`` (industry ids) and ``sn2007`` (codes of two to five digits) is there. ``psu`` are primary
    sampling units, the respondents themselves where there are none; ``population`` is how many of them the stratum has,
    or the whole population where there are no strata.
    """

    industry: str | None = None
    sn2007: str | None = None
    weight: str | None = None
    stratum: str | None = None
    psu: str | None = None
    population: str | None = None
    age: str | None = None
    sex: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """One question made into yes and no.

    ``yes`` and ``no`` are its valid answers; ``missing`` are the others that the file can hold, as refusal and
    «don't know». An empty cell is missing too.
    """

    indicator_id: str
    column: str
    yes: tuple[Answer, ...]
    no: tuple[Answer, ...]
    missing: tuple[Answer, ...] = ()
    unit: str = "percent"
    label_nb: str = ""
    label_en: str = ""
    label_nn: str = ""

    def label(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """The shown name; the id where there is none."""
        return locale.written(self, "label") or self.indicator_id


@dataclass(frozen=True, slots=True)
class Pair:
    """An exposure and a complaint, looked for in the same persons: indicator ids of variables."""

    exposure: str
    complaint: str


@dataclass(frozen=True, slots=True)
class Minimums:
    """What a figure must rest on to be shown: respondents, respondents on either side, and in each age and sex."""

    n: int = 20
    cases: int = 5
    group: int = 5


@dataclass(frozen=True, slots=True)
class Standard:
    """Groups of age and sex that rates are standardised over.

    ``age_groups`` are the first years of each group; the last has no end. ``population`` has a number of persons by
    sex and age group; empty where the file's own weighted distribution is the standard.
    """

    age_groups: tuple[float, ...]
    sexes: tuple[Answer, ...]
    population: tuple[tuple[float, ...], ...] = ()

    @property
    def groups(self) -> int:
        """How many groups there are: number ``sex position × age groups + age position``."""
        return len(self.age_groups) * len(self.sexes)


@dataclass(frozen=True, slots=True)
class Specification:
    """A whole specification; ``file`` is what messages call it.

    Parameters
    ----------
    subpopulation
        Columns and the values that they may have: whom the figures are about, where all of them hold. The others stay
        in the design.
    no_industry
        Values of the industry column that stand for no industry, as 999 does in many files.
    """

    file: str
    source: Source
    columns: Columns
    variables: tuple[Variable, ...]
    pairs: tuple[Pair, ...] = ()
    period: str | None = None
    lonely_psu: str = "error"
    minimums: Minimums = Minimums()
    standard: Standard | None = None
    synthetic: bool = False
    subpopulation: tuple[tuple[str, tuple[Answer, ...]], ...] = ()
    no_industry: tuple[Answer, ...] = ()


def read_specification(path: Path | str) -> Specification:
    """The specification of one TOML file.

    Raises ``InputError`` with every problem found.
    """
    file = str(path)
    given = parsed_toml(toml_text(path), file)
    check_writable(given, file)
    findings = Findings(file)
    values = read_table(TOP, given, Place(), findings)
    variables = [_variable(place, table, findings) for place, table in values.get("variable", ())]
    ids = [table["indicator_id"] for _, table in values.get("variable", ()) if "indicator_id" in table]
    for indicator_id in sorted({indicator_id for indicator_id in ids if ids.count(indicator_id) > 1}):
        findings.add("toml_repeated", "[[variable]] indicator_id", indicator_id)
    pairs = [table for place, table in values.get("pair", ()) if _check_pair(place, table, ids, findings)]
    for key, text in values.get("source", {}).items():
        if is_formula(text):  # the source stands in the folder that --to writes
            findings.add("text_as_formula", f"[source], {key}", text)
    columns, survey = values.get("columns", {}), values.get("survey", {})
    _check_columns(columns, survey, findings)
    for column, allowed in values.get("subpopulation", {}).items():
        if len({isinstance(answer, str) for answer in allowed}) > 1:
            findings.add("micro_mixed_answers", f"[subpopulation], {column}")
    standard = values.get("standard")
    if standard:
        _check_standard(standard, columns, findings)
    if findings.problems:
        raise InputError(findings.problems)
    source, least = values["source"], values["suppression"]
    return Specification(
        file=file,
        source=Source(source["id"], source["title"], source["publisher"], source["published"], source["reference"]),
        columns=Columns(**columns),
        variables=tuple(variable for variable in variables if variable),
        pairs=tuple(Pair(**table) for table in pairs),
        period=survey["period"],
        lonely_psu=survey["lonely_psu"],
        minimums=Minimums(least["minimum_n"], least["minimum_cases"], least["minimum_group"]),
        standard=Standard(standard["age_groups"], standard["sexes"], standard["population"] or ())
        if standard
        else None,
        synthetic=values["synthetic"],
        subpopulation=tuple(values["subpopulation"].items()),
        no_industry=survey["no_industry"],
    )


def _variable(place: Place, table: dict[str, Any], findings: Findings) -> Variable | None:
    ways = [way for way in ("equals", "any_of", "at_least") if table.get(way) is not None]
    if "answers" not in table or "column" not in table or "indicator_id" not in table:
        return None
    answers, missing = table["answers"], table.get("missing", ())
    if len(ways) != 1:
        findings.add("micro_one_of", place, ", ".join(ways) or "–", ("equals", "any_of", "at_least"))
        return None
    for answer in sorted(
        {str(_shown(answer)) for answer in (*answers, *missing) if (*answers, *missing).count(answer) > 1}
    ):
        findings.add("toml_repeated", f"{place}, answers", answer)
    if len({isinstance(answer, str) for answer in (*answers, *missing)}) > 1:
        findings.add("micro_mixed_answers", f"{place}, answers")
        return None
    if ways == ["at_least"]:
        if isinstance(answers[0], str):
            findings.add("micro_at_least_text", f"{place}, at_least")
            return None
        yes = tuple(answer for answer in answers if answer >= table["at_least"])
    else:
        yes = table["any_of"] if ways == ["any_of"] else (table["equals"],)
        for answer in yes:
            if answer not in answers:
                findings.add("unknown", f"{place}, {ways[0]}", answer, tuple(str(_shown(a)) for a in answers))
    no = tuple(answer for answer in answers if answer not in yes)
    if not yes or not no:
        findings.add("micro_one_sided", place)
    named = {key: table[key] for key in ("indicator_id", "column", "unit", *LABELS) if key in table}
    return Variable(yes=yes, no=no, missing=missing, **named)


def _check_pair(place: Place, table: dict[str, Any], ids: Sequence[str], findings: Findings) -> bool:
    sides = ("exposure", "complaint")
    for side in sides:
        if side in table and table[side] not in ids:
            findings.add("unknown", f"{place}, {side}", table[side], tuple(ids))
    if table.get("exposure") is not None and table.get("exposure") == table.get("complaint"):
        findings.add("micro_pair_same", place, table["exposure"])
    return all(side in table for side in sides)


def _check_columns(columns: dict[str, Any], survey: dict[str, Any], findings: Findings) -> None:
    if (columns.get("industry") is None) == (columns.get("sn2007") is None):
        findings.add("micro_one_of", "[columns]", "industry, sn2007", ("industry", "sn2007"))
    if (columns.get("period") is None) == (survey.get("period") is None):
        findings.add("micro_one_of", "[columns] period, [survey] period", "period", ("[columns]", "[survey]"))
    if survey.get("period") is not None and not days_of(survey["period"]):
        findings.add("not_a_period", "[survey], period", survey["period"])


def _check_standard(standard: dict[str, Any], columns: dict[str, Any], findings: Findings) -> None:
    for column in ("age", "sex"):
        if columns.get(column) is None:
            findings.add("micro_needs_column", "[standard]", other=column)
    ages, sexes = standard.get("age_groups", ()), standard.get("sexes", ())
    if list(ages) != sorted(set(ages)):
        findings.add("micro_age_order", "[standard], age_groups", list(ages))
    population = standard.get("population")
    if population is None:
        return
    if [len(row) for row in population] != [len(ages)] * len(sexes):
        expected = f"{len(sexes)} × {len(ages)}"
        findings.add("micro_population_shape", "[standard], population", expected=expected)
    elif min(map(min, population)) < 0 or not sum(map(sum, population)):
        findings.add("micro_population_negative", "[standard], population")


def _shown(answer: Answer) -> str:
    return answer if isinstance(answer, str) else f"{answer:g}"
