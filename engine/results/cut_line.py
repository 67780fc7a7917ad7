"""Where the selection stops in the ranking, and why an industry above that line was passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from engine.foundation.exact_arithmetic import ORE_PER_MNOK
from engine.foundation.locale import Locale
from engine.results.comparison import ranks
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores
from engine.selection.constraint_words import condition_in_words
from engine.selection.constraints import MinimumGrantContinuing, MinimumGrantNew
from engine.selection.grant_key import GrantKey, key_shares
from engine.selection.portfolio_problem import PROGRAMME, SelectionProblem
from engine.selection.select import SelectionResult

HAS_PROGRAMME, GRANT, CONDITION, OBJECTIVE = "has_programme", "grant", "condition", "objective"
NEAR = 3
"""How many below the line are near it."""
GRANT_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Why one above the line is not selected.

    Parameters
    ----------
    kind
        ``has_programme`` today; ``grant``: with it in the place of ``instead_of`` a grant would be too small;
        ``condition``: others would not be met; ``objective``: all would be, but the sum would not be larger.
    instead_of
        Of the selected, the last in the ranking that nothing demands: whose place it would take. None without one.
    suffers
        Whose grant would be too small: its own, or that of one that is smaller.
    grant, minimum
        What the grant would be a year, and the minimum, MNOK.
    conditions
        Ids of the conditions that would not be met.
    """

    industry_id: str
    kind: str
    instead_of: str | None = None
    suffers: str | None = None
    grant: Fraction | None = None
    minimum: Fraction | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CutLine:
    """The ranking with a line below the last of the selected.

    Parameters
    ----------
    above
        Ids of the ranked, best first, down to the last selected; empty where nobody is selected.
    near
        The first few below the line.
    passed_over
        Those above the line that are not selected, and those level with the last selected, by id.
    """

    above: tuple[str, ...]
    near: tuple[str, ...]
    passed_over: Mapping[str, PassedOver] = field(default_factory=dict)


def cut_line(scores: Scores, selection: SelectionResult | None) -> CutLine:
    """Where the line stands. Exact: grants are tested as fractions of an øre."""
    order = [scores.industry_ids[index] for index in scores.order if scores.ranks[index] != UNRANKED]
    chosen = set(selection.selected) if selection else set()
    places = [index for index, industry in enumerate(order) if industry in chosen]
    if selection is None or not places:
        return CutLine((), tuple(order[:NEAR]))
    last = places[-1] + 1
    rank = ranks(scores)
    level = [industry for industry in order[last:] if rank[industry] == rank[order[last - 1]]]
    out = [industry for industry in order[:last] if industry not in chosen] + level
    leaving = next((order[place] for place in reversed(places) if not _required(selection.problem, order[place])), None)
    return CutLine(
        tuple(order[:last]),
        tuple(order[last : last + NEAR]),
        {industry: _passed_over(industry, leaving, scores, selection) for industry in out},
    )


def _required(problem: SelectionProblem, name: str) -> bool:
    return bool(problem.required[problem.ids.index(name)])


def _passed_over(name: str, leaving: str | None, scores: Scores, selection: SelectionResult) -> PassedOver:
    problem = selection.problem
    industry = scores.dataset.industries[scores.dataset.position[name]]
    if name not in problem.ids or industry.status == PROGRAMME:
        return PassedOver(name, HAS_PROGRAMME)
    with_it = [industry_id for industry_id in selection.selected if industry_id != leaving] + [name]
    chosen = problem.chosen(tuple(problem.ids.index(industry_id) for industry_id in with_it))
    broken = [condition for condition in problem.conditions if not bool(condition.holds(chosen))]
    if not broken:
        return PassedOver(name, OBJECTIVE, leaving)
    ids = tuple(condition.id for condition in broken)
    money = [condition for condition in broken if isinstance(condition, MinimumGrantNew | MinimumGrantContinuing)]
    if problem.key is None or len(money) != len(broken):
        return PassedOver(name, CONDITION, leaving, conditions=ids)
    new = {industry_id: int(problem.jobs[problem.ids.index(industry_id)]) for industry_id in with_it}
    suffers, grant, minimum = _too_small(problem.key, new, name)
    return PassedOver(name, GRANT, leaving, suffers, grant / ORE_PER_MNOK, minimum / ORE_PER_MNOK, ids)


def _too_small(key: GrantKey, new: Mapping[str, int], name: str) -> tuple[str, Fraction, Fraction]:
    """Whose grant is too small, øre: the industry's own where it is, else the one that lacks most of its minimum."""
    given = key_shares(key.first_year_frame, key.equal_share, key.running(new))
    minimums = {
        programme: Fraction(key.minimum_new if programme in new else key.minimum_continuing) for programme in given
    }
    short = {
        programme: minimums[programme] - grant for programme, grant in given.items() if grant < minimums[programme]
    }
    worst = name if name in short else max(short, key=lambda programme: (short[programme], programme))
    return worst, given[worst], minimums[worst]


def passed_over_in_words(reason: PassedOver, scores: Scores, problem: SelectionProblem, locale: Locale) -> str:
    """The reason in one short sentence, to stand below the name; grants are rounded down: still too small."""
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    by_id = {condition.id: condition for condition in problem.conditions}
    kind = reason.kind
    if kind == GRANT and reason.suffers != reason.industry_id:
        kind = "grant_of_other"
    return locale.text(
        f"first_page.passed_{kind}",
        instead_of=names.get(reason.instead_of or "", ""),
        suffers=names.get(reason.suffers or "", ""),
        grant=_amount(reason.grant, locale),
        minimum=_amount(reason.minimum, locale),
        conditions="; ".join(
            condition_in_words(problem, by_id[condition_id], locale) for condition_id in reason.conditions
        ),
    )


def _amount(amount: Fraction | None, locale: Locale) -> str:
    """MNOK with as few decimals as say it, at least one."""
    if amount is None:
        return ""
    hundredths = floor(amount * 10**GRANT_DECIMALS)
    return locale.number(hundredths / 10**GRANT_DECIMALS, 1 if hundredths % 10 == 0 else GRANT_DECIMALS)
