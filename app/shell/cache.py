"""Engine calls behind bounded caches. What is kept is a pure result of its key, the same for every visitor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from app.fields.setting_fields import setting_fields
from app.shell.data_sets import Chosen, data_set
from app.shell.setting import Setting
from engine.criteria.built_in_profiles import built_in_viewpoints
from engine.criteria.compatibility import check_against
from engine.criteria.distinct_profile_names import with_distinct_profile_names
from engine.criteria.merge_overlay import with_merge
from engine.criteria.model import Criteria, Profile
from engine.criteria.overrides import with_selection
from engine.criteria.reading import parse_profiles
from engine.criteria.weights import with_weights
from engine.dataset.model import Dataset
from engine.foundation.errors import InfeasibleError, InputError
from engine.foundation.locale import Locale
from engine.results.basis import source_in_words
from engine.results.echo import Echo, echo_of
from engine.results.provenance import used_sources
from engine.robustness.acceptability import Acceptability, Uncertainty, acceptability
from engine.robustness.criteria_diagnostics import Audit, audit
from engine.robustness.flip_on_sliders import flipped_weights
from engine.robustness.incomplete_information import Incomplete, at_set_weights, over_all_weights
from engine.robustness.industry_sensitivity import StabilityCheck, check
from engine.robustness.method_comparison import MethodChoices, method_choices
from engine.robustness.setting_sensitivity import SettingSensitivity, setting_sensitivity
from engine.robustness.stakeholder_profiles import Parties, parties
from engine.robustness.value_of_information import Settles, value_of_information
from engine.robustness.weight_draws import parse_order
from engine.scoring.score import Scores, score
from engine.selection.portfolio_problem import SelectionProblem, selection_problem
from engine.selection.select import SelectionResult, select

if TYPE_CHECKING:
    from engine.prevention_potential.potential import Prevention
    from engine.selection.grant_key import GrantKey
    from engine.transfer.baseline import Baseline
    from engine.transfer.detectable_change import Demand
    from engine.transfer.similarity import Similarity

KEPT = 256  # settings; a few hundred kilobytes each at most
FILES_KEPT = 8
ANSWERS_KEPT = 64  # of the slow questions


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one setting comes to. ``infeasible`` says why nobody was selected, else ``selection`` is there."""

    scores: Scores
    selection: SelectionResult | None
    infeasible: InfeasibleError | None = None

    @property
    def selected(self) -> tuple[str, ...]:
        """Ids of the new programmes; none where nothing is feasible."""
        return self.selection.selected if self.selection else ()


def dataset(data: Chosen) -> Dataset:
    """The data that were chosen."""
    return data_set(data).dataset


def criteria(data: Chosen) -> Criteria:
    """The criteria file that goes with the data, as it is shipped or was put in."""
    return data_set(data).criteria


def profiles(data: Chosen) -> tuple[Profile, ...]:
    """The shipped viewpoints that fit the criteria that go with the data; none where none do."""
    return with_distinct_profile_names(built_in_viewpoints(criteria(data))[0])


def weighed_criteria(setting: Setting) -> Criteria:
    """The criteria file with the setting's weights, whether the conditions can be used or not."""
    made = criteria(setting.data)
    return with_weights(made, dict(setting.weights)) if setting.weights else made


@lru_cache(maxsize=KEPT)
def set_criteria(setting: Setting) -> Criteria:
    """The criteria file with the setting laid over it.

    Raises ``InputError`` for conditions that contradict the file's rules.
    """
    made = weighed_criteria(setting)
    if setting.changes:
        changes = {name: as_in_file(name, value) for name, value in setting.changes}
        made = with_selection(made, **changes)
    return with_merge(made, dataset(setting.data), setting.merged) if setting.merged else made


def as_in_file(name: str, value: object) -> object:
    """A change of the setting as ``with_selection`` takes it."""
    if name == "programmes":
        return dict(value)  # type: ignore[call-overload]
    if name == "require_indicator":
        bounds = {indicator: {"min": least, "max": most} for indicator, least, most in value}  # type: ignore[attr-defined]
        held = {
            indicator: {end: bound for end, bound in ends.items() if bound is not None}
            for indicator, ends in bounds.items()
        }
        return {indicator: ends or None for indicator, ends in held.items()}
    if name == "resource":
        return [{"id": resource, "limit": limit} for resource, limit in value]  # type: ignore[attr-defined]
    return value


@lru_cache(maxsize=KEPT)
def scores(setting: Setting) -> Scores:
    """The ranking under a setting. Raises ``InputError`` where it cannot be used on the data."""
    asked = set_criteria(setting)
    if problems := check_against(asked, dataset(setting.data)):
        raise InputError(problems)
    return score(dataset(setting.data), asked)


def problem(setting: Setting) -> SelectionProblem:
    """What is asked under a setting, also where nobody can meet it."""
    return selection_problem(scores(setting))


def file_key(data: Chosen) -> GrantKey | None:
    """The grant key of the criteria file as it is shipped, whatever the visitor has set; None where it has none."""
    return problem(Setting(data)).key


def file_outcome(data: Chosen) -> Outcome:
    """What the criteria file comes to as it is shipped, whatever the visitor has set."""
    return outcome(Setting(data))


@lru_cache(maxsize=KEPT)
def outcome(setting: Setting) -> Outcome:
    """Ranking and selection under a setting. Raises ``InputError`` as ``scores`` does."""
    ranked = scores(setting)
    try:
        return Outcome(ranked, select(selection_problem(ranked)))
    except InfeasibleError as error:
        return Outcome(ranked, None, error)


