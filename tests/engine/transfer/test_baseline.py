"""A baseline: what is in it, how sure each figure is, and what change can be detected."""

import math

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InputError
from engine.transfer.baseline import baseline, detectable, whole_of
from engine.transfer.benchmarking import benchmark
from engine.transfer.detectable_change import Demand, power_of
from tests.engine.results.alike import read_case

USUAL = Demand()


@pytest.fixture
def stands(tmp_path):
    """A function from one row of figures to where the industry stands."""

    def made(value, unit="percent", se="", quality="published"):
        (tmp_path / "industries.csv").write_text("industry_id,name_nb\na,A\nb,B\n", encoding="utf-8")
        header = "industry_id,indicator_id,period,value,unit,se,quality,source_id\n"
        row = f"a,x,2022,{value},{unit},{se},{quality},s\n"
        (tmp_path / "indicators.csv").write_text(header + row, encoding="utf-8")
        return benchmark(read_dataset(tmp_path), "a", "x")

    return made


def measures(result):
    return {measure.benchmark.indicator_id: measure for measure in result.measures}


def test_exposures_stand_first_then_health_then_what_else_counts(tmp_path):
    dataset, criteria = read_case(tmp_path / "d", more="alfa,extra,2022,3,percent,,,published,s1")
    result = baseline(dataset, criteria, "alfa")
    assert [(measure.role, measure.benchmark.indicator_id) for measure in result.measures] == [
        ("exposure", "heat"),
        ("exposure", "dust"),
        ("exposure", "noise"),
        ("outcome", "pain"),
        ("other", "absence"),
        ("outside", "extra"),
    ]


def test_what_counts_as_an_exposure_can_be_said(tmp_path):
    dataset, criteria = read_case(tmp_path / "d")
    roles = {
        measure.benchmark.indicator_id: measure.role
        for measure in baseline(dataset, criteria, "alfa", USUAL, ["pain"]).measures
    }
    assert roles == {"pain": "exposure", "heat": "other", "dust": "other", "noise": "other", "absence": "other"}


def test_what_is_no_share_or_a_judgement_is_left_out_unless_the_criteria_use_it(tmp_path):
    more = (
        "alfa,money,2022,3,MNOK,,,published,s1\n"
        "alfa,word,2022,1,percent,,,classified,s1\n"
        "beta,elsewhere,2022,3,percent,,,published,s1"
    )
    dataset, criteria = read_case(tmp_path / "d", more=more)
    assert not {"money", "word", "elsewhere"} & set(measures(baseline(dataset, criteria, "alfa")))
    lacking = measures(baseline(dataset, criteria, "gamma"))
    assert lacking["dust"].detectable.why_not == "missing"


def test_a_computed_potential_is_no_measurement_to_follow(tmp_path):
    more = "alfa,prevention_potential_pain,2022,30,percent,3,,derived,s1"
    dataset, criteria = read_case(tmp_path / "d", more=more)
    assert "prevention_potential_pain" not in measures(baseline(dataset, criteria, "alfa"))


def test_an_indicator_that_awaits_values_stands_as_missing():
    """utvidet.toml asks for figures that nobody has published by industry."""
    criteria = read_criteria(shipped_criteria() / "utvidet.toml")
    measures_by_id = measures(baseline(read_dataset(shipped_data() / "publisert"), criteria, "butikkhandel"))
    awaited = [measure for measure in measures_by_id.values() if measure.detectable.why_not == "missing"]
    assert awaited
    assert {(measure.benchmark.value, measure.benchmark.period) for measure in awaited} == {(None, "")}


def test_the_newest_period_of_the_industry_itself_is_the_baseline(tmp_path):
    dataset, criteria = read_case(tmp_path / "d", more="alfa,heat,2024,44,percent,2,400,published,s1")
    heat = measures(baseline(dataset, criteria, "alfa"))["heat"].benchmark
    assert (heat.period, heat.value) == ("2024", 44)
    assert dataset.newest_period("heat") == "2022"


def test_the_detectable_fall_has_the_demanded_power(stands):
    """40 % of 400 drawn at random has the standard error √(0.4·0.6/400)."""
    se = 100 * math.sqrt(0.4 * 0.6 / 400)
    change = detectable(stands(40, se=se), 400, USUAL)
    assert change.effective_n == pytest.approx(400, rel=1e-3)
    assert change.design_effect == pytest.approx(1, rel=1e-3)
    assert power_of(0.4, change.fall_to / 100, change.effective_n, USUAL) == pytest.approx(0.8, abs=1e-6)
    assert power_of(0.4, change.rise_to / 100, change.effective_n, USUAL) == pytest.approx(0.8, abs=1e-6)
    assert change.low < 40 < change.high
    assert (change.rough, change.why_not) == (False, "")


