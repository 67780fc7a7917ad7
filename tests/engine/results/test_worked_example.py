import math
import re
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from engine.criteria.aggregates import AGGREGATES, Aggregate
from engine.criteria.reading import parse_criteria, read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.worked_example import grant, points, steps
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.robustness.small import dataset
from tests.engine.selection.problems import key


def computed(formula):
    """What a sceptic's pocket calculator makes of a formula."""
    expression = formula.replace(",", ".").replace("\N{NO-BREAK SPACE}", "").replace("·", "*").replace("−", "-")
    expression = expression.replace("^", "**").replace(";", ",")
    expression = re.sub(r"√\(([^)]*)\)", r"(\1)**0.5", expression)
    expression = re.sub(r"ln ([0-9.]+)", r"ln(\1)", expression)
    return eval(expression, {"min": min, "max": max, "ln": math.log, "__builtins__": {}})


@pytest.fixture(scope="module", params=[("publisert", "publisert.toml"), ("syntetisk", "stami.toml")])
def scores(request):
    data, criteria = request.param
    return score(read_dataset(shipped_data() / data), read_criteria(shipped_criteria() / criteria))


def test_a_pocket_calculator_gets_every_step_of_every_industry(scores):
    for industry in scores.industry_ids:
        for step in steps(scores, industry):
            if step.result is not None:
                assert computed(step.formula) == pytest.approx(step.result, abs=0.004), (industry, step)


def test_the_steps_end_at_the_root_and_the_points_are_the_score(scores):
    industry = scores.industry_ids[0]
    assert steps(scores, industry)[-1].node == scores.criteria.root_id
    formula = points(scores, industry)
    assert computed(formula.partition("=")[0]) == pytest.approx(float(scores.scores[0]), abs=0.1)


def test_absence_of_shipping_is_written_out_by_hand():
    """6.4 per cent between the goalposts 2 and 9."""
    scores = score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))
    step = next(step for step in steps(scores, "sjofart") if step.node == "absence")
    assert step.formula == "(6,4 − 2) / (9 − 2)"
    assert step.result == pytest.approx(4.4 / 7)
    english = next(step for step in steps(scores, "sjofart", Locale("en")) if step.node == "absence")
    assert english.formula == "(6.4 − 2) / (9 − 2)"


def test_a_missing_figure_has_no_formula_and_its_weight_goes_to_the_others():
    scores = score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))
    by_node = {step.node: step for step in steps(scores, "jordbruk_skogbruk")}
    assert (by_node["union_density"].formula, by_node["union_density"].result) == ("", None)
    assert by_node["score"].formula.count("·") == 4


METHODS = """
id = "t"
[[indicator]]
id = "x"
normalise = { method = "%s" }
direction = "%s"
[[criterion]]
id = "score"
aggregate = "%s"
members = { x = 1.0 }
"""


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize("method", ["minmax", "zscore"])
def test_other_normalisations_are_written_out_with_the_ranked_industries_own_numbers(tmp_path, method, direction):
    (tmp_path / "industries.csv").write_text("industry_id,name_nb\na,A\nb,B\nc,C\n")
    rows = "".join(
        f"{industry},x,2020,{value},percent,,,published,s\n" for industry, value in (("a", 1), ("b", 2), ("c", 6))
    )
    (tmp_path / "indicators.csv").write_text(
        f"industry_id,indicator_id,period,value,unit,se,n,quality,source_id\n{rows}"
    )
    (tmp_path / "sources.csv").write_text("source_id,title,publisher,published,reference\ns,S,P,2021,r\n")
    scores = score(read_dataset(tmp_path), parse_criteria(METHODS % (method, direction, "arithmetic"), "t.toml"))
    for industry in "abc":
        step = steps(scores, industry)[0]
        assert computed(step.formula) == pytest.approx(step.result, abs=0.004)


def test_a_grant_is_the_key_of_report_2024_section_3_1_with_its_numbers():
    scores = score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))
    result = select(selection_problem(scores))
    key, jobs = result.problem.key, dict(zip(result.problem.ids, result.problem.jobs.tolist(), strict=True))
    running = key.running({industry: jobs[industry] for industry in result.selected})
    left, _, right = grant(key, running, "luftfart").partition("=")
    assert left.startswith("70,0 · (0,60 / 12 + 0,40 · 6")
    assert computed(left) == pytest.approx(result.grants.later_years["luftfart"] / 1e8, abs=0.01)
    assert computed(right) == pytest.approx(result.grants.later_years["luftfart"] / 1e8, abs=0.005)


def test_an_industry_that_is_not_ranked_is_refused(scores):
    with pytest.raises(InputError, match="barnehager"):
        steps(scores, "barnehager")


ALL = """
id = "t"
scale = %(scale)s
[[indicator]]
id = "x"
normalise = { method = "%(method)s"%(ends)s }
direction = "%(direction)s"
transform = "%(transform)s"
[[indicator]]
id = "y"
normalise = { method = "goalposts", low = 0.0, high = 10.0 }
[[criterion]]
id = "score"
%(root)s
"""
MEANS = ("arithmetic", "geometric", "harmonic", "minimum")
FORMS = ("geometric", "minimum", "product")
ROOTS = {
    f"{mean} {missing}": f'aggregate = "{mean}"\nmissing = "{missing}"\nmembers = {{ x = 1, y = 2 }}'
    for mean in MEANS
    for missing in ("skip", "worst")
} | {f"pair {form}": f'aggregate = "cooccurrence"\nexposure = "x"\nhealth = "y"\nform = "{form}"' for form in FORMS}
VALUES = {
    "spread": [7.5, 2.0, 6.0, 4.123456, 1.0, 6.0],
    "narrow": [100.0001, 100.0, 100.0002, 100.00015, 100.0, 100.00005],
    "constant": [3.0] * 6,
    "large": [250_000.0, 1.5, 91_494.0, 7.0, 300.0, 2.0],
    "small": [1e-7, 2e-7, 5e-7, 3e-7, 1e-7, 4e-7],
}
Y = [1.0, 10.0, None, 0.0, 12.5, 3.3333]