@lru_cache(maxsize=KEPT)
def sources_in_words(setting: Setting, locale: Locale) -> str:
    """The sources of every figure behind the scores. Raises ``InputError`` as ``scores`` does."""
    used = used_sources(outcome(setting).scores)
    return "; ".join(
        source_in_words(source.title, source.publisher, source.published, locale) if source.title else source.source_id
        for source in used
    )


@dataclass(frozen=True, slots=True)
class Watched:
    """Who is told how far a calculation has come; it changes nothing of what it comes to."""

    tell: Callable[..., None] = field(compare=False)


UNWATCHED = Watched(lambda *_: None)


@lru_cache(maxsize=ANSWERS_KEPT)
def sensitivity(setting: Setting, watched: Watched) -> SettingSensitivity:
    """What is the same for every candidate under a setting, so that the next one is answered at once."""
    ranked = scores(setting)
    begun, total = count(), 3 + len(ranked.root_members)
    return setting_sensitivity(ranked, tell=lambda part: watched.tell(part, next(begun), total))


@lru_cache(maxsize=ANSWERS_KEPT)
def stability(setting: Setting, industry_id: str, watched: Watched) -> StabilityCheck:
    """Whether a candidate stays in under a setting. Raises ``InputError`` as ``scores`` does."""
    known = sensitivity(setting, watched)
    return check(known.scores, [industry_id], progress=watched.tell, setting=known)


@lru_cache(maxsize=ANSWERS_KEPT)
def flipped(setting: Setting, industry_id: str) -> Mapping[str, float] | None:
    """Weights at which the candidate's nearest flip has happened; None where there are none to set."""
    result = stability(setting, industry_id, UNWATCHED)
    return flipped_weights(result, result.industries[0])


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: within so many per cent of the weights, all weights where None; an order that they keep; data."""

    percent: float | None = None
    order: str = ""
    data_varied: bool = False


@lru_cache(maxsize=ANSWERS_KEPT)
def drawn(setting: Setting, what: Drawn, watched: Watched) -> Acceptability:
    """How firmly the selection stands under a setting. Raises ``InputError`` where the demands cannot be met."""
    ranked = scores(setting)
    return acceptability(
        ranked,
        percent=what.percent,
        order=parse_order(what.order, ranked.root_members),
        uncertainty=Uncertainty() if what.data_varied else None,
        progress=watched.tell,
    )


@lru_cache(maxsize=ANSWERS_KEPT)
def methods(setting: Setting) -> MethodChoices:
    """Other methods under a setting. Raises ``MissingExtraError`` where the library for them is not installed."""
    return method_choices(dataset(setting.data), set_criteria(setting))


@lru_cache(maxsize=ANSWERS_KEPT)
def audited(setting: Setting) -> Audit:
    """What the criteria do under a setting."""
    return audit(dataset(setting.data), set_criteria(setting))


@lru_cache(maxsize=ANSWERS_KEPT)
def echo(setting: Setting) -> Echo:
    """What the report's words do to the answer. Raises ``InputError`` where the setting cannot be used."""
    return echo_of(scores(setting))


@lru_cache(maxsize=ANSWERS_KEPT)
def open_figures(setting: Setting) -> tuple[Incomplete, Incomplete, tuple[Settles, ...]]:
    """Who is in whatever the unknown figures are, at these weights and at all, and which of them to get first."""
    asked = scores(setting)
    at_weights = at_set_weights(asked)
    return at_weights, over_all_weights(asked), value_of_information(asked, at_weights)


@lru_cache(maxsize=ANSWERS_KEPT)
def parties_of(setting: Setting, written: str) -> Parties:
    """Viewpoints, written as their file is, side by side. Raises ``InputError`` where they cannot be compared."""
    profiles = parse_profiles(written, "")
    return parties(dataset(setting.data), set_criteria(setting), profiles)


@lru_cache(maxsize=ANSWERS_KEPT)
def likeness(data: Chosen, exposures: tuple[str, ...]) -> Similarity:
    """Every industry beside those with a programme, by these exposures. Raises ``InputError``."""
    from engine.transfer.similarity import similarity

    known = dataset(data)
    return similarity(known, criteria(data), tuple(known.position), exposures)


@lru_cache(maxsize=FILES_KEPT)
def prevention(data: Chosen) -> Prevention:
    """What would go without the known exposures. Raises ``InputError`` where the data have none of them."""
    from engine.prevention_potential.effects import read_effects, shipped_effects
    from engine.prevention_potential.potential import prevention as potential

    return potential(dataset(data), read_effects(shipped_effects()))


@lru_cache(maxsize=ANSWERS_KEPT)
def baseline_of(data: Chosen, industry_id: str, demand: Demand) -> Baseline:
    """One industry's figures today and the smallest change of each that can be detected."""
    from engine.transfer.baseline import baseline

    return baseline(dataset(data), criteria(data), industry_id, demand)


Kept = TypeVar("Kept", bound=Callable[..., object])
_ELSEWHERE: list[Any] = []


def forgotten(kept: Kept) -> Kept:
    """Mark a cached question of another module, so that ``forget`` lets go of its answers too."""
    _ELSEWHERE.append(kept)
    return kept


def forget() -> None:
    """Let go of every answer that is kept, where one may be of data that somebody has taken away again."""
    of_settings = (
        set_criteria,
        scores,
        outcome,
        sources_in_words,
        sensitivity,
        stability,
        flipped,
        drawn,
        methods,
        audited,
        echo,
        open_figures,
        parties_of,
    )
    for kept in (*of_settings, likeness, prevention, baseline_of, *_ELSEWHERE):
        kept.cache_clear()
    setting_fields.cache_clear()
