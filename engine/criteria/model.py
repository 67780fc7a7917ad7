"""Criteria: what is asked of the data. Indicators, the tree above them, the selection's conditions and money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.criteria.aggregates import AGGREGATES, PAIR_FORMS, PAIRING
from engine.criteria.count_conditions import COUNT_CONDITIONS, CountCondition
from engine.criteria.normalisers import NORMALISERS
from engine.foundation.locale import DEFAULT_LOCALE, Locale

DIRECTIONS = ("higher", "lower")
TRANSFORMS = ("none", "log")
NORMALISATIONS = tuple(NORMALISERS)
AGGREGATIONS = (*AGGREGATES, PAIRING)
MISSING_POLICIES = ("skip", "worst", "fail", "interval")
RANK_ENDS = ("low", "middle", "high")
COOCCURRENCE_FORMS = tuple(PAIR_FORMS)
OBJECTIVES = ("sum", "sum_times_jobs")
GRANT_KINDS = ("key", "cost")
FATES = ("continue", "wind_down", "end")


@dataclass(frozen=True, slots=True)
class Normalise:
    """How raw values become comparable; ``low`` and ``high`` are goalposts in the indicator's unit."""

    method: str
    low: float | None = None
    high: float | None = None
    clip: bool = True


@dataclass(frozen=True, slots=True)
class Indicator:
    """A column of the data and how it is read; ``period`` None means the newest (contract, section 1).

    ``mean_of`` names periods whose mean is read instead of one of them. ``optional`` data may lack altogether: the
    indicator is then missing for all, which results say.

    An inherited figure about a group of which the industry has less than ``inherited_minimum_share`` (of the jobs)
    counts as unknown. The spreads are half-widths on the normalised scale: what a judged value leaves open, how far
    an industry that is next to nothing of its group may be from an inherited figure, and how far today's figure may
    be from one of a period that ended before ``old_before`` begins.
    """

    id: str
    normalise: Normalise
    label_nb: str = ""
    label_en: str = ""
    unit: str = ""
    direction: str = "higher"
    transform: str = "none"
    period: str | None = None
    note_nb: str = ""
    note_en: str = ""
    mean_of: tuple[str, ...] = ()
    optional: bool = False
    inherited_minimum_share: float = 0.0
    judged_spread: float = 0.0
    inherited_spread: float = 0.0
    old_before: str | None = None
    old_spread: float = 0.0
    label_nn: str = ""
    note_nn: str = ""
    short_nb: str = ""
    short_nn: str = ""
    short_en: str = ""

    @property
    def asked_period(self) -> str | tuple[str, ...] | None:
        """What ``dataset.period_means.column_over`` is asked for: several periods, one, or None for the newest."""
        return self.mean_of or self.period


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the tree. ``members`` are raw weights as the file has them, in its order.

    A ``cooccurrence`` node has no members but ``exposure`` and ``health``; ``high_quantile`` None means no flag.
    """

    id: str
    aggregate: str = "arithmetic"
    members: Mapping[str, float] = field(default_factory=dict)
    missing: str = "skip"
    exposure: str = ""
    health: str = ""
    form: str = "geometric"
    high_quantile: float | None = None
    label_nb: str = ""
    label_en: str = ""
    note_nb: str = ""
    note_en: str = ""
    label_nn: str = ""
    note_nn: str = ""
    short_nb: str = ""
    short_nn: str = ""
    short_en: str = ""

    @property
    def pairs(self) -> bool:
        """Whether it pairs an exposure with a health figure, and has no members."""
        return self.aggregate == PAIRING

    @property
    def children(self) -> tuple[str, ...]:
        """Ids below this node, in the file's order."""
        return (self.exposure, self.health) if self.pairs else tuple(self.members)

    @property
    def rule(self) -> str:
        """The name of what makes one value of several: the form of a pairing, the aggregate of any other."""
        return self.form if self.pairs else self.aggregate

    @property
    def takes_negatives(self) -> bool:
        """Whether what is below it may be below 0."""
        return (PAIR_FORMS if self.pairs else AGGREGATES)[self.rule].takes_negatives


@dataclass(frozen=True, slots=True)
class Cost:
    """What a new programme costs, MNOK a year: ``fixed`` plus ``per_1000_jobs`` for each 1000 jobs."""

    fixed: float = 0.0
    per_1000_jobs: float = 0.0


