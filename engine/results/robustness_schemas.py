"""What the JSON of ``robustness``, ``methods``, ``audit`` and ``parties`` holds, declared."""

from __future__ import annotations

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
from engine.results.shared_schemas import BASIS, SELECTED_BY, SENTENCES, WEIGHTS

LEFT_OPEN = record(
    {
        "core": ids("In whatever the unknown figures are."),
        "possible": ids("In for some."),
        "excluded": ids("In for none."),
        "unproven": optional(ids("Said to be possible, or not in the core, without a proof; where there are any.")),
        "exact": flag("Whether all of it is proven."),
    },
    "Who is in under incomplete information.",
)
CORRELATION = record(
    {
        "between": pair(text()),
        "pearson": maybe(number()),
        "spearman": maybe(number()),
        "industries": whole("How many have both."),
        "overlap": flag("Whether more than half of the variance is shared."),
    }
)
DIFFERENCE = record(
    {
        "between": pair(text(), "The two profiles."),
        "shared": ids("In both selections."),
        "only": pair(ids(), "In one."),
        "agreement": share("Jaccard index."),
        "losses": pair(number(), "What each loses with the other's."),
        "driver": maybe(
            record(
                {
                    "criterion": text("What explains most of it."),
                    "weights": pair(share()),
                    "shares": by("root member", number()),
                    "selected": list_of(ids()),
                }
            )
        ),
    }
)
JOINT = record(
    {
        "selected": SELECTED_BY,
        "values": by("profile", number(), "Objective."),
        "regrets": by("profile", number(), "Own optimum minus value."),
        "shares": by("profile", maybe(number()), "Value / own optimum."),
    }
)
EFFECT = record(
    {
        "mean": number(),
        "variance": number(),
        "constant": flag(),
        "undetermined": flag("Varies too rarely to be explained."),
        "factors": by(
            "factor",
            record(
                {name: maybe(number()) for name in ("first", "first_margin", "total", "total_margin")},
                "Sobol indices with 95 % margins.",
            ),
        ),
    }
)
ROBUSTNESS: dict[str, Schema] = {
    "draws": whole(),
    "seed": whole(),
    "rank_acceptability": by("industry", list_of(share()), "Share of the draws with rank 1, 2, …"),
    "selection_acceptability": by("industry", share(), "Share of the draws that select it."),
    "central_weights": by("industry", maybe(by("root member", share())), "Mean weights where it is selected."),
    "confidence": by("industry", maybe(share()), "Share selected at its own central weights."),
    "core": ids("Selected in all draws."),
    "borderline": ids("In some."),
    "exterior": ids("In none."),
    "verified": record({"draws": whole("Solved anew, with PuLP where bounds leave it open."), "mismatches": whole()}),
    "data_uncertainty": maybe(
        record(
            {
                "with_se": whole("Values varied by their standard error."),
                "inherited": whole("Varied within the declared spread."),
                "fixed": whole("Held."),
                "inherited_spread": number("Share of the value."),
                "declared": optional(whole("Varied over what the criteria leave open.")),
            },
            "How many values vary, and how.",
        )
    ),
    "incomplete": maybe(LEFT_OPEN),
    "incomplete_all_weights": maybe(LEFT_OPEN),
    "weights": WEIGHTS,
    **BASIS,
}
METHODS: dict[str, Schema] = {
    "today": record({"criteria_id": text(), "ranks": by("industry", maybe(whole())), "selected": SELECTED_BY}),
    "choices": list_of(
        record(
            {
                "id": text("As `minmax.geometric`, `topsis`, `without.absence`."),
                "kind": text(),
                "normalisation": maybe(text()),
                "aggregation": maybe(text()),
                "method": maybe(text()),
                "without": maybe(text("The criterion left out.")),
                "today": flag("The method in use."),
                "defined": flag("Whether it can be used on these data."),
                "reasons": list_of(record(SENTENCES), "Why it cannot."),
                "ranks": maybe(by("industry", maybe(whole()))),
                "scores": maybe(by("industry", maybe(number()))),
                "spearman": maybe(number("Against the method in use.")),
                "kendall": maybe(number("Tau-b.")),
                "not_ranked": ids("Without complete rows."),
                "summed": text("What a selection's members add up to.", "score", "above_lowest"),
                "selected": maybe(SELECTED_BY),
                "entered": ids(),
                "left": ids(),
            }
        )
    ),
    "sensitivity": maybe(
        record(
            {
                "base_samples": whole(),
                "seed": whole(),
                "inherited_spread": number("Share of the value."),
                "evaluations": whole("Model runs."),
                "factors": list_of(record({"factor": text(), "inputs": whole(), "varied": flag(), "levels": ids()})),
                "industries": by("industry", record(dict.fromkeys(("score", "rank", "selected"), EFFECT))),
            },
            "Variance-based sensitivity analysis.",
        )
    ),
    **BASIS,
}
ANSWER = record(
    {
        "selected": maybe(SELECTED_BY),
        "ranks": by("industry", whole()),
        "scores": by("industry", number()),
    }
)
ECHO = record(
    {
        "words": ids("Members of the root that rest on the report's words."),
        "words_share": share("Of the weight."),
        "with_words": ANSWER,
        "without_words": maybe(ANSWER),
        "by_number": by(
            "number of new",
            maybe(
                record(
                    {
                        "selected": SELECTED_BY,
                        "without_words": maybe(SELECTED_BY),
                        "cost_mnok": maybe(number("Taken from today's programmes, a year.")),
                        "cost_percent": maybe(number()),
                        "costs": by("programme", record({"mnok": number(), "percent": number()})),
                    }
                )
            ),
        ),
        "disagreements": list_of(
            record(
                {
                    "industry_id": text(),
                    "indicator_id": text(),
                    "value": number(),
                    "national": number(),
                    "period": text(),
                    "quality": text(),
                }
            ),
            "Where words and figures disagree.",
        ),
    },
    "What the answer is with and without the report's words.",
)
BACK_TEST = record(
    {
        "industries": whole("How many are ranked."),
        "ranks_now": by("programme", whole()),
        "ranks_then": by("programme", whole()),
        "first_without": ids("Without a programme, but among the first as many."),
        "periods": by("indicator", record({"now": maybe(text()), "then": maybe(text())})),
    },
    "Where the programmes of 2019 rank when only what is measured counts.",
)
AUDIT: dict[str, Schema] = {
    "correlations": list_of(CORRELATION),
    "constant": ids("Criteria that are the same for all."),
    "weights": by(
        "root member",
        record(
            {
                "nominal": share("As set."),
                "effective": maybe(number("Its part of the variance.")),
                "main_effect": maybe(number("First-order index.")),
                "variance_share": maybe(number("Share of the score's variance.")),
            }
        ),
    ),
    "dominated": by("industry", ids(), "By whom."),
    "identical": list_of(ids(), "The same on everything."),
    "not_compared": ids("Lack a value."),
    "passed_over": by("industry", ids(), "Selected although dominated, and by whom."),
    "double_counted": record(
        {"size": ids(), "shared_indicators": by("indicator", ids()), "overlapping": list_of(pair(text()))}
    ),
    "size": list_of(CORRELATION, "Each indicator beside jobs."),
    "idle_criteria": by("criterion", text(), "Why it decides nothing."),
    "idle_conditions": ids("Conditions that decide nothing."),
    "settles": list_of(
        record(
            {
                "industry_id": text(),
                "indicator_id": text(),
                "why": text("Why it is open.", "missing", "judged", "inherited", "old"),
                "undecided_now": whole("Industries."),
                "worst": whole("Settled at the least helpful value."),
                "best": whole("At the most helpful."),
                "expected": number("Over the interval."),
                "opens": number("Points of the industry's score that it leaves open."),
            }
        ),
        "What to get first, the most decisive first.",
    ),
    "echo": optional(maybe(ECHO)),
    "back_test": optional(maybe(BACK_TEST)),
    **BASIS,
}
PARTIES: dict[str, Schema] = {
    "profiles": by("profile", record({"selected": SELECTED_BY, "objective": number()})),
    "maximin": JOINT,
    "minimax_regret": JOINT,
    "mean": JOINT,
    "core": ids("Selected by every profile."),
    "weights": record({"profiles": by("profile", WEIGHTS), "mean": WEIGHTS}),
    "ties": by("profile", list_of(ids())),
    "differences": list_of(DIFFERENCE, "Every pair."),
    "from_mean": list_of(DIFFERENCE, "Each against the mean."),
    "agreement": by("profile", by("profile", share())),
    "losses": by("profile", by("profile", number())),
    **BASIS,
}

ROBUSTNESS_RESULTS: dict[str, Schema] = {
    "robustness": document("How firmly the selection stands", ROBUSTNESS),
    "methods": document("Other methods against the one in use", METHODS),
    "audit": document("What the criteria do", AUDIT),
    "parties": document("Viewpoints side by side", PARTIES),
}
