"""Which data can be looked at: the shipped ones, those that the server was started with, and a visitor's own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from engine.cli.app_process import CRITERIA_VARIABLE, DATA_VARIABLE
from engine.criteria.distinct_labels import with_distinct_labels
from engine.criteria.model import Criteria
from engine.criteria.reading import read_criteria
from engine.dataset.distinct_names import distinct, with_distinct_names
from engine.dataset.model import Dataset
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import CRITERIA_OF_DATA as SHIPPED
from engine.dataset.shipped import (
    DATA_OF_CRITERIA,
    DEFAULT_CRITERIA,
    DEFAULT_DATA,
    FURTHER_CRITERIA,
    shipped_criteria,
    shipped_data,
)
from engine.foundation.errors import Problem
from engine.foundation.locale import Locale
from engine.results.folder_check import check, unfit

CRITERIA_OF_DATA = {data: f"{criteria}.toml" for data, criteria in SHIPPED.items()}
"""The shipped data sets, the default first, each with the criteria file that asks for what it holds."""
PROPOSED = (*CRITERIA_OF_DATA.values(), *(f"{name}.toml" for name in FURTHER_CRITERIA))
"""The shipped criteria files that a visitor's own data can be asked by."""
SERVER, OWN = "server", "own"
PAIRED = "/"  # between a shipped data set and criteria that are not its own


@dataclass(frozen=True, slots=True)
class DataSet:
    """Data with the criteria that are asked of them.

    ``digest`` tells the contents of a visitor's own files apart: together with the name and the criteria it is what a
    cached answer belongs to. ``folder`` is where the data lie; None for a visitor's own, which are ``files`` instead.
    """

    name: str
    criteria: Criteria
    dataset: Dataset = field(compare=False, repr=False)
    digest: str = ""
    folder: Path | None = field(default=None, compare=False)
    files: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """What is called alike is told apart here, before anything is shown or chosen."""
        object.__setattr__(self, "criteria", with_distinct_labels(self.criteria))
        object.__setattr__(self, "dataset", with_distinct_names(self.dataset))


Chosen = str | DataSet
"""A shipped or the server's data set by its id, or a visitor's own as it is."""


@dataclass(frozen=True, slots=True)
class Started:
    """What the server was started with: no data of its own, or every reason why they cannot be used."""

    data_set: DataSet | None = None
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=len(CRITERIA_OF_DATA) * len(PROPOSED))
def shipped(pair: str) -> DataSet:
    """One of the shipped data sets, with the criteria that go with it or those named after the ``PAIRED``."""
    data, _, asked = pair.partition(PAIRED)
    criteria = proposed_criteria(f"{asked}.toml" if asked else CRITERIA_OF_DATA[data])
    folder = shipped_data() / data
    return DataSet(data, criteria, _shipped_dataset(data), folder=folder)


@lru_cache(maxsize=len(CRITERIA_OF_DATA))
def _shipped_dataset(data: str) -> Dataset:
    return replace(read_dataset(shipped_data() / data), name=data)


def shipped_name(data: Chosen) -> str:
    """Which of the shipped data sets is chosen, whatever the criteria; the default where it is none of them."""
    name = data.partition(PAIRED)[0] if isinstance(data, str) else ""
    return name if name in CRITERIA_OF_DATA else DEFAULT_DATA


def paired(data: str, criteria: str) -> str:
    """The id of a data set with other criteria than those that go with it."""
    return data if criteria == criteria_choices(data)[0] else f"{data}{PAIRED}{criteria}"


def criteria_choices(data: Chosen) -> tuple[str, ...]:
    """Ids of the criteria that can be asked of a data set, those that go with it first."""
    if isinstance(data, str) and data in CRITERIA_OF_DATA:
        return _fitting(data)
    return (data_set(data).criteria.id,)


@lru_cache(maxsize=len(CRITERIA_OF_DATA))
def _fitting(data: str) -> tuple[str, ...]:
    own = CRITERIA_OF_DATA[data]
    others = (file for file in PROPOSED if file != own)
    fit = (file for file in others if not tuple(unfit(_shipped_dataset(data), proposed_criteria(file), to_select=True)))
    return tuple(Path(file).stem for file in (own, *fit))


def criteria_names(data: Chosen, locale: Locale) -> dict[str, str]:
    """What the criteria that can be asked of a data set are called, by id."""
    choices = criteria_choices(data)
    if len(choices) == 1:
        return {choices[0]: title_of(data_set(data).criteria, locale)}
    return {choice: title_of(proposed_criteria(f"{choice}.toml"), locale) for choice in choices}


def title_of(criteria: Criteria, locale: Locale) -> str:
    """What a criteria file is called."""
    return locale.written(criteria, "title") or criteria.id


@lru_cache(maxsize=len(PROPOSED))
def proposed_criteria(file: str) -> Criteria:
    """One of the shipped criteria files."""
    # Messages call files by their names: where they lie on the server is no business of a visitor's.
    return replace(read_criteria(shipped_criteria() / file), file=file)


@lru_cache(maxsize=1)
def started() -> Started:
    """The data and criteria that the environment names (``engine.cli.app_process``), read once."""
    return start_of(os.environ)


def start_of(environment: Mapping[str, str]) -> Started:
    """The data set that an environment asks for; the shipped data or criteria where it names one of them only."""
    data, criteria = (environment.get(name) for name in (DATA_VARIABLE, CRITERIA_VARIABLE))
    if not data and not criteria:
        return Started()
    file = Path(criteria) if criteria else shipped_criteria() / f"{DEFAULT_CRITERIA}.toml"
    about = DATA_OF_CRITERIA.get(file.stem, DEFAULT_DATA) if file.parent == shipped_criteria() else DEFAULT_DATA
    folder = Path(data) if data else shipped_data() / about
    checked = check(folder, file)
    if checked.dataset is None or checked.criteria is None or checked.problems:
        return Started(problems=checked.problems)
    dataset, asked = replace(checked.dataset, name=folder.name), replace(checked.criteria, file=file.name)
    if problems := tuple(unfit(dataset, asked, to_select=True)):
        return Started(problems=problems)
    return Started(DataSet(folder.name, asked, dataset, folder=folder))


def for_everybody() -> tuple[str, ...]:
    """The data sets that every visitor can choose, the default first."""
    return ((SERVER,) if started().data_set else ()) + tuple(CRITERIA_OF_DATA)


def data_set(chosen: Chosen) -> DataSet:
    """The data set that was chosen."""
    if isinstance(chosen, DataSet):
        return chosen
    server = started().data_set
    return server if chosen == SERVER and server else shipped(chosen)


def names(locale: Locale) -> dict[str, str]:
    """What each data set that any visitor could have is called, and so named in a link."""
    server = started().data_set
    called = {SERVER: locale.text("app.data_server", name=server.name)} if server else {}
    return distinct(called | {name: locale.text(f"app.data_{name}") for name in (*CRITERIA_OF_DATA, OWN)})
