"""What each command's JSON holds, declared: the published schemas and the reference page follow from this.

Each entry of ``RESULTS`` is one result; a command that gives several kinds of result has several. Money is in MNOK.
"""

from __future__ import annotations

from engine.results.comparison_schemas import COMPARISON_RESULTS
from engine.results.file_schemas import FILE_RESULTS
from engine.results.plan_schemas import PLAN_RESULTS
from engine.results.result_fields import (
    Schema,
    by,
    document,
    flag,
    ids,
    list_of,
    maybe,
    number,
    optional,
    pair,
    record,
    share,
    text,
    whole,
)
from engine.results.robustness_schemas import ROBUSTNESS_RESULTS
from engine.results.shared_schemas import BASIS, SELECTED_BY, SENTENCES, WEIGHTS, problems
from engine.selection.exclusion_reasons import KINDS

GRANTS = by("programme", number(), "Grant in MNOK.")
RANK_AT = record(
    {
        "rank": whole("The rank."),
        "weights": maybe(by("root member", share(), "Weights that give it.")),
        "exact": flag("Whether no weights give a further one, proven."),
    }
)
REASON = record(
    {
        "code": text("Kind of reason."),
        **SENTENCES,
        "share": optional(share("Share of the draws.")),
        "industries": optional(by("language", text(), "Names of the equal ones.")),
        "lacks": optional(by("language", text(), "What it lacks.")),
        "distance": optional(share("Share of the weight that moves.")),
        "rival": optional(ids("The selection it flips to.")),
        "price": optional(number("Points lost.")),
        "union_density": optional(maybe(number("Threshold."))),
        "minimum_grant": optional(
            {
                "anyOf": [number(), list_of(pair(maybe(number()))), {"type": "null"}],
                "description": "Threshold, or ranges.",
            }
        ),
        "frame": optional(number("Frame in MNOK.")),
        "others": optional(by("language", text(), "Names of others.")),
    }
)
THRESHOLDS = {
    name: maybe(number("Selected up to and including this, going up from what is set; null where there is none."))
    for name in ("union_density", "minimum_grant")
}
CHECKED = record(
    {
        "selected": flag("Whether it is in."),
        "share_nearby": share("Share of random weight sets near the weights set; not a probability."),
        "comes_in": by("demand", list_of(pair(maybe(number()))), "Every minimum under which it is in: above, up to."),
        "comes_in_freely": flag("Whether it is in where no union density is asked for."),
        "share_of_weights": share("Share of random weight sets that select it; not a probability."),
        "intervals": by("root member", list_of(pair(share())), "Intervals of the weight where the status holds."),
        "nearest_change": maybe(
            record(
                {
                    "weights": by("root member", share()),
                    "distance": share("Half the L1 change."),
                    "rival": ids("The selection there."),
                    "exact": flag("Whether a nearer flip is ruled out."),
                },
                "The smallest change of weights that flips the status.",
            )
        ),
        "price": maybe(number("Objective lost by forcing the other status.")),
        "frame_breakpoints": list_of(
            record(
                {
                    "frame": number("MNOK."),
                    "enters": ids(),
                    "leaves": ids(),
                    "selected": flag("Whether this one is in from there on."),
                }
            ),
            "0 to 3 times the frame.",
        ),
        "thresholds": record(THRESHOLDS, "Where it drops out."),
        "reasons": list_of(REASON, "Why."),
        "limits": list_of(REASON, "What money and demands do."),
        "nearest_exact": flag("False where a nearer flip, or any where there is none, could exist."),
        "threshold_codes": record(
            {
                name: text(
                    "Why.",
                    *("drops_out", "not_selected", "lacks_figure", "others_lack_figure", "nothing_to_ask"),
                )
                for name in THRESHOLDS
            }
        ),
        "threshold_returns": record(
            {name: list_of(pair(maybe(number())), "Selected again above, up to.") for name in THRESHOLDS}
        ),
        "rank": maybe(whole("Rank at the weights set.")),
        "best_rank": maybe(RANK_AT | {"description": "The best rank that any weights give."}),
        "worst_rank": maybe(RANK_AT | {"description": "The worst."}),
        "level_with": ids("Ids that the figures can't tell it from."),
        "intervals_exact": by("root member", flag(), "False where a short change could have been missed."),
    }
)
OUT = record(
    {
        "kind": text("Kind of reason.", *KINDS),
        "conditions": ids("The rules that bar it, or a smallest set that cannot hold together with it."),
        "gives_way": ids("Who would go out for it in the best selection with it."),
        "comes_along": ids("Who would come in beside it there."),
        "loss": maybe(number("Objective that this costs; null where no selection has it.")),
        "missing": maybe(number("MNOK a year that the frame lacks; null where money is not in its way.")),
        "lacks": ids("Indicators whose missing figures leave it without a score."),
        **SENTENCES,
    }
)
SELECTION: dict[str, Schema] = {
    "selected": SELECTED_BY,
    "objective": number("Sum of points (times jobs)."),
    "proven": flag("Whether the arithmetic is proven to be the optimum."),
    "grants": GRANTS,
    "unspent": maybe(number("MNOK of the frame.")),
    "binding": ids("Conditions without which a better selection exists."),
    "ties": list_of(ids(), "Selections that are equally good."),
    "runners_up": list_of(record({"selected": SELECTED_BY, "objective": number()}), "The next best."),
    "by_number": by(
        "number of new",
        maybe(record({"selected": SELECTED_BY, "objective": number(), "smallest_grant": maybe(number("MNOK."))})),
        "The best for each number; null where infeasible.",
    ),
    "all_ties_listed": flag("False where there are too many to list."),
    "grants_later": GRANTS | {"description": "The years after a wind-down."},
    "excluded": by("industry", ids(), "Who cannot be chosen whoever else is, with the conditions that bar them."),
    "frame": maybe(number("MNOK a year.")),
    "weights": WEIGHTS,
    "reasons": optional(by("industry", OUT, "Why each of the others is out; with `--reasons`.")),
    **BASIS,
}
RANKING: dict[str, Schema] = {
    "weights": WEIGHTS,
    "industries": list_of(
        record(
            {
                "industry_id": text("Id."),
                "rank": maybe(whole("1 is first; equal scores share the better.")),
                "score": maybe(number("0 to `scale`.")),
                "contributions": by("root member", number(), "Points; empty where the root is not arithmetic."),
                "nodes": by("criterion", maybe(number()), "Value of each node, 0 to 1."),
                "flags": by("criterion", maybe(flag()), "High on both sides; null where a side is missing."),
                "quality": by("quality", share(), "Share of the effective weight."),
                "lacks": ids("Indicators without a figure."),
                "score_low": maybe(number("The least the score can be.")),
                "score_high": maybe(number("The most.")),
                "known": maybe(share("Share of the effective weight that rests on figures.")),
                "level_with": ids("Ids that the figures can't tell it from."),
                "group_share": by("indicator", share(), "Share of the jobs of the group its figure is about."),
                "name_nb": text("Name."),
                "name_en": text("Name in English."),
                "status": maybe(text("Has a programme or not.", "programme", "candidate", "other")),
                "jobs": maybe(whole("Number of jobs.")),
            }
        ),
        "Best first, unranked last.",
    ),
    "clipped": list_of(
        record(
            {
                "industry_id": text(),
                "indicator_id": text(),
                "period": text(),
                "value": number("As it is."),
                "limit": number("The goalpost it counts as."),
            }
        ),
        "Values outside the goalposts.",
    ),
    "scale": number("Scores run 0 to this."),
    "rank_by": text("The end of the interval that ranks.", "low", "middle", "high"),
    **BASIS,
}

RESULTS: dict[str, Schema] = {
    "rank": document("The ranking", RANKING),
    "select": document("The best selection and the grants", SELECTION),
    "conflict": document("A smallest set of conditions that cannot hold together (exit 3)", {"conflict": ids()}),
    "check": document(
        "How firmly industries stand",
        {
            "industries": by("industry", CHECKED),
            "selected": SELECTED_BY,
            "objective": number(),
            "binding": ids(),
            "draws": whole(),
            "seed": whole(),
            "weights": WEIGHTS,
            **BASIS,
        },
    ),
    **ROBUSTNESS_RESULTS,
    "validate": document("Everything wrong with a data folder", {"problems": problems()}),
    **COMPARISON_RESULTS,
    **PLAN_RESULTS,
    **FILE_RESULTS,
}
"""The schema of each result, by command (and subcommand), in the order of the reference page."""
