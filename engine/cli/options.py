"""What the options of a command ask for: data, criteria with what the options change, scores."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.dataset.shipped import CRITERIA_OF_DATA, DATA_OF_CRITERIA, DEFAULT_CRITERIA, DEFAULT_DATA
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import LANGUAGES
from engine.output.table import FORMATS

if TYPE_CHECKING:
    from engine.criteria.model import Criteria, Profile
    from engine.criteria.setting import Setting
    from engine.dataset.model import Dataset
    from engine.scoring.score import Scores

BUILT_IN = CRITERIA_OF_DATA
"""The built-in data folders, the default first, each with the built-in criteria that ask for what it holds."""
CRITERIA_NAMES = tuple(DATA_OF_CRITERIA)
"""The built-in criteria files."""

DATA = Option("--data", "DIR")
CRITERIA = Option("--criteria", "FILE")
WEIGHTS = Option("--weights", "id=0.3,id=0.2")
BY = Option("--by", choices=("low", "middle", "high"))
FORMAT = Option("--format", choices=FORMATS)
LANGUAGE = Option("--lang", choices=LANGUAGES)
SHARED = (
    DATA,
    CRITERIA,
    WEIGHTS,
    BY,
    FORMAT,
    Option("--out", "FILE"),
    LANGUAGE,
)
NOTES = Option("--notes", switch=True)
ANSWERED = (*SHARED, NOTES)
"""Of a command whose answer stands above the notes that every such answer repeats."""

NUMBERS = ("max_new", "min_new", "frame", "minimum_new", "minimum_continuing")
LISTS = ("must", "must_not")
SELECTION = (
    Option("--max-new", "N"),
    Option("--min-new", "N"),
    Option("--frame", "MNOK"),
    Option("--minimum-new", "MNOK"),
    Option("--minimum-continuing", "MNOK"),
    Option("--must", "ID", many=True),
    Option("--must-not", "ID", many=True),
    Option("--programme", "ID=continue", many=True),
)


def data_path(given: Given) -> Path:
    """The folder that ``--data`` names: a folder, or a built-in one where no folder has that name.

    Where none is named it is the one that built-in criteria are about.
    """
    from engine.dataset.shipped import shipped_data

    raw = given.one("data")
    default = DATA_OF_CRITERIA.get(_built_in(given.one("criteria"), DEFAULT_CRITERIA, CRITERIA_NAMES), DEFAULT_DATA)
    if built_in := _built_in(raw, default, BUILT_IN):
        return shipped_data() / built_in
    return _existing(raw, "folder_missing", DATA, BUILT_IN)


def criteria_path(given: Given) -> Path:
    """The file that ``--criteria`` names, as for the data; the one that goes with built-in data where none is named."""
    from engine.dataset.shipped import shipped_criteria

    raw, names = given.one("criteria"), CRITERIA_NAMES
    default = BUILT_IN.get(_built_in(given.one("data"), DEFAULT_DATA, BUILT_IN), DEFAULT_CRITERIA)
    if built_in := _built_in(raw, default, names):
        return shipped_criteria() / f"{built_in}.toml"
    return _existing(raw, "file_not_found", CRITERIA, names)


def _built_in(raw: str | None, default: str, names: Collection[str]) -> str:
    """Which built-in one is meant; empty where the user names a path. What lies on disk goes before a built-in."""
    if raw is None:
        return default
    return raw if raw in names and not Path(raw).exists() else ""


def _existing(raw: str | None, missing: str, option: Option, names: Iterable[str]) -> Path:
    path = Path(raw or "")
    if not path.exists():
        raise InputError(Problem(missing, raw or "", option.flag, allowed=tuple(names)))
    return path


def asked_criteria(given: Given) -> Criteria:
    """The criteria with the weights that the options change."""
    from engine.criteria.distinct_labels import with_distinct_labels
    from engine.criteria.reading import read_criteria
    from engine.criteria.weights import parse_weights, with_weights

    path = criteria_path(given)
    criteria = with_distinct_labels(read_criteria(path))
    if str(path) != given.one("criteria"):
        criteria = replace(criteria, file=path.name)
    criteria = replace(criteria, rank_by=given.one("by") or criteria.rank_by)
    weights = given.one("weights")
    return criteria if weights is None else with_weights(criteria, parse_weights(weights))


def asked_setting(given: Given) -> Setting:
    """What the options change of the criteria."""
    from engine.criteria.overrides import change_from_text, parse_programmes
    from engine.criteria.setting import Setting
    from engine.criteria.weights import parse_weights

    weights = given.one("weights")
    return Setting(
        {} if weights is None else parse_weights(weights),
        {name: change_from_text(name, raw) for name in NUMBERS if (raw := given.one(name)) is not None},
        given.many("must"),
        given.many("must_not"),
        parse_programmes(given.many("programme")),
    )


def changed_criteria(given: Given) -> Criteria:
    """The criteria with everything that the options change. Lists are added to the file's."""
    from engine.criteria.setting import with_setting

    return with_setting(asked_criteria(given), replace(asked_setting(given), weights={}))


