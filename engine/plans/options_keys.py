"""Every key of an options file: the one declaration that reading and the reference page share."""

from __future__ import annotations

from functools import cache

from engine.criteria.count_conditions import REQUIRABLE_SECTORS
from engine.criteria.keys import OPTIONS_FILE, Key
from engine.criteria.model import OBJECTIVES
from engine.foundation.exact_arithmetic import LARGEST_MNOK
from engine.plans.options import FREED, SIZES


def _of_key(table: str) -> tuple[Key, ...]:
    """The keys of a grant key: an option's own and those beside it have the same."""
    return (
        Key(table, "equal_share", "number", low=0, high=1),
        Key(table, "size", "choice", default="jobs", choices=SIZES),
        Key(table, "floor", "table"),
        Key(table, "cap", "number", low=0, high=LARGEST_MNOK, low_open=True),
        Key(table, "phase", "table"),
        Key(table, "freed", "choice", default="key", choices=FREED),
        Key(table, "need", "weights", low=0, high=LARGEST_MNOK),
        Key(table, "steps", "sections"),
        Key(f"{table}.floor", "new", "number", low=0, high=LARGEST_MNOK),
        Key(f"{table}.floor", "continuing", "number", low=0, high=LARGEST_MNOK),
        Key(f"{table}.phase", "new", "numbers", default=(1.0,), low=0, high=1000, low_open=True, at_least=1),
        Key(f"{table}.phase", "continuing", "numbers", default=(1.0,), low=0, high=1000, low_open=True, at_least=1),
        Key(f"{table}.steps", "jobs", "integer", required=True, low=0),
        Key(f"{table}.steps", "mnok", "number", required=True, low=0, high=LARGEST_MNOK),
    )


OPTION_KEYS: tuple[Key, ...] = (
    Key(OPTIONS_FILE, "id", "file_id", required=True),
    Key(OPTIONS_FILE, "title_nb", "text", default=""),
    Key(OPTIONS_FILE, "title_en", "text", default=""),
    Key(OPTIONS_FILE, "title_nn", "text", default=""),
    Key(OPTIONS_FILE, "note_nb", "text", default=""),
    Key(OPTIONS_FILE, "note_en", "text", default=""),
    Key(OPTIONS_FILE, "note_nn", "text", default=""),
    Key(OPTIONS_FILE, "from", "text", required=True),
    Key(OPTIONS_FILE, "to", "text", required=True),
    Key(OPTIONS_FILE, "frame", "raw", required=True),
    Key(OPTIONS_FILE, "option", "sections", required=True),
    Key(OPTIONS_FILE, "key", "sections"),
    Key("option", "id", "id", required=True),
    Key("option", "name_nb", "text", required=True),
    Key("option", "name_en", "text", default=""),
    Key("option", "name_nn", "text", default=""),
    Key("option", "note_nb", "text", default=""),
    Key("option", "note_en", "text", default=""),
    Key("option", "note_nn", "text", default=""),
    Key("option", "new", "ids"),
    Key("option", "choose", "table"),
    Key("option", "starts", "raw"),
    Key("option", "programmes", "raw"),
    Key("option", "extended", "ids", default=()),
    Key("option", "carried_over", "weights", low=0, high=LARGEST_MNOK),
    Key("option", "standpoint", "sections"),
    Key("option", "key", "table"),
    Key("option.choose", "objective", "choice", choices=OBJECTIVES),
    Key("option.choose", "max_new", "integer", low=0),
    Key("option.choose", "min_new", "integer", low=0),
    Key("option.choose", "must", "ids"),
    Key("option.choose", "must_not", "ids"),
    Key("option.choose", "require_sectors", "choices", choices=REQUIRABLE_SECTORS),
    Key("option.choose", "max_per_section", "integer", low=0),
    Key("option.standpoint", "party", "text", required=True),
    Key("option.standpoint", "words", "text", required=True),
    *_of_key("option.key"),
    Key("key", "id", "id", required=True),
    Key("key", "name_nb", "text", default=""),
    Key("key", "name_en", "text", default=""),
    Key("key", "name_nn", "text", default=""),
    *_of_key("key"),
)


@cache
def option_keys_of(table: str) -> dict[str, Key]:
    """The keys of one table by name, in the order they are written."""
    return {key.name: key for key in OPTION_KEYS if key.table == table}
