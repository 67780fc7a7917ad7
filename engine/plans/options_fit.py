"""Whether the options of a file fit the data and the criteria: every mistake, with its place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from engine.dataset.model import Dataset, Industry
from engine.foundation.errors import Problem
from engine.plans.options import Option, OptionKey, OptionsFile
from engine.scoring.score import Scores

PROGRAMME = "programme"
PERSONS = "persons"
"""The indicator that says how many persons an industry employs; no shipped data have it."""


def check_options(file: OptionsFile, scores: Scores) -> Iterator[Problem]:
    """Every problem of the options against the data and the criteria."""
    criteria, dataset = scores.criteria, scores.dataset
    if criteria.selection is None:
        yield Problem("no_selection", criteria.file, "[selection]")
        return
    if criteria.selection.grant is None or criteria.selection.grant.kind != "key":
        yield Problem("plans_no_key", criteria.file, "[selection.grant]", allowed=('kind = "key"',))
        return
    industries = {industry.industry_id: industry for industry in dataset.industries}
    for option in file.options:
        place = f"[[option]] {option.id}"
        yield from _name_problems(option, place, file, scores, industries)
        yield from _key_problems(option.key, f"{place}, key", file, dataset)
        yield from _unknown_sizes(option.key, f"{place}, key", _involved(option, scores), dataset)
    everybody = {name for option in file.options for name in _involved(option, scores)}
    for named in file.keys:
        yield from _key_problems(named.key, f"[[key]] {named.id}", file, dataset)
        yield from _unknown_sizes(named.key, f"[[key]] {named.id}", everybody, dataset)


def _name_problems(
    option: Option, place: str, file: OptionsFile, scores: Scores, industries: Mapping[str, Industry]
) -> Iterator[Problem]:
    rules = scores.criteria.selection
    assert rules is not None
    programmes = tuple(sorted(name for name, industry in industries.items() if industry.status == PROGRAMME))
    choose = option.choose or {}
    named = [("new", industry_id) for industry_id in option.new or ()]
    named += [(f"choose.{name}", industry_id) for name in ("must", "must_not") for industry_id in choose.get(name, ())]
    for key, name in named:
        key_place = f"{place}, {key}"
        if name not in industries:
            yield Problem("unknown", file.file, key_place, given=name, allowed=tuple(sorted(industries)))
        elif industries[name].status == PROGRAMME:
            yield Problem("programme_not_new", file.file, key_place, given=name)
        elif name not in scores.industry_ids:
            status = industries[name].status or "–"
            yield Problem(
                "not_eligible", file.file, key_place, given=name, allowed=rules.eligible, more={"status": status}
            )
    for key, fated in (("programmes", tuple(option.programmes)), ("extended", option.extended)):
        for name in fated:
            if name not in programmes:
                code = "not_a_programme" if name in industries else "unknown"
                yield Problem(code, file.file, f"{place}, {key}", given=name, allowed=programmes)
    for key, names in (
        ("starts", option.starts if option.choose is not None else ()),
        ("carried_over", option.carried_over),
    ):
        for name in names:
            if name not in industries:
                yield Problem("unknown", file.file, f"{place}, {key}", given=name, allowed=tuple(sorted(industries)))


def _key_problems(key: OptionKey, place: str, file: OptionsFile, dataset: Dataset) -> Iterator[Problem]:
    known = {industry.industry_id for industry in dataset.industries}
    for name in key.need:
        if name not in known:
            yield Problem("unknown", file.file, f"{place}.need", given=name, allowed=tuple(sorted(known)))
    if key.size == PERSONS and PERSONS not in dataset.columns:
        yield Problem("plans_no_persons", file.file, f"{place}.size", given=dataset.name, allowed=("jobs",))


def _involved(option: Option, scores: Scores) -> set[str]:
    """Everybody who has a programme in the option, or could be chosen for one."""
    industries = scores.dataset.industries
    named = scores.industry_ids if option.new is None else option.new
    return {
        *named,
        *(industry.industry_id for industry in industries if industry.status == PROGRAMME),
    } & scores.dataset.position.keys()


def _unknown_sizes(key: OptionKey, place: str, involved: set[str], dataset: Dataset) -> Iterator[Problem]:
    """Industries whose size is not known: a key cannot go by it."""
    industries = {industry.industry_id: industry for industry in dataset.industries}
    if key.size == "jobs":
        lacking = sorted(name for name in involved if industries[name].jobs is None)
        file = "industries.csv"
    elif PERSONS in dataset.columns:
        values = dataset.column(PERSONS).values
        lacking = sorted(name for name in involved if math.isnan(values[dataset.position[name]]))
        file = "indicators.csv"
    else:
        return
    if lacking:
        more = {"need": place}
        yield Problem("cell_needed", f"{dataset.name}/{file}", column=key.size, given=", ".join(lacking), more=more)
