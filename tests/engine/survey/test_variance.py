"""Design-based variances against R's survey package and by hand."""

import math

import numpy as np
import pytest

from engine.foundation.errors import InputError
from engine.survey.estimators import prevalence
from tests.engine.survey.surveys import api_clus1, found, parquet, specification

DESIGN = {"weight": "weight", "psu": "district", "stratum": "stratum", "population": "districts"}


@pytest.mark.parametrize(
    ("variable", "mean", "se"),
    [("type_E", 0.786885, 0.0463), ("type_H", 0.076503, 0.0268), ("type_M", 0.136612, 0.0296)],
)
def test_a_cluster_sample_with_population_reproduces_svymean(tmp_path, variable, mean, se):
    """R survey, «Summary statistics»: svymean(~stype, dclus1) with id = ~dnum, weights = ~pw, fpc = ~fpc."""
    estimates, _ = found(api_clus1(tmp_path), specification(variable, **DESIGN), "all")
    estimate = estimates["all", variable]
    assert estimate.value == pytest.approx(mean, abs=5e-7)
    assert estimate.se == pytest.approx(se, abs=5e-5)


@pytest.mark.parametrize(
    ("kind", "mean", "se"),
    [
        ("E", 0.61202186, 0.04167572),
        ("H", 0.03825137, 0.01605469),
        ("M", 0.07650273, 0.02167084),
    ],
)
def test_a_share_with_both_reproduces_svymean_of_an_interaction(tmp_path, kind, mean, se):
    """R survey, «Tables of summary statistics»: svymean(~interaction(stype, comp.imp), dclus1), row Yes."""
    of = specification(f"type_{kind}", "improved", pairs=[(f"type_{kind}", "improved")], **DESIGN)
    _, joint = found(api_clus1(tmp_path), of, "all")
    estimate = joint["all", f"type_{kind}", "improved"]
    assert estimate.joint == pytest.approx(mean, abs=5e-9)
    assert estimate.joint_se == pytest.approx(se, abs=5e-9)


def test_clusters_outside_a_domain_count_as_zeros(tmp_path):
    """By hand: four clusters, the domain in two of them, z_i = (cases_i − p·n_i) / n and zero in the others."""
    path = parquet(
        tmp_path,
        industry=["a", "a", "a", "b", "b", "a", "b", "b"],
        psu=[1, 1, 2, 2, 3, 2, 4, 4],
        x=[1, 0, 1, 0, 1, 1, 0, 1],
    )
    estimates, _ = found(path, specification("x", psu="psu"), "a", "b")
    p, z = 3 / 4, np.array([(1 - 2 * 3 / 4) / 4, (2 - 2 * 3 / 4) / 4, 0, 0])
    assert estimates["a", "x"].value == p
    assert estimates["a", "x"].se == pytest.approx(math.sqrt(4 / 3 * (z**2).sum() - 4 / 3 * 4 * z.mean() ** 2))


@pytest.mark.parametrize(("clusters", "units"), [({}, range(8)), ({"psu": "psu"}, [0, 0, 1, 1, 2, 2, 3, 3])])
def test_all_industries_together_have_the_variance_of_one_domain(tmp_path, clusters, units):
    """By hand: z_i = (cases_i − p·n_i) / n of every unit, whichever industry, and n / (n − 1) · Σ (z_i − z̄)²."""
    x = np.array([1, 0, 1, 1, 0, 0, 1, 1])
    path = parquet(tmp_path, industry=[*"abaabbab"], psu=[0, 0, 1, 1, 2, 2, 3, 3], x=x.tolist())
    estimates, _ = found(path, specification("x", **clusters), "a", "b")
    z = np.bincount(list(units), weights=(x - 5 / 8) / 8)
    assert estimates[None, "x"].value == 5 / 8
    expected = len(z) / (len(z) - 1) * ((z - z.mean()) ** 2).sum()
    assert estimates[None, "x"].se == pytest.approx(math.sqrt(expected))


def test_a_stratified_sample_reproduces_the_textbook_formula(tmp_path):
    """Cochran (1977), equation 5.53: Σ W_h² p_h q_h / (n_h − 1), strata of known shares W_h, no correction."""
    cases, sizes, shares = (3, 12), (10, 40), (0.6, 0.4)
    stratum = [h for h in (0, 1) for _ in range(sizes[h])]
    path = parquet(
        tmp_path,
        industry=["a"] * 50,
        stratum=stratum,
        weight=[shares[h] / sizes[h] for h in stratum],
        x=[int(i < cases[h]) for h in (0, 1) for i in range(sizes[h])],
    )
    estimates, _ = found(path, specification("x", stratum="stratum", weight="weight"), "a")
    p = [cases[h] / sizes[h] for h in (0, 1)]
    expected = sum(shares[h] ** 2 * p[h] * (1 - p[h]) / (sizes[h] - 1) for h in (0, 1))
    assert estimates["a", "x"].value == pytest.approx(0.6 * 0.3 + 0.4 * 0.3)
    assert estimates["a", "x"].se == pytest.approx(math.sqrt(expected))


