"""What is declared beside the effects: which rate an outcome stands for, whom a study is about, working days."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.dataset.model import Industry, Source
from engine.dataset.shipped import shipped_data

WORKING_DAYS_SOURCE = "working_days"


@dataclass(frozen=True, slots=True)
class AboutOutcome:
    """What is known of an outcome beside its effects.

    Parameters
    ----------
    rate
        The indicator that says how much there is of it by industry; empty where none does.
    highest_level
        Whether the odds ratios are for the highest of several levels of exposure.
    sn2007
        Prefixes of the codes that the study is about; empty for all.
    """

    rate: str = ""
    highest_level: bool = False
    sn2007: tuple[str, ...] = ()

    def applies_to(self, industry: Industry) -> bool:
        """Whether the study is about this industry: all its codes lie within ``sn2007``."""
        codes = industry.codes or industry.sn2007_prefixes
        return not self.sn2007 or (bool(codes) and all(code.startswith(self.sn2007) for code in codes))


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything declared: outcomes by id, and the days a full-time job is worked in a year, with their source."""

    working_days: float
    source: Source
    outcomes: Mapping[str, AboutOutcome] = field(default_factory=dict)

    def about(self, outcome_id: str) -> AboutOutcome:
        """What is declared of an outcome; nothing of one that is not named."""
        return self.outcomes.get(outcome_id, AboutOutcome())

    def with_working_days(self, days: float) -> Declared:
        """The same with another number of days, which is then its user's own."""
        return replace(self, working_days=days, source=Source(WORKING_DAYS_SOURCE, "", "", "", ""))


def shipped_declaration() -> Declared:
    """The shipped declaration, ``data/forebygging.toml``."""
    table = tomllib.loads((shipped_data() / "forebygging.toml").read_text(encoding="utf-8"))
    days = table["working_days"]
    outcomes = {
        outcome: AboutOutcome(**{**keys, "sn2007": tuple(keys.get("sn2007", ()))})
        for outcome, keys in table["outcome"].items()
    }
    source = Source(WORKING_DAYS_SOURCE, *(days[name] for name in ("title", "publisher", "published", "reference")))
    return Declared(float(days["value"]), source, outcomes)