@pytest.mark.parametrize("method", ["goalposts", "minmax", "percentile_rank", "zscore", "none"])
@pytest.mark.parametrize("transform", ["none", "log"])
@pytest.mark.parametrize("direction", ["higher", "lower"])
def test_what_is_shown_comes_out_as_what_is_computed(method, transform, direction):
    """Every normaliser, direction, transform, mean and form, with clipping, gaps, ties and numbers of every size."""
    ends = ", low = 2.0, high = 6.0" if method == "goalposts" else ""
    shown = 0
    for (name, root), (size, values), scale in product(ROOTS.items(), VALUES.items(), ("1", "100")):
        given = {
            "method": method,
            "ends": ends,
            "direction": direction,
            "transform": transform,
            "root": root,
            "scale": scale,
        }
        try:
            scores = score(dataset({"x": values, "y": Y}), parse_criteria(ALL % given, "t.toml"))
        except InputError:
            assert "geometric" in name or "harmonic" in name, "a negative in a mean that takes none"
            continue
        for industry in scores.industry_ids:
            for step in steps(scores, industry):
                if step.result is not None:
                    wanted = pytest.approx(step.result, abs=0.00051, rel=0.00051)
                    assert computed(step.formula) == wanted, (name, size, step)
                    shown += 1
            if formula := points(scores, industry):
                left, _, right = formula.partition("=")
                assert computed(left) == pytest.approx(computed(right), abs=10 ** -(3 if scale == "1" else 1))
    assert shown > 100


@pytest.mark.parametrize(
    ("direction", "written"), [("higher", "min((7,5 − 2) / (6 − 2); 1)"), ("lower", "1 − min((7,5 − 2) / (6 − 2); 1)")]
)
def test_a_goalpost_that_clips_shows_the_clipping(direction, written):
    """(7.5 − 2) / (6 − 2) is 1.375, and counts as 1."""
    given = {"method": "goalposts", "ends": ", low = 2.0, high = 6.0", "direction": direction, "transform": "none"}
    text = ALL % {**given, "root": ROOTS["arithmetic skip"], "scale": "1"}
    scores = score(dataset({"x": VALUES["spread"], "y": Y}), parse_criteria(text, "t.toml"))
    first, fifth = steps(scores, "a")[0], steps(scores, "e")[0]
    assert (first.formula, first.result) == (written, 1.0 if direction == "higher" else 0.0)
    assert "max((1 − 2) / (6 − 2); 0)" in fifth.formula
    assert not any(
        "max" in steps(scores, on_it)[0].formula or "min" in steps(scores, on_it)[0].formula for on_it in "bcf"
    )


def median(values, weights):
    return np.tile(np.nanmedian(values, axis=1), (len(weights), 1))


@pytest.mark.parametrize("replaced", ["median", "arithmetic"])
def test_a_mean_that_is_not_known_is_named_and_never_shown_as_a_sum(monkeypatch, replaced):
    """Also where it comes under the name of one that is known."""
    given = {"method": "minmax", "ends": "", "direction": "higher", "transform": "none", "scale": "1"}
    criteria = parse_criteria(ALL % {**given, "root": ROOTS["arithmetic skip"]}, "t.toml")
    monkeypatch.setitem(AGGREGATES, replaced, Aggregate(median))
    root = replace(criteria.root, aggregate=replaced)
    scores = score(dataset({"x": VALUES["spread"], "y": Y}), replace(criteria, criteria={root.id: root}))
    step = steps(scores, "a")[-1]
    assert step.formula == f"{replaced}(1; 0,1 | 0,333; 0,667)"
    assert step.result == pytest.approx(0.55)


def test_a_scale_and_a_frame_with_decimals_are_written_with_them():
    given = {"method": "minmax", "ends": "", "direction": "higher", "transform": "none", "scale": "0.5"}
    text = ALL % {**given, "root": ROOTS["arithmetic skip"]}
    scores = score(dataset({"x": VALUES["spread"], "y": Y}), parse_criteria(text, "t.toml"))
    assert points(scores, "b").startswith("0,5 · ")
    assert grant(key(Fraction("70.25"), "0.625", today={"p": 100, "q": 300}), {"p": 100, "q": 300}, "p") == (
        "70,25 · (0,625 / 2 + 0,375 · 100 / 400) = 28,54"
    )


def test_a_grant_where_nobody_has_jobs_is_shared_equally():
    """60 MNOK by two without jobs: 30 each, not nought over nought."""
    formula = grant(key(60, "0.5", today={"p": 0, "q": 0}), {"p": 0, "q": 0}, "p")
    assert formula == "60,0 · (0,50 / 2 + 0,50 · 1 / 2) = 30,00"


def test_a_judged_and_a_missing_figure_say_what_they_count_as():
    """Retail as the shipped criteria of known and open figures have it: named by the report, no union density.

    Judged 1 with a range of 0.25 to each side, and nothing known at all: the low ends are 0.75 and 0.
    """
    scores = score(read_dataset(shipped_data() / "noa"), read_criteria(shipped_criteria() / "kjent.toml"))
    counted = {step.node: step.counts_as for step in steps(scores, "butikkhandel")}
    assert counted["msk_flag"] == 0.75
    assert counted["union_density"] == 0.0
    assert counted["absence"] is None