def test_a_simple_random_sample_has_design_effect_one(tmp_path):
    estimates, _ = found(parquet(tmp_path, industry=["a"] * 40, x=[1] * 10 + [0] * 30), specification("x"), "a")
    estimate = estimates["a", "x"]
    assert (estimate.design_effect, estimate.effective_n) == (pytest.approx(1), pytest.approx(40))


def test_respondents_as_clusters_of_one_give_what_no_clusters_give(tmp_path):
    random = np.random.default_rng(1)
    rows = 200
    path = parquet(
        tmp_path,
        industry=random.choice(["a", "b"], rows),
        stratum=random.integers(0, 3, rows),
        psu=np.arange(rows),
        weight=random.uniform(0.5, 2, rows),
        x=random.integers(0, 2, rows),
    )
    of = {"stratum": "stratum", "weight": "weight"}
    alone, _ = found(path, specification("x", **of), "a", "b")
    clustered, _ = found(path, specification("x", psu="psu", **of), "a", "b")
    for key, estimate in alone.items():
        assert clustered[key].se == pytest.approx(estimate.se)
        assert clustered[key].interval == pytest.approx(estimate.interval)


def test_a_stratified_sample_reproduces_svymean_its_interval_and_its_design_effect(tmp_path):
    """R 4.2 with survey 4.1.1, on its 200 schools drawn by type (``apistrat``).

    ``a <- apistrat; a$x <- as.integer(a$comp.imp == "Yes")``;
    ``st <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = a)``;
    ``m <- svymean(~x, st, deff = "replace"); c(coef(m), SE(m), deff(m), 200 / deff(m))``;
    ``confint(svyciprop(~x, st, method = "xlogit", df = degf(st)))``, 197 degrees of freedom. R has these
    weights in single precision.
    """
    drawn = {"E": (25, 75, 44.21, 4421), "M": (26, 24, 20.36, 1018), "H": (33, 17, 15.10, 755)}
    rows = [
        (kind, weight, size, int(i >= no)) for kind, (no, yes, weight, size) in drawn.items() for i in range(no + yes)
    ]
    path = parquet(
        tmp_path,
        industry=["all"] * 200,
        **dict(zip(("stratum", "weight", "schools", "x"), map(list, zip(*rows, strict=True)), strict=True)),
    )
    of = specification("x", stratum="stratum", weight="weight", population="schools")
    estimate = found(path, of, "all")[0]["all", "x"]
    assert (estimate.value, estimate.se) == (pytest.approx(0.6556490119), pytest.approx(0.0337254958, rel=1e-7))
    assert estimate.interval == pytest.approx((0.5864671343, 0.7188064017), abs=1e-8)
    assert estimate.design_effect == pytest.approx(1.0025291698, rel=1e-7)
    assert estimate.effective_n == pytest.approx(199.4954421585, rel=1e-7)


@pytest.mark.parametrize(
    ("kind", "value", "se", "interval"),
    [
        ("E", 0.78688524590, 0.04633655365, (0.67120113442, 0.86976478764)),
        ("H", 0.07650273224, 0.02681021905, (0.03540883462, 0.15750111828)),
        ("M", 0.13661202186, 0.02964904664, (0.08448929768, 0.21339501245)),
    ],
)
def test_clusters_of_a_finite_population_need_no_strata(tmp_path, kind, value, se, interval):
    """R 4.2 with survey 4.1.1: ``k <- svydesign(id = ~dnum, fpc = ~fpc, data = apiclus1)``, 14 degrees of freedom.

    ``svymean(~x, k); confint(svyciprop(~x, k, method = "xlogit", df = degf(k)))``
    """
    of = specification(f"type_{kind}", psu="district", population="districts")
    estimate = found(api_clus1(tmp_path), of, "all")[0]["all", f"type_{kind}"]
    assert (estimate.value, estimate.se) == (pytest.approx(value), pytest.approx(se, rel=1e-8))
    assert estimate.interval == pytest.approx(interval, abs=1e-9)