def asked_dataset(given: Given, criteria: Criteria, to_select: bool = False) -> Dataset:
    """The data set, once everything that the criteria name is known to be there."""
    from engine.criteria.compatibility import check_ranking, check_selection
    from engine.dataset.distinct_names import with_distinct_names
    from engine.dataset.reading import read_dataset

    folder = data_path(given)
    dataset = with_distinct_names(read_dataset(folder))
    if str(folder) != given.one("data"):
        dataset = replace(dataset, name=folder.name)
    problems = [*check_ranking(criteria, dataset), *(check_selection(criteria, dataset) if to_select else ())]
    if problems:
        raise InputError(_at_options(problems, given))
    return dataset


def asked_scores(given: Given, criteria: Criteria, to_select: bool = False) -> Scores:
    """The scores of what is asked for."""
    from engine.scoring.score import score

    return score(asked_dataset(given, criteria, to_select), criteria)


def asked_profiles(given: Given, criteria: Criteria) -> tuple[tuple[Profile, ...], str]:
    """The viewpoints of ``--profiles``, the built-in ones that fit where none is given, and the file's name.

    Raises ``InputError`` where none is given and no built-in ones fit.
    """
    from engine.criteria.built_in_profiles import built_in_viewpoints
    from engine.criteria.reading import read_profiles

    if (raw := given.one("profiles")) is not None:
        return read_profiles(Path(raw)), raw
    profiles, file = built_in_viewpoints(criteria)
    if not profiles and criteria.root.members:  # without any, viewpoints are not what is wrong
        members = ", ".join(criteria.root.members)
        raise InputError(Problem("no_viewpoints_fit", criteria.file, given=members))
    return profiles, file


def whole_number(given: Given, name: str, default: int) -> int:
    """The whole number that an option gives."""
    raw = given.one(name)
    if raw is None:
        return default
    try:
        return int(raw)
    except ValueError:
        raise InputError(Problem("cli_not_whole", place=_flag(name), given=raw)) from None


def percent(given: Given, name: str) -> float | None:
    """The percentage, 0 or more, that an option gives; None where it was not given."""
    raw = given.one(name)
    if raw is None:
        return None
    try:
        value = float(raw.removesuffix("%").replace(",", "."))
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise InputError(Problem("cli_not_percent", place=_flag(name), given=raw))
    return value


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _at_options(problems: Iterable[Problem], given: Given) -> list[Problem]:
    """Problems of what an option named, said of the option instead of the file."""
    from engine.criteria.overrides import CHANGES

    named = {CHANGES[name].place: (CHANGES[name].option, given.many(name)) for name in LISTS}
    fates = tuple(pair.partition("=")[0].strip() for pair in given.many("programme"))
    named["[selection.programmes]"] = (CHANGES["programmes"].option, fates)
    return [
        replace(problem, file="", place=named[problem.place][0])
        if problem.given in named.get(problem.place, ("", ()))[1]
        else problem
        for problem in problems
    ]
