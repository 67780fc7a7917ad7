"""Every key of a criteria file and of a profiles file: the one declaration that reading, writing, the README's
table and the app's widgets share. What each key means stands in ``texts``, area ``keys``;
of a condition on numbers, in area ``selection``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from engine.criteria.count_conditions import COUNT_CONDITIONS
from engine.criteria.model import (
    AGGREGATIONS,
    COOCCURRENCE_FORMS,
    DIRECTIONS,
    FATES,
    GRANT_KINDS,
    MISSING_POLICIES,
    NORMALISATIONS,
    OBJECTIVES,
    RANK_ENDS,
    TRANSFORMS,
)
from engine.dataset.model import STATUSES
from engine.foundation import declared_tables
from engine.foundation.exact_arithmetic import LARGEST_MNOK
from engine.foundation.locale import LANGUAGES

FILE, PROFILES_FILE = "file", "profiles_file"
OPTIONS_FILE = "options_file"
"""The top of an options file, whose keys are declared in ``engine.plans.options_keys``."""
TOPS = (FILE, PROFILES_FILE, OPTIONS_FILE)


@dataclass(frozen=True, slots=True)
class Key(declared_tables.Key):
    """One key of a criteria file, a profiles file or an options file.

    ``table`` is as ``indicator`` or ``selection.grant``; ``FILE`` at the top. Kinds of these files alone: ``periods``
    (a list without repetition), ``groups`` (lists of ids), ``weights`` (id to number), ``fates`` (id to choice),
    ``bounds`` (id to a table).
    """

    @property
    def subtable(self) -> str:
        """The table that holds the keys below this one."""
        return self.name if self.table in TOPS else f"{self.table}.{self.name}"


def _in_languages(table: str, name: str, required: bool = False) -> tuple[Key, ...]:
    """A text in every language; only the default language's can be required."""
    first, *others = LANGUAGES
    own = Key(table, f"{name}_{first}", "text", required=required, default=None if required else "")
    return own, *(Key(table, f"{name}_{language}", "text", default="") for language in others)


def _notes(table: str) -> tuple[Key, ...]:
    return _in_languages(table, "note")


def _labels(table: str) -> tuple[Key, ...]:
    return (*_in_languages(table, "label"), *_in_languages(table, "short"))


KEYS: tuple[declared_tables.Key, ...] = (
    Key(FILE, "id", "file_id", required=True),
    *_in_languages(FILE, "title"),
    Key(FILE, "scale", "number", default=1.0, low=0, low_open=True),
    Key(FILE, "rank_by", "choice", default="low", choices=RANK_ENDS),
    *_notes(FILE),
    Key(FILE, "indicator", "sections", required=True),
    Key(FILE, "criterion", "sections", required=True),
    Key(FILE, "selection", "section"),
    Key(FILE, "merge", "sections"),
    Key("indicator", "id", "id", required=True),
    *_labels("indicator"),
    Key("indicator", "unit", "text", default=""),
    Key("indicator", "direction", "choice", default="higher", choices=DIRECTIONS),
    Key("indicator", "transform", "choice", default="none", choices=TRANSFORMS),
    Key("indicator", "normalise", "table", required=True),
    Key("indicator", "period", "text"),
    Key("indicator", "mean_of", "periods", default=(), at_least=2),
    Key("indicator", "optional", "boolean", default=False),
    Key("indicator", "inherited_minimum_share", "number", default=0.0, low=0, high=1),
    Key("indicator", "judged_spread", "number", default=0.0, low=0, high=1),
    Key("indicator", "inherited_spread", "number", default=0.0, low=0, high=1),
    Key("indicator", "old_before", "text"),
    Key("indicator", "old_spread", "number", default=0.0, low=0, high=1),
    *_notes("indicator"),
    Key("indicator.normalise", "method", "choice", required=True, choices=NORMALISATIONS),
    Key("indicator.normalise", "low", "number"),
    Key("indicator.normalise", "high", "number"),
    Key("indicator.normalise", "clip", "boolean", default=True),
    Key("criterion", "id", "id", required=True),
    *_labels("criterion"),
    Key("criterion", "aggregate", "choice", default="arithmetic", choices=AGGREGATIONS),
    Key("criterion", "members", "weights", low=0),
    Key("criterion", "missing", "choice", default="skip", choices=MISSING_POLICIES),
    Key("criterion", "exposure", "id", default=""),
    Key("criterion", "health", "id", default=""),
    Key("criterion", "form", "choice", default="geometric", choices=COOCCURRENCE_FORMS),
    Key("criterion", "high", "table"),
    *_notes("criterion"),
    Key("criterion.high", "quantile", "number", required=True, low=0, high=1),
    Key("selection", "eligible", "choices", default=("candidate", "other"), choices=STATUSES, at_least=1),
    Key("selection", "objective", "choice", default="sum", choices=OBJECTIVES),
    *(condition.key for condition in COUNT_CONDITIONS.values()),
    Key("selection", "require_indicator", "bounds"),
    Key("selection", "grant", "section"),
    Key("selection", "programmes", "fates", choices=FATES),
    Key("selection", "resource", "sections"),
    *_notes("selection"),
    Key("selection.require_indicator", "min", "number"),
    Key("selection.require_indicator", "max", "number"),
    Key("selection.grant", "kind", "choice", required=True, choices=GRANT_KINDS),
    Key("selection.grant", "frame", "number", required=True, low=0, high=LARGEST_MNOK, money=True),
    Key("selection.grant", "equal_share", "number", low=0, high=1),
    Key("selection.grant", "minimum", "table"),
    Key("selection.grant", "wind_down_share", "number", default=0.5, low=0, high=1),
    Key("selection.grant", "cost", "table"),
    Key("selection.grant.minimum", "new", "number", default=0.0, low=0, high=LARGEST_MNOK, money=True),
    Key("selection.grant.minimum", "continuing", "number", default=0.0, low=0, high=LARGEST_MNOK, money=True),
    Key("selection.grant.cost", "fixed", "number", default=0.0, low=0, high=LARGEST_MNOK, money=True),
    Key("selection.grant.cost", "per_1000_jobs", "number", default=0.0, low=0, high=LARGEST_MNOK),
    Key("selection.resource", "id", "id", required=True),
    Key("selection.resource", "limit", "number", required=True, low=0),
    Key("merge", "id", "id", required=True),
    *_in_languages("merge", "name", required=True),
    Key("merge", "members", "ids", required=True, at_least=2),
    Key(PROFILES_FILE, "profile", "sections", required=True),
    Key("profile", "id", "id", required=True),
    *_in_languages("profile", "name", required=True),
    Key("profile", "weights", "weights", required=True, low=0),
    Key("profile", "basis", "text", default=""),
    *(Key("profile", f"basis_{language}", "text", default="") for language in LANGUAGES[1:]),
)


@cache
def keys_of(table: str) -> dict[str, declared_tables.Key]:
    """The keys of one table by name, in the order they are written."""
    return {key.name: key for key in KEYS if key.table == table}


def key_at(table: str, name: str) -> declared_tables.Key:
    """One key; KeyError where there is none."""
    return keys_of(table)[name]