def test_strata_of_two_have_the_squared_differences_of_their_pairs(tmp_path):
    """By hand: p = 3/4 and z = (x - p) / 4, so that the one pair that differs does so by 1/4."""
    path = parquet(tmp_path, industry=["a"] * 4, stratum=[0, 0, 1, 1], x=[1, 0, 1, 1])
    estimates, _ = found(path, specification("x", stratum="stratum"), "a")
    assert estimates["a", "x"].se == pytest.approx(1 / 4)


def test_rounding_does_not_make_a_variance_negative_where_strata_answer_alike(tmp_path):
    """All yes in one stratum and all no in the other: no spread within either, so no error at all."""
    rows = {"stratum": [0] * 3 + [1] * 4, "weight": [0.1] * 3 + [0.7] * 4, "x": [1] * 3 + [0] * 4}
    path = parquet(tmp_path, industry=["a"] * 7, **rows)
    estimates, _ = found(path, specification("x", stratum="stratum", weight="weight"), "a")
    assert estimates["a", "x"].se == pytest.approx(0, abs=1e-8)


def lonely(folder):
    return parquet(
        folder,
        industry=["a"] * 5,
        stratum=[0, 0, 0, 0, 1],
        x=[1, 0, 1, 0, 1],
        psu=[0, 1, 2, 3, 4],
        drawn_from=[9, 9, 9, 9, 1],
    )


@pytest.mark.parametrize("clusters", [{}, {"psu": "psu"}])
def test_a_stratum_of_one_unit_is_an_error_unless_the_specification_says_what_it_means(tmp_path, clusters):
    with pytest.raises(InputError, match="Strata med bare én trukket enhet: 1"):
        found(lonely(tmp_path), specification("x", stratum="stratum", **clusters), "a")


@pytest.mark.parametrize("clusters", [{}, {"psu": "psu"}])
def test_a_stratum_of_one_unit_adds_nothing_as_certainty_and_its_square_as_adjusted(tmp_path, clusters):
    """By hand; the two are what R's options(survey.lonely.psu) calls the same."""
    p, path = 3 / 5, lonely(tmp_path)
    z = (np.array([1, 0, 1, 0, 1]) - p) / 5
    many = 4 / 3 * ((z[:4] - z[:4].mean()) ** 2).sum()
    for rule, expected in (("certainty", many), ("adjust", many + z[4] ** 2)):
        estimates, _ = found(path, specification("x", stratum="stratum", lonely=rule, **clusters), "a")
        assert estimates["a", "x"].se == pytest.approx(math.sqrt(expected)), rule


def test_a_stratum_taken_whole_needs_no_second_unit(tmp_path):
    of = specification("x", stratum="stratum", population="drawn_from")
    estimates, _ = found(lonely(tmp_path), of, "a")
    z = (np.array([1, 0, 1, 0]) - 3 / 5) / 5
    expected = (1 - 4 / 9) * 4 / 3 * ((z - z.mean()) ** 2).sum()
    assert estimates["a", "x"].se == pytest.approx(math.sqrt(expected))


def test_a_population_smaller_than_its_sample_is_an_error(tmp_path):
    path = parquet(tmp_path, industry=["a"] * 4, stratum=[0] * 4, x=[1, 0, 1, 0], size=[3] * 4)
    with pytest.raises(InputError, match=r"kolonne size: Strata med mer enn ett tall .* utvalget: 1"):
        found(path, specification("x", stratum="stratum", population="size"), "a")


def test_a_variance_is_near_the_delete_one_jackknife(tmp_path):
    """An independent way to the same thing: leave one cluster out at a time (Wolter 2007, section 4.2)."""
    random = np.random.default_rng(5)
    psu = random.integers(0, 60, 1500)
    rate = random.uniform(0.1, 0.5, 60)
    x, industry = (random.random(1500) < rate[psu]).astype(int), random.choice(["a", "b"], 1500)
    weight = random.uniform(0.5, 2, 1500)
    path = parquet(tmp_path, industry=industry, psu=psu, weight=weight, x=x)
    estimates, _ = found(path, specification("x", psu="psu", weight="weight"), "a", "b")
    for industry_id in "ab":
        left = [
            np.average(
                x[(industry == industry_id) & (psu != i)], weights=weight[(industry == industry_id) & (psu != i)]
            )
            for i in range(60)
        ]
        jackknife = math.sqrt(59 / 60 * ((np.array(left) - np.mean(left)) ** 2).sum())
        assert estimates[industry_id, "x"].se == pytest.approx(jackknife, rel=0.03)


def test_a_prevalence_linearised_adds_up_to_zero_over_its_own_cells():
    weight = np.array([[[3.0, 2.0], [1.0, 4.0]]])
    assert (prevalence(weight).coefficients * weight).sum() == pytest.approx(0)
