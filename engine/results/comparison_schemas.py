"""What the JSON of ``prevention``, ``similar`` and ``baseline`` holds, declared."""

from __future__ import annotations

from engine.foundation.locale import LOCALES
from engine.results.result_fields import (
    Schema,
    by,
    document,
    flag,
    ids,
    list_of,
    maybe,
    number,
    pair,
    record,
    share,
    text,
    whole,
)
from engine.results.shared_schemas import BASIS, INTERVAL, SENTENCES

BURDEN = record(
    {
        "kind": text("", "days", "cases"),
        "amount": number("A year."),
        "interval": INTERVAL,
        "rate_id": text(),
        "rate": number(),
        "rate_period": text(),
        "rate_quality": text(),
        "jobs": whole(),
        "jobs_quality": text(),
        "quality": text(),
        "source_ids": ids(),
    }
)
LEVEL = record(
    {
        "exposure": text(),
        "prevalence": number("0 to 1."),
        "se": maybe(number()),
        "among_cases": maybe(number("Prevalence among cases.")),
        "odds_ratio": number(),
        "odds_ratio_interval": INTERVAL,
        "risk_ratio": number(),
        "period": text(),
        "quality": text(),
        "source_ids": ids(),
        "note": text(),
    }
)
PREVENTED = record(
    {
        "industry_id": text(),
        "applies": flag("A study of one industry is not about the others."),
        "fraction": maybe(number("Population attributable fraction, 0 to 1.")),
        "interval": INTERVAL,
        "se": maybe(number()),
        "exposures": list_of(
            record(
                {
                    "levels": list_of(LEVEL),
                    "formula": text("", "levin", "miettinen"),
                    "fraction": number(),
                    "interval": INTERVAL,
                }
            )
        ),
        "lacking": ids("Exposures without a prevalence; the fraction is of the others."),
        "fixed": ids("Without a standard error."),
        "quality": maybe(text()),
        "source_ids": ids(),
        "burden": maybe(BURDEN),
    }
)
LIKENESS = record(
    {
        "industry_id": text("The programme industry."),
        "place": maybe(whole()),
        "distance": maybe(number("0 the same, 1 the usual between two industries.")),
        "sampling_distance": maybe(number("What sampling alone would give.")),
        "nearest_share": maybe(share("Of the draws.")),
        "differences": list_of(
            record(
                {
                    "indicator_id": text(),
                    "own": number(),
                    "other": number(),
                    "se": maybe(number("Of the difference.")),
                    "standardised": number(),
                    "contribution": maybe(number("Share of the squared distance.")),
                    "relative": maybe(number()),
                    "kind": text("", "both_high", "both_low", "both_middle", "between", "different"),
                    "qualities": ids(),
                    "source_ids": ids(),
                }
            )
        ),
        "not_compared": record({name: ids() for name in ("missing", "judged", "same_group")}),
    }
)
MEASURE = record(
    {
        "indicator_id": text(),
        "role": text("", "exposure", "outcome", "other", "outside"),
        "unit": text(),
        "period": text(),
        "value": number("The newest."),
        "se": maybe(number()),
        "n": maybe(whole()),
        "interval": maybe(pair(number(), "Coverage 1 − alpha.")),
        "design_effect": maybe(number()),
        "effective_n": maybe(number("Worth so many drawn at random.")),
        "national": maybe(number()),
        "fall_to": maybe(number("The nearest level below that can be told from today's.")),
        "rise_to": maybe(number("The nearest above.")),
        "rough": flag(),
        "why_not": maybe(
            text("", "missing", "judgement", "no_sample", "no_error", "too_small", "not_a_share"),
        ),
        "yearly": maybe(
            record({"usual": number(), "largest": number(), "pairs": whole(), "first": text(), "last": text()})
        ),
        "quality": text(),
        "group_share": maybe(share("Of an inherited figure's group.")),
        "groups": ids(),
        "source_ids": ids(),
    }
)

COMPARISON_RESULTS: dict[str, Schema] = {
    "prevention": document(
        "What prevention could remove",
        {
            "outcomes": by(
                "outcome",
                record(
                    {
                        **{f"label_{locale.tag}": text() for locale in LOCALES},
                        "overall_risk": maybe(number("Null: the odds ratio is used as a risk ratio.")),
                        "risk_stated": flag("By the user."),
                        "published_percent": maybe(number("What the study itself attributes.")),
                        "source_ids": ids(),
                        "industries": list_of(PREVENTED),
                    }
                ),
            ),
            "assumptions": list_of(record({"code": text(), "concerns": ids(), **SENTENCES})),
            "working_days": number(),
            "draws": whole(),
            "seed": whole(),
            **{name: BASIS[name] for name in ("synthetic", "data")},
        },
    ),
    "similar": document(
        "Which programme industries the exposures are like",
        {
            "exposures": list_of(
                record(
                    {
                        "indicator_id": text(),
                        "use": text("", "compared", "judgement", "absent", "constant"),
                        "mean": maybe(number()),
                        "deviation": maybe(number()),
                        "measured": whole("Industries with a measured value."),
                    }
                )
            ),
            "programmes": ids(),
            "limits": record({"alike": number(), "different": number()}),
            "industries": by("industry", record({"nearest": ids(), "likenesses": list_of(LIKENESS)})),
            "draws": whole(),
            "seed": whole(),
            **BASIS,
        },
    ),
    "baseline": document(
        "An industry's newest figures and what change can be told",
        {
            "industry_id": text(),
            "demand": record({"alpha": number(), "power": number(), "one_sided": flag()}),
            "measures": list_of(MEASURE),
            **BASIS,
        },
    ),
}