def test_twice_the_standard_error_is_worth_a_quarter_of_the_sample(stands):
    se = 100 * math.sqrt(0.4 * 0.6 / 400)
    once, twice = (detectable(stands(40, se=factor * se), 400, USUAL) for factor in (1, 2))
    assert twice.design_effect == pytest.approx(4, rel=1e-3)
    assert twice.effective_n == pytest.approx(100, rel=1e-3)
    assert twice.fall_to < once.fall_to


def test_with_n_alone_the_sample_counts_as_simple_random(stands):
    change = detectable(stands(40), 400, USUAL)
    assert (change.effective_n, change.design_effect) == (400, None)
    assert power_of(0.4, change.rise_to / 100, 400, USUAL) == pytest.approx(0.8, abs=1e-6)


def test_per_thousand_is_a_share_of_a_thousand(stands):
    per_thousand, percent = (
        detectable(stands(400, unit="per_1000_employed"), 400, USUAL),
        detectable(stands(40), 400, USUAL),
    )
    assert per_thousand.fall_to == pytest.approx(10 * percent.fall_to)
    assert (whole_of("percent"), whole_of("per_1000_employed"), whole_of("MNOK")) == (100, 1000, None)


def test_a_mean_needs_its_standard_error(stands):
    change = detectable(stands(12, unit="hours", se=0.5), 400, USUAL)
    assert change.low == pytest.approx(12 - 1.959964 * 0.5)
    assert change.fall_to == pytest.approx(12 - 2.801585 * math.sqrt(2) * 0.5, abs=1e-5)
    assert change.rise_to - 12 == pytest.approx(12 - change.fall_to)
    assert detectable(stands(12, unit="hours"), 400, USUAL).why_not == "not_a_share"
    assert detectable(stands(12, unit="hours", se=0), 400, USUAL).why_not == "no_error"


@pytest.mark.parametrize(
    ("figures", "n", "why"),
    [
        ({"value": 6.1}, None, "no_sample"),
        ({"value": 6.1, "se": 0}, 400, "no_error"),
        ({"value": 1, "quality": "classified"}, 400, "judgement"),
        ({"value": 50}, 4, "too_small"),
        ({"value": 40}, 0, "no_sample"),
    ],
)
def test_where_no_change_can_be_stated_the_reason_is(stands, figures, n, why):
    change = detectable(stands(**figures), n, USUAL)
    assert (change.why_not, change.fall_to, change.rise_to) == (why, None, None)


def test_few_expected_are_rough(stands):
    """4 % of 210 are 8.4 persons; the fall that can be detected leaves next to none, about 4 in the samples' mean."""
    change = detectable(stands(4), 210, USUAL)
    assert change.fall_to is not None
    assert change.rough
    assert not detectable(stands(40), 400, USUAL).rough


def test_one_sided_detects_a_smaller_change(stands):
    two, one_sided = (detectable(stands(40), 400, Demand(one_sided=sided)) for sided in (False, True))
    assert one_sided.fall_to > two.fall_to
    assert (one_sided.low, one_sided.high) == (two.low, two.high)


def test_an_inherited_figure_says_how_much_of_its_group_the_industry_is():
    """Butikkhandel has 47 of the trade group 45-47; bilhandel og engros have the rest of the jobs."""
    dataset = read_dataset(shipped_data() / "publisert")
    measures_by_id = measures(baseline(dataset, read_criteria(shipped_criteria() / "publisert.toml"), "butikkhandel"))
    assert measures_by_id["absence"].benchmark.groups == ("45-47",)
    jobs = {code.sn2007: code.jobs for code in dataset.codes if code.sn2007[:2] in ("45", "46", "47")}
    own = dataset.industries[dataset.position["butikkhandel"]].jobs
    assert measures_by_id["absence"].group_share == pytest.approx(own / sum(jobs.values()))
    assert measures_by_id["union_density"].group_share is None


def test_an_unknown_industry_is_refused_with_those_there_are(tmp_path):
    dataset, criteria = read_case(tmp_path / "d")
    with pytest.raises(InputError) as raised:
        baseline(dataset, criteria, "alpha")
    assert raised.value.problems[0].given == "alpha"


def test_an_unknown_exposure_is_refused(tmp_path):
    dataset, criteria = read_case(tmp_path / "d")
    with pytest.raises(InputError) as raised:
        baseline(dataset, criteria, "alfa", USUAL, ["heet"])
    assert raised.value.problems[0].given == "heet"
