import re

import pytest

from engine.criteria.reading import parse_criteria, read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.errors import InputError
from engine.report.working import grant, points, steps
from engine.scores.scoring import score
from engine.selection.problem import selection_problem
from engine.selection.select import select


def computed(formula):
    """What a sceptic's pocket calculator makes of a formula."""
    said = formula.replace(",", ".").replace("\N{NO-BREAK SPACE}", "").replace("·", "*").replace("−", "-")
    said = said.replace("^", "**").replace(";", ",")
    said = re.sub(r"√\(([^)]*)\)", r"(\1)**0.5", said)
    return eval(said, {"min": min, "__builtins__": {}})


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
    said = points(scores, industry)
    assert computed(said.partition("=")[0]) == pytest.approx(float(scores.scores[0]), abs=0.1)


def test_absence_of_shipping_is_written_out_by_hand():
    """6.4 per cent between the goalposts 2 and 9."""
    found = score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))
    step = next(one for one in steps(found, "sjofart") if one.node == "absence")
    assert step.formula == "(6,4 − 2) / (9 − 2)"
    assert step.result == pytest.approx(4.4 / 7)
    english = next(one for one in steps(found, "sjofart", "en") if one.node == "absence")
    assert english.formula == "(6.4 − 2) / (9 − 2)"


def test_a_missing_figure_has_no_formula_and_its_weight_goes_to_the_others():
    found = score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))
    by_node = {step.node: step for step in steps(found, "jordbruk_skogbruk")}
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
    rows = "".join(f"{one},x,2020,{value},percent,,,published,s\n" for one, value in (("a", 1), ("b", 2), ("c", 6)))
    (tmp_path / "indicators.csv").write_text(
        f"industry_id,indicator_id,period,value,unit,se,n,quality,source_id\n{rows}"
    )
    (tmp_path / "sources.csv").write_text("source_id,title,publisher,published,reference\ns,S,P,2021,r\n")
    found = score(read_dataset(tmp_path), parse_criteria(METHODS % (method, direction, "arithmetic"), "t.toml"))
    for industry in "abc":
        step = steps(found, industry)[0]
        assert computed(step.formula) == pytest.approx(step.result, abs=0.004)


def test_a_grant_is_the_key_of_report_2024_section_3_1_with_its_numbers():
    found = score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))
    result = select(selection_problem(found))
    key, jobs = result.problem.key, dict(zip(result.problem.ids, result.problem.jobs.tolist(), strict=True))
    running = key.running({one: jobs[one] for one in result.selected})
    left, _, right = grant(key, running, "luftfart").partition("=")
    assert left.startswith("70,0 · (0,60 / 12 + 0,40 · 6")
    assert computed(left) == pytest.approx(result.grants.later_years["luftfart"] / 1e8, abs=0.01)
    assert computed(right) == pytest.approx(result.grants.later_years["luftfart"] / 1e8, abs=0.005)


def test_an_industry_that_is_not_ranked_is_refused(scores):
    with pytest.raises(InputError, match="barnehager"):
        steps(scores, "barnehager")