@dataclass(frozen=True, slots=True)
class Grant:
    """The money (contract, section 3); amounts in MNOK a year, shares 0..1.

    With ``kind = "cost"`` and ``cost`` None the cost is the resource ``cost`` of ``resources.csv``.
    """

    kind: str
    frame: float
    equal_share: float = 0.0
    minimum_new: float = 0.0
    minimum_continuing: float = 0.0
    wind_down_share: float = 0.5
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class ResourceLimit:
    """At most ``limit`` of a resource used by the new programmes."""

    id: str
    limit: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """A condition on a raw indicator value; None means no bound on that side."""

    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """The conditions a selection must meet; all of them count new programmes only.

    ``counted`` has what the file says of conditions in ``COUNT_CONDITIONS`` that have no field of their own.
    """

    eligible: tuple[str, ...] = ("candidate", "other")
    objective: str = "sum"
    max_new: int | None = None
    min_new: int = 0
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    require_sectors: tuple[str, ...] = ()
    max_per_section: int | None = None
    conflicts: tuple[tuple[str, ...], ...] = ()
    require_indicator: Mapping[str, Bounds] = field(default_factory=dict)
    grant: Grant | None = None
    programmes: Mapping[str, str] = field(default_factory=dict)
    resources: tuple[ResourceLimit, ...] = ()
    note_nb: str = ""
    note_en: str = ""
    note_nn: str = ""
    counted: Mapping[str, object] = field(default_factory=dict)

    def asked(self, name: str) -> object:
        """What is said of one condition on numbers, its key's default where nothing is."""
        return self.counted[name] if name in self.counted else getattr(self, name, COUNT_CONDITIONS[name].key.default)

    @property
    def counts_asked(self) -> Iterator[tuple[CountCondition, object]]:
        """The conditions on numbers that are asked for, each with its value."""
        for name, condition in COUNT_CONDITIONS.items():
            if (value := self.asked(name)) != condition.key.default:
                yield condition, value


@dataclass(frozen=True, slots=True)
class Merge:
    """Several candidates as one programme."""

    id: str
    name_nb: str
    members: tuple[str, ...]
    name_en: str = ""
    name_nn: str = ""


@dataclass(frozen=True, eq=False)
class Criteria:
    """A whole criteria file. ``file`` is its name as the user gave it, for error messages.

    ``rank_by`` names the end of the scores that ranks and selection go by, where figures leave them open.
    """

    id: str
    indicators: Mapping[str, Indicator]
    criteria: Mapping[str, Criterion]
    root_id: str
    title_nb: str = ""
    title_en: str = ""
    scale: float = 1.0
    selection: Selection | None = None
    merges: tuple[Merge, ...] = ()
    file: str = ""
    note_nb: str = ""
    note_en: str = ""
    rank_by: str = "low"
    title_nn: str = ""
    note_nn: str = ""

    @property
    def root(self) -> Criterion:
        """The criterion that is no one's member."""
        return self.criteria[self.root_id]

    @cached_property
    def bottom_up(self) -> tuple[str, ...]:
        """Criterion ids, members before what they are members of."""
        top_down: dict[str, None] = {}
        waiting = [self.root_id]
        while waiting:
            node = waiting.pop()
            top_down[node] = None
            waiting.extend(child for child in reversed(self.criteria[node].children) if child in self.criteria)
        return tuple(reversed(top_down))

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Indicator ids that the tree uses, in the file's order."""
        used = {child for node in self.criteria.values() for child in node.children}
        return tuple(indicator for indicator in self.indicators if indicator in used)

    def root_member_of(self, node: str) -> str:
        """The first member of the root that a criterion or an indicator is below, or is itself; the root's own id."""
        below = (member for member in self.root.members if node == member or node in self.nodes_below(member))
        return next(below, self.root_id)

    def leaves_below(self, node: str) -> set[str]:
        """The indicators below a node; an indicator itself."""
        return {leaf for leaf in {node, *self.nodes_below(node)} if leaf in self.indicators}

    def nodes_below(self, node: str) -> set[str]:
        """The criteria and indicators below a node."""
        children = self.criteria[node].children if node in self.criteria else ()
        return set(children).union(*map(self.nodes_below, children))

    @property
    def asked_periods(self) -> dict[str, str | tuple[str, ...]]:
        """The period or periods of every indicator that names any."""
        return {
            indicator.id: indicator.asked_period for indicator in self.indicators.values() if indicator.asked_period
        }

    def label(self, node: str, locale: Locale = DEFAULT_LOCALE) -> str:
        """What a criterion or indicator is called; its id where the file gives no label."""
        declared = self.criteria.get(node) or self.indicators[node]
        return locale.written(declared, "label") or node

    def short(self, node: str, locale: Locale = DEFAULT_LOCALE) -> str:
        """What it is called in a figure: its short name, the label where the file gives none."""
        declared = self.criteria.get(node) or self.indicators[node]
        return str(getattr(declared, f"short_{locale.tag}")) or self.label(node, locale)

    def in_sentence(self, node: str, locale: Locale = DEFAULT_LOCALE) -> str:
        """Its short name within a sentence, where no quotation marks stand around it."""
        return locale.in_sentence(self.short(node, locale))


@dataclass(frozen=True, slots=True)
class Profile:
    """A viewpoint: weights of the root's members, and where the view is documented."""

    id: str
    name_nb: str
    weights: Mapping[str, float]
    basis: str = ""
    name_en: str = ""
    basis_en: str = ""
    name_nn: str = ""
    basis_nn: str = ""
