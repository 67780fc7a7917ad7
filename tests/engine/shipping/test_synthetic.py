"""The made-up prevalences: on the mean they are told to have, the same every time, and refused where incomplete."""

import math
from fractions import Fraction

import pytest

from engine.foundation.errors import InputError
from engine.shipping import synthetic

JOBS = {"a": 1000, "b": 600, "c": 400}
PROFILES = "industry_id,physical,people,tempo,low_control,hours,machine\na,1,0,0,0,0,0\nb,-1,0,0,0,0,0\nc,0,0,0,0,0,0\n"
HEADER = (
    "indicator_id,label_nb,label_en,domain,mean_percent,effects_of,draw,industry_sd,noise_sd,"
    "physical,people,tempo,low_control,hours,machine\n"
)
EFFECTS = "outcome,exposure,odds_ratio\npain,lifting,4\n"


@pytest.fixture
def made(tmp_path):
    def of(indicators, national=None, profiles=PROFILES, jobs=JOBS):
        (tmp_path / "bransjeprofiler.csv").write_text(profiles, encoding="utf-8")
        (tmp_path / "indikatorer.csv").write_text(HEADER + indicators, encoding="utf-8")
        (tmp_path / "exposure_effects.csv").write_text(EFFECTS, encoding="utf-8")
        rows = synthetic.prevalences(tmp_path, tmp_path / "exposure_effects.csv", jobs, national or {})
        return {(row["indicator_id"], row["industry_id"]): row for row in rows}

    return of


def mean(rows, indicator, jobs=JOBS):
    values = {key[1]: Fraction(str(row["value"])) for key, row in rows.items() if key[0] == indicator}
    return sum(values[industry] * count for industry, count in jobs.items()) / sum(jobs.values())


def test_the_job_weighted_mean_is_the_published_level_and_else_the_recipes(made):
    rows = made(
        "lifting,l,l,d,15,,lifting,0.1,0.1,0.5,0,0,0,0,0\nkneeling,k,k,d,15,,kneeling,0.1,0.1,0.5,0,0,0,0,0\n",
        national={"lifting": 32.9},
    )
    # What is left after whole hundredths is half a step of the smallest industry at most.
    assert abs(mean(rows, "lifting") - Fraction("32.9")) <= Fraction(400, 2 * 2000) / 100
    assert abs(mean(rows, "kneeling") - 15) <= Fraction(400, 2 * 2000) / 100


def test_without_noise_log_odds_differ_by_the_load_times_the_profile(made):
    rows = made("lifting,l,l,d,15,,lifting,0,0,0.7,0,0,0,0,0\n")
    odds = {key[1]: row["value"] / (100 - row["value"]) for key, row in rows.items()}
    assert math.log(odds["a"] / odds["b"]) == pytest.approx(1.4, abs=0.005)
    assert math.log(odds["a"] / odds["c"]) == pytest.approx(0.7, abs=0.005)


def test_an_outcome_follows_its_exposures_with_the_published_odds_ratio(made):
    outcome_first = "pain,p,p,d,20,pain,pain,0,0,0,0,0,0,0,0\nlifting,l,l,d,40,,lifting,0,0,1,0,0,0,0,0\n"
    rows = made(outcome_first)
    exposed = (rows["lifting", "a"]["value"] - rows["lifting", "b"]["value"]) / 100
    odds = {industry: rows["pain", industry]["value"] / (100 - rows["pain", industry]["value"]) for industry in "ab"}
    assert math.log(odds["a"] / odds["b"]) == pytest.approx(exposed * math.log(4), abs=0.005)


def test_the_standard_error_is_binomial_with_the_design_effect(made):
    rows = made("lifting,l,l,d,20,,lifting,0,0,0,0,0,0,0,0\n", jobs={"a": 1000})
    # 20 000 respondents, 20 %: sqrt(1.5 * 20 * 80 / 20000) = 0.346
    assert (rows["lifting", "a"]["n"], rows["lifting", "a"]["se"]) == (20_000, 0.35)


def test_the_sample_follows_jobs_but_no_industry_has_fewer_than_40(made):
    rows = made("lifting,l,l,d,20,,lifting,0,0,0,0,0,0,0,0\n", jobs={"a": 99_990, "b": 9, "c": 1})
    assert [rows["lifting", industry]["n"] for industry in "abc"] == [19_998, 40, 40]


def test_indicators_that_share_a_draw_keep_their_order_in_every_industry(made):
    loads = "violence,0.2,0.5,0.3,0,0,0,0,0"
    rows = made(f"either,e,e,d,10,,{loads}\nviolence,v,v,d,5,,{loads}\n")
    assert all(rows["violence", industry]["value"] < rows["either", industry]["value"] for industry in JOBS)


def test_draws_depend_on_their_name_alone():
    assert synthetic.standard_normal("a", 5) == synthetic.standard_normal("a", 9)[:5]
    assert synthetic.standard_normal("a", 5) != synthetic.standard_normal("b", 5)


def test_draws_have_mean_0_and_variance_1():
    """Twelve uniform draws less six: mean 0, variance 12 · 1/12 = 1; five standard errors of 20 000 draws."""
    draws = synthetic.standard_normal("many", 20_000)
    average = math.fsum(draws) / len(draws)
    assert abs(average) < 5 / math.sqrt(20_000)
    assert abs(math.fsum((draw - average) ** 2 for draw in draws) / len(draws) - 1) < 5 * math.sqrt(2 / 20_000)


def test_an_indicator_without_a_level_is_refused_by_name(made):
    with pytest.raises(InputError, match=r"indikatorer\.csv, lifting, kolonne mean_percent"):
        made("lifting,l,l,d,,,lifting,0,0,0,0,0,0,0,0\n")


def test_an_industry_without_a_profile_is_refused_by_name(made):
    with pytest.raises(InputError, match="«d»"):
        made("lifting,l,l,d,20,,lifting,0,0,0,0,0,0,0,0\n", jobs=JOBS | {"d": 10})
