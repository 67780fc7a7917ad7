"""Part of the respondents, and codes held as numbers; the estimates against R's survey package."""

import dataclasses
import random

import ibis
import pandas
import pyarrow
import pytest

from engine.dataset.model import Dataset, Industry
from engine.foundation.errors import InputError
from engine.survey.backend import opened_backend
from engine.survey.cell_expressions import NO, OUTSIDE, YES, state
from engine.survey.estimation import prevalences
from engine.survey.specification import Variable
from tests.engine.survey.surveys import found, parquet, specification

JUDGED = """R 4.2 with survey 4.1.1:

i <- 0:239; psu <- i %/% 8
d <- data.frame(psu, stratum = psu %% 4, weight = 1 + (i * 7) %% 5, x = as.integer((i * i + i %/% 3) %% 7 < 3),
                code = c(1, 47, 86, 45)[1 + (i * 5 + i %/% 11) %% 4], work = as.integer((i * 3 + i %/% 7) %% 5 < 4))
d$weight[i %% 13 == 0] <- 0
design <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = d)
s <- subset(design, work == 1 & code %in% …)
svymean(~x, s); sum(weights(s) > 0); confint(svyciprop(~x, s, method = "xlogit", df = degf(s)))
"""
WORKING = {
    "01": (47, 0.4538461538, 0.0771199931, (0.3042193812, 0.6123023591)),
    "45": (32, 0.39361702128, 0.09938711159, (0.21489109597, 0.60621374101)),
    "47": (49, 0.44137931034, 0.08407574556, (0.28133518534, 0.61460621564)),
    "86": (48, 0.45925925926, 0.09254316049, (0.28243195884, 0.64697756171)),
    "45-47": (81, 0.4225941423, 0.0707662437, (0.2873541952, 0.5705272423)),
}
EVERYBODY = {
    "01": (60, 0.40223463687, 0.05717685506, (0.29214984411, 0.52314349072)),
    "45": (41, 0.39669421488, 0.09273556224, (0.22868670173, 0.59320359207)),
    "47": (61, 0.43010752688, 0.06930244647, (0.29680032548, 0.57438295510)),
    "86": (59, 0.46368715084, 0.08539798184, (0.29914282629, 0.63653764089)),
}
INDUSTRIES = Dataset(
    "data",
    (
        Industry("health", "Health", sn2007_prefixes=("862",)),
        Industry("hospitals", "Hospitals", sn2007_prefixes=("861",)),
        Industry("retail", "Retail", sn2007_prefixes=("47",)),
    ),
)


