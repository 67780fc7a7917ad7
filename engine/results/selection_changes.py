"""Who came into the selection and who went out when a setting changed, and why, each in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from engine.foundation.locale import Locale
from engine.results.comparison import ranks
from engine.results.cut_line import CutLine, PassedOver, cut_line, passed_over_in_words
from engine.results.ranking import score_decimals
from engine.scoring.score import Scores
from engine.selection.select import SelectionResult

ENTERED, LEFT = "entered", "left"


@dataclass(frozen=True, slots=True)
class Switch:
    """One industry that changed sides.

    Parameters
    ----------
    side
        ``entered`` or ``left``.
    before, after
        Ranks; None where it is not ranked in that setting.
    behind
        Points that one that left is behind the last of the selected; None where it is not below the line.
    passed_over
        Why it is out although it stands above the line: now for one that left, before for one that entered.
    """

    industry_id: str
    side: str
    before: int | None
    after: int | None
    behind: float | None = None
    passed_over: PassedOver | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """One setting's ranking and selection; None where nobody can be selected."""

    scores: Scores
    selection: SelectionResult | None

    @property
    def selected(self) -> tuple[str, ...]:
        """Ids of the new programmes."""
        return self.selection.selected if self.selection else ()


def switches(before: Answer, after: Answer) -> tuple[Switch, ...]:
    """Those that came in, then those that went out, each by rank after, then id."""
    was, now = ranks(before.scores), ranks(after.scores)
    line_before, line_after = (cut_line(answer.scores, answer.selection) for answer in (before, after))
    entered = [
        Switch(
            industry, ENTERED, was.get(industry), now.get(industry), passed_over=line_before.passed_over.get(industry)
        )
        for industry in sorted(set(after.selected) - set(before.selected))
    ]
    left = [
        Switch(
            industry,
            LEFT,
            was.get(industry),
            now.get(industry),
            _behind(industry, after.scores, line_after),
            line_after.passed_over.get(industry),
        )
        for industry in sorted(set(before.selected) - set(after.selected))
    ]
    last = len(now) + 1
    return tuple(
        sorted((*entered, *left), key=lambda switch: (switch.side != ENTERED, switch.after or last, switch.industry_id))
    )


def _behind(name: str, scores: Scores, line: CutLine) -> float | None:
    if not line.above or name in line.above or name not in scores.industry_ids:
        return None
    position, last = (scores.industry_ids.index(industry) for industry in (name, line.above[-1]))
    gap = float(scores.scores[last] - scores.scores[position])
    return gap if gap > 0 else None


def switch_in_words(switch: Switch, before: Answer, after: Answer, locale: Locale) -> str:
    """Why, after the name: the way from rank to rank, how far behind, or what it was passed over for."""
    asked = after if switch.side == LEFT else before
    if switch.passed_over is not None and asked.selection is not None:
        reason = passed_over_in_words(switch.passed_over, asked.scores, asked.selection.problem, locale)
        return locale.text(f"first_page.{switch.side}_passed", reason=reason)
    if switch.before is None or switch.after is None:
        return locale.text(f"first_page.switch_{'gone' if switch.after is None else 'new'}")
    key = "switch_moved" if switch.before != switch.after else f"switch_same_{switch.side}"
    text = locale.text(f"first_page.{key}", before=switch.before, after=switch.after)
    if switch.behind is not None:
        points = locale.number(switch.behind, score_decimals(after.scores))
        text += locale.text("first_page.switch_behind", points=points)
    return text
