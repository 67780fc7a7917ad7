"""Options side by side as the contract's JSON (section 9) and as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.plans.comparison import Compared, Difference, differences
from engine.plans.half_years import Note
from engine.plans.inverse import Inverse
from engine.plans.options import HalfYear
from engine.plans.options_book import Book
from engine.results.contract_json import basis_json
from engine.selection.grant_key import mnok

Json = dict[str, Any]


def options_json(options: Sequence[Compared], book: Book) -> Json:
    """What ``options`` gives."""
    file = book.file
    return {
        "options": {option.planned.option.id: _option(option) for option in options},
        "differences": [_difference(difference) for difference in differences(tuple(options))],
        "id": file.id,
        "title_nb": file.title_nb,
        "title_en": file.title_en,
        "from": str(file.first),
        "to": str(file.last),
        "frame": {str(year): amount for year, amount in sorted(file.frame.items())},
        "today": _in_mnok(options[0].today) if options else {},
        **basis_json(book.scores),
    }


def inverse_json(answer: Inverse, option_id: str, keys: Mapping[str, bool], book: Book) -> Json:
    """What ``options --inverse`` gives; ``keys`` says which keys do it for the same programmes."""
    return {
        "option": option_id,
        "inverse": answer.parameter,
        "want": dict(answer.want),
        "range": None if answer.range is None else list(answer.range),
        "ranges": [list(interval) for interval in answer.ranges],
        "now": answer.now,
        "keys": dict(keys),
        **basis_json(book.scores),
    }


def _option(compared: Compared) -> Json:
    planned, plan, option = compared.planned, compared.plan, compared.planned.option
    grants, unspent = compared.full_year
    return {
        "selected": list(planned.selected),
        "feasible": planned.feasible,
        "conflict": list(planned.conflict),
        "half_years": {
            str(half_year): {"grants": _in_mnok(paid.grants), "unspent": mnok(paid.unspent)}
            for half_year, paid in (plan.half_years if plan else {}).items()
        },
        "total": _in_mnok(plan.total) if plan else {},
        "change": {name: {"mnok": change.mnok, "percent": change.percent} for name, change in compared.change.items()},
        "nok_per_job": compared.nok_per_job,
        "objective": compared.objective,
        "objective_times_jobs": compared.objective_times_jobs,
        "coverage": {
            "jobs_share": compared.coverage.jobs_share,
            "sections": list(compared.coverage.sections),
            "sectors": list(compared.coverage.sectors),
        },
        "binding": list(compared.binding),
        "full_year": {"grants": _in_mnok(grants), "unspent": mnok(unspent)},
        "keys": {
            name: {
                "full_year": {"grants": _in_mnok(key.full_year), "unspent": mnok(key.unspent)},
                "total": _in_mnok(key.total),
                "conflict": list(key.conflict),
            }
            for name, key in compared.under_keys.items()
        },
        "starts": {name: str(start) for name, start in (plan.starts if plan else {}).items()},
        "programmes": {
            name: {"end": str(fate)} if isinstance(fate, HalfYear) else fate for name, fate in option.programmes.items()
        },
        "carried_over": dict(option.carried_over),
        "standpoint": [{"party": standpoint.party, "words": standpoint.words} for standpoint in option.standpoints],
        "notes": [_note(note) for note in compared.notes],
        "name_nb": option.name_nb,
        "name_en": option.name_en,
    }


def _note(note: Note) -> Json:
    half_year = None if note.half_year is None else str(note.half_year)
    return {"code": note.code, "programmes": list(note.programmes), "half_year": half_year}


def _difference(difference: Difference) -> Json:
    return {
        "between": list(difference.between),
        "entered": list(difference.entered),
        "left": list(difference.left),
        "grants": _in_mnok(difference.grants),
    }


def _in_mnok(amounts: Mapping[str, int]) -> dict[str, float]:
    return {name: mnok(amount) for name, amount in amounts.items()}
