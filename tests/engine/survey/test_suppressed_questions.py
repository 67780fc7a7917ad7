"""What is shown of industries, divisions and sections together, from a file."""

import dataclasses
import itertools

import numpy as np
import pytest

from engine.dataset.model import Dataset, Industry
from engine.survey.estimation import prevalences
from engine.survey.specification import Minimums, Pair, Variable
from tests.engine.survey.surveys import industries, parquet, specification

INDUSTRIES = Dataset(
    "data",
    tuple(
        Industry(industry_id, industry_id, sn2007_prefixes=prefixes)
        for industry_id, prefixes in (
            ("care", ("87", "88101")),
            ("health", ("86",)),
            ("hospitals", ("861",)),
            ("retail", ("47",)),
            ("trade", ("45", "46")),
        )
    ),
)
CODES = ("45200", "46110", "47110", "47710", "86101", "86210", "86901", "87101", "88101", "88991")


def survey(folder, seed):
    """Codes of uneven size with a share that differs, from a seed; every fourth respondent weighs nothing."""
    random = np.random.default_rng(seed)
    code = random.choice(CODES, 400, p=random.dirichlet(np.full(len(CODES), 0.6)))
    share = dict(zip(CODES, random.uniform(0.1, 0.6, len(CODES)), strict=True))
    x = [int(random.random() < share[sn2007]) for sn2007 in code]
    return parquet(folder, code=code, x=x, weight=[float(i % 4 > 0) for i in range(400)]), code, x


def asked():
    return specification("x", industry=None, sn2007="code", weight="weight", minimums=Minimums())


@pytest.mark.parametrize("seed", range(5))
def test_no_sum_or_difference_of_industries_divisions_and_sections_is_about_few(tmp_path, seed):
    """Up to four shown figures added and subtracted in every way; counted from the rows that weigh anything."""
    path, code, x = survey(tmp_path, seed)
    result = prevalences(path, asked(), INDUSTRIES)
    weighs = np.arange(400) % 4 > 0
    n = np.array([((code == sn2007) & weighs).sum() for sn2007 in CODES])
    cases = np.array([((code == sn2007) & weighs & (np.array(x) == 1)).sum() for sn2007 in CODES])
    of_industry = ["trade", "trade", "retail", "retail", "hospitals", "health", "health", "care", "care", None]
    shown = []
    for estimate in (estimate for estimate in result.estimates if not estimate.hidden):
        if estimate.industry_id:
            there = [name == estimate.industry_id for name in of_industry]
        elif estimate.sn2007_group:
            first, _, last = estimate.sn2007_group.partition("-")
            there = [first <= name[:2] <= (last or first) for name in CODES]
        else:
            there = [name is not None for name in of_industry]
        shown.append(np.array(there, dtype=int))
        assert estimate.n == n[np.array(there)].sum()
    for many in range(1, 5):
        for chosen in itertools.combinations(shown, many):
            for signs in itertools.product((-1, 1), repeat=many):
                left = np.dot(signs, chosen)[n > 0]
                if left.any() and set(left) <= {0, 1}:
                    size, yes = n[n > 0][left == 1].sum(), cases[n > 0][left == 1].sum()
                    assert size >= 20
                    assert 5 <= yes <= size - 5


def test_groups_never_hide_an_industry(tmp_path):
    """Which industries are shown is what it is where the file has their ids instead of codes."""
    for seed in range(3):
        path, code, x = survey(tmp_path, seed)
        coded = prevalences(path, asked(), INDUSTRIES)
        of = dict(
            zip(CODES, ["trade"] * 2 + ["retail"] * 2 + ["hospitals"] + ["health"] * 2 + ["care"] * 2, strict=False)
        )
        path = parquet(
            tmp_path, industry=[of.get(sn2007) for sn2007 in code], x=x, weight=[float(i % 4 > 0) for i in range(400)]
        )
        plain = prevalences(path, specification("x", weight="weight", minimums=Minimums()), INDUSTRIES)
        assert [estimate for estimate in coded.estimates if not estimate.sn2007_group] == list(plain.estimates)


def test_a_pair_is_hidden_where_another_variable_of_its_side_hides_that_side(tmp_path):
    """In aa 2 said 5, so neither «at least 4» nor «exactly 4» is shown there; nor is a pair, large as it is."""
    answers = {name: {1.0: 40, 4.0: 40, 5.0: 2 if name == "aa" else 20} for name in ("aa", "bb", "cc", "dd")}
    rows = [(name, q, i % 2) for name, of in answers.items() for q, n in of.items() for i in range(n)]
    path = parquet(tmp_path, industry=[r[0] for r in rows], q=[r[1] for r in rows], ill=[r[2] for r in rows])
    of = dataclasses.replace(
        specification("q", minimums=Minimums()),
        variables=(
            Variable("at_least_4", "q", (4.0, 5.0), (1.0,)),
            Variable("exactly_4", "q", (4.0,), (1.0, 5.0)),
            Variable("ill", "ill", (1.0,), (0.0,)),
        ),
        pairs=(Pair("at_least_4", "ill"),),
    )
    result = prevalences(path, of, industries("aa", "bb", "cc", "dd"))
    hidden = {
        estimate.industry_id
        for estimate in result.estimates
        if estimate.indicator_id == "at_least_4" and estimate.hidden
    }
    assert "aa" in hidden
    assert {estimate.industry_id for estimate in result.joint if estimate.hidden} >= hidden
    # Of the complaint by itself everybody has many on both sides, so that all of it is shown.
    assert not any(estimate.hidden for estimate in result.estimates if estimate.indicator_id == "ill")