def judged(folder, code, work=None):
    """The rows that R has; ``work`` in another form where one is given."""
    respondents = range(240)
    return parquet(
        folder,
        psu=[i // 8 for i in respondents],
        stratum=[i // 8 % 4 for i in respondents],
        weight=[0.0 if i % 13 == 0 else 1.0 + i * 7 % 5 for i in respondents],
        x=[int((i * i + i // 3) % 7 < 3) for i in respondents],
        code=[code((1, 47, 86, 45)[(i * 5 + i // 11) % 4]) for i in respondents],
        work=[(work or int)((i * 3 + i // 7) % 5 < 4) for i in respondents],
    )


def spec(subpopulation=(), **more):
    of = specification("x", industry=None, sn2007="code", weight="weight", stratum="stratum", psu="psu")
    return dataclasses.replace(of, subpopulation=subpopulation, **more)


@pytest.mark.parametrize("code", [int, float, str, "{:02}".format], ids=["whole", "float", "text", "two digits"])
@pytest.mark.parametrize(
    ("subpopulation", "expected"), [((("work", (1.0,)),), WORKING), ((), EVERYBODY)], ids=["working", "everybody"]
)
def test_a_part_of_the_respondents_and_divisions_reproduce_subset_and_svymean(tmp_path, code, subpopulation, expected):
    """See ``JUDGED``: who is outside the subpopulation, or weighs nothing, stays in the design and counts nowhere."""
    result = prevalences(judged(tmp_path, code), spec(subpopulation), INDUSTRIES)
    of_group = {estimate.sn2007_group: estimate for estimate in result.estimates if estimate.sn2007_group}
    assert set(of_group) == {"01", "01-03", "45", "45-47", "47", "86", "86-88"}
    for group, (n, value, se, interval) in expected.items():
        estimate = of_group[group]
        assert (estimate.n, estimate.industry_id) == (n, None)
        assert estimate.value == pytest.approx(value, rel=1e-9)
        assert estimate.se == pytest.approx(se, rel=1e-8)
        assert estimate.interval == pytest.approx(interval, abs=1e-9)
    by_industry = {estimate.industry_id: estimate for estimate in result.estimates if estimate.industry_id}
    assert (by_industry["retail"].n, by_industry["retail"].se) == (of_group["47"].n, of_group["47"].se)
    assert by_industry["retail"].sn2007_group is None
    assert by_industry["health"].hidden
    assert by_industry["hospitals"].hidden
    outside = sum((i * 3 + i // 7) % 5 >= 4 for i in range(240))
    assert result.outside_subpopulation == (outside if subpopulation else 0)
    assert (result.weightless, result.partly) == (19, True)


@pytest.mark.parametrize(
    ("form", "values"),
    [
        (lambda yes: "ja" if yes else " nei", ("ja",)),
        (lambda yes: 2.0 if yes else None, (2.0, 3.0)),
        (lambda yes: None if not yes else "1", (1.0,)),
    ],
)
def test_values_of_a_condition_may_be_text_or_numbers_and_a_blank_meets_none(tmp_path, form, values):
    result = prevalences(judged(tmp_path, int, form), spec((("work", values),)), INDUSTRIES)
    assert next(estimate for estimate in result.estimates if estimate.sn2007_group == "47").n == WORKING["47"][0]


def test_every_condition_must_hold(tmp_path):
    result = prevalences(judged(tmp_path, int), spec((("work", (1.0,)), ("code", (47.0,)))), INDUSTRIES)
    (of_47,) = (estimate for estimate in result.estimates if estimate.sn2007_group == "47")
    (of_86,) = (estimate for estimate in result.estimates if estimate.sn2007_group == "86")
    assert (of_47.n, of_47.se) == (49, pytest.approx(0.08407574556, rel=1e-8))
    assert of_86.hidden


def test_a_subpopulation_of_nobody_is_an_error(tmp_path):
    with pytest.raises(InputError, match=r"\[subpopulation\]: Ingen svar"):
        prevalences(judged(tmp_path, int), spec((("work", (7.0,)),)), INDUSTRIES)


def test_what_stands_outside_the_subpopulation_may_be_anything(tmp_path):
    """«Not applicable» is 666 for the code and 6 for the answer in many files, of those who were not asked."""
    path = parquet(tmp_path, industry=["a", "secret"] * 20, x=[0, 6, 1, 6] * 10, work=[1, 2] * 20)
    of = dataclasses.replace(specification("x"), subpopulation=(("work", (1.0,)),))
    estimates, _ = found(path, of, "a")
    assert (estimates["a", "x"].n, estimates["a", "x"].value) == (20, 0.5)


def test_values_that_mean_no_industry_are_declared_or_refused(tmp_path):
    path = parquet(tmp_path, code=[47.0, 4.0] * 20, x=[0, 0, 1, 1] * 10)
    of = specification("x", industry=None, sn2007="code")
    with pytest.raises(InputError, match=r"to til fem siffer: 20\..*no_industry"):
        prevalences(path, of, Dataset("data", (Industry("r", "r", sn2007_prefixes=("47",)),)))
    result = prevalences(path, dataclasses.replace(of, no_industry=(4.0,)), INDUSTRIES)
    assert result.without_industry == 20
    assert next(estimate for estimate in result.estimates if estimate.industry_id == "retail").n == 20


def test_a_code_held_as_a_decimal_number_is_not_rounded_to_the_next_division(tmp_path):
    path = parquet(tmp_path, code=[86.9, 86.21] * 20, x=[0, 0, 1, 1] * 10)
    result = prevalences(path, specification("x", industry=None, sn2007="code"), INDUSTRIES)
    of_group = {estimate.sn2007_group: estimate.n for estimate in result.estimates if estimate.sn2007_group}
    assert of_group == {"86": 40, "86-88": 40}


@pytest.mark.parametrize("industry", ["zero", "few"])
def test_respondents_of_weight_zero_hide_no_small_industry(tmp_path, industry):
    """20 respondents and 10 cases, of whom none or four have any weight; se would have been 0.

    Four of whom two are cases are hidden with two others: with one of 40, of whom 20, the sum of 22 leaves it 18 to 22.
    """
    weighing = {"zero": 0, "few": 4}[industry]
    rows = [(industry, i % 2, float(i < weighing)) for i in range(20)]
    rows += [(name, i % 2, 1.0) for name in ("b", "c", "d") for i in range(40)]
    path = parquet(tmp_path, industry=[r[0] for r in rows], x=[r[1] for r in rows], weight=[r[2] for r in rows])
    of = dataclasses.replace(specification("x", weight="weight"), minimums=type(specification("x").minimums)())
    estimates, _ = found(path, of, industry, "b", "c", "d")
    estimate = estimates[industry, "x"]
    assert estimate.hidden
    assert (estimate.n, estimate.value, estimate.se) == (None, None, None)
    shown = [estimates[name, "x"] for name in "bcd" if not estimates[name, "x"].hidden]
    assert estimates[None, "x"].n == 120 + weighing
    assert len(shown) == (3 if industry == "zero" else 1)


@pytest.mark.parametrize("kind", ["int8", "uint8", "int64", "float64", "string"])
@pytest.mark.parametrize("seed", range(6))
def test_the_state_of_every_answer_is_what_the_lists_of_answers_say(kind, seed):
    """Whole numbers go by steps, other forms by the lists: all alike, with gaps, ends and answers that cannot be."""
    dice = random.Random(seed)
    lowest, highest = (0, 255) if kind == "uint8" else (-128, 127)
    likely = [*range(lowest, lowest + 2), *range(6), highest]
    meanings = {code: dice.choice(("yes", "no", "missing", "outside")) for code in dict.fromkeys(likely)} | {
        1: "yes",
        4: "no",
    }
    groups = {
        name: tuple(float(code) for code, meaning in meanings.items() if meaning == name)
        for name in ("yes", "no", "missing")
    }
    groups["missing"] += (2.5, 1e30, -1e30)
    cells = [*range(lowest, highest + 1), None]
    raw = ibis.memtable(pyarrow.table({"x": pyarrow.array(cells, pyarrow.int64()).cast(getattr(pyarrow, kind)())}))
    states = state(raw, Variable("x", "x", **groups)).name("state")
    with opened_backend("duckdb", "x") as backend:
        table = backend.rows(raw.select(said=raw.x.cast("int64"), state=states))
    expected = {"yes": YES, "no": NO, "missing": None, "outside": OUTSIDE}
    actual = {
        None if pandas.isna(code) else int(code): None if pandas.isna(status) else int(status)
        for code, status in table.itertuples(index=False)
    }
    assert actual == {cell: None if cell is None else expected[meanings.get(cell, "outside")] for cell in cells}
