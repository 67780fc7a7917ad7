"""What an indicator of the criteria reads of the data."""

import math

import pytest

from engine.criteria.compatibility import check_ranking
from engine.criteria.indicator_columns import awaits_values, column_of, condition_column, waiting_members
from engine.criteria.model import Indicator, Normalise
from engine.criteria.reading import parse_criteria
from engine.dataset.reading import read_dataset
from engine.foundation.errors import InputError
from engine.results.contract_json import ranking_json
from engine.results.provenance import awaiting
from engine.results.ranking import ranking_table
from engine.scoring.score import score
from tests.engine.results.small import write_data

OPTIONAL = """id = "small"
scale = 100
[[indicator]]
id = "share"
unit = "percent"
normalise = { method = "goalposts", low = 0.0, high = 10.0 }
[[indicator]]
id = "coverage"
unit = "percent"
optional = true
normalise = { method = "goalposts", low = 0.0, high = 100.0 }
[[criterion]]
id = "score"
members = { share = 1, coverage = 1 }
"""
TWO_YEARS = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
alfa,share,2021,2,percent,,,published,s1
alfa,share,2022,4,percent,,,published,s1
beta,share,2022,9,percent,,,published,s1
"""


@pytest.fixture
def dataset(tmp_path):
    return read_dataset(write_data(tmp_path / "data"))


def indicator(**fields):
    return Indicator("share", Normalise("none"), unit="percent", **fields)


def test_an_optional_indicator_that_the_data_lack_is_missing_for_all(dataset):
    asked = Indicator("coverage", Normalise("none"), unit="percent", optional=True)
    assert awaits_values(dataset, asked)
    assert all(math.isnan(value) for value in column_of(dataset, asked).values)


def test_without_the_key_an_indicator_that_the_data_lack_stays_an_error(dataset):
    with pytest.raises(InputError, match="coverage"):
        column_of(dataset, Indicator("coverage", Normalise("none")))


def test_a_period_that_is_not_there_stays_an_error_for_an_optional_indicator(dataset):
    with pytest.raises(InputError, match="1999"):
        column_of(dataset, indicator(optional=True, period="1999"))


def test_several_periods_reach_scores_provenance_and_json(tmp_path):
    dataset = read_dataset(write_data(tmp_path / "data", indicators=TWO_YEARS))
    asked = OPTIONAL.replace('unit = "percent"', 'unit = "percent"\nmean_of = ["2021", "2022"]', 1)
    ranking = ranking_json(score(dataset, parse_criteria(asked, "asked.toml")))
    best = ranking["industries"][0]
    assert (best["industry_id"], best["score"], best["quality"]) == ("alfa", 30, {"derived": 1})
    assert ranking["indicators"]["share"]["period"] == "2021, 2022"
    assert [industry["rank"] for industry in ranking["industries"]] == [1, None, None, None, None]


def test_a_condition_reads_the_indicator_as_the_criteria_declare_it(tmp_path):
    dataset = read_dataset(write_data(tmp_path / "data", indicators=TWO_YEARS))
    asked = parse_criteria(OPTIONAL.replace('unit = "percent"', 'unit = "percent"\nperiod = "2021"', 1), "asked.toml")
    position = dataset.position["alfa"]
    assert condition_column(dataset, asked, "share").values[position] == 2
    assert math.isnan(condition_column(dataset, asked, "coverage").values[position])


@pytest.mark.parametrize(
    ("below", "waits"),
    [
        ("members = { coverage = 1 }", True),
        ("members = { coverage = 1, share = 1 }", False),
        ("members = { coverage = 1, share = 0 }", True),
        ('aggregate = "cooccurrence"\nexposure = "share"\nhealth = "coverage"', True),
    ],
)
def test_a_member_at_the_top_waits_where_all_that_its_weights_lead_to_does(dataset, below, waits):
    """A pairing is missing where either side is (contract, section 2)."""
    asked = OPTIONAL.replace("coverage = 1 }", "part = 1 }") + f'[[criterion]]\nid = "part"\n{below}\n'
    assert waiting_members(dataset, parse_criteria(asked, "c.toml")) == (("part",) if waits else ())
    counts_as_0 = asked.replace('id = "score"\n', 'id = "score"\nmissing = "worst"\n')
    assert waiting_members(dataset, parse_criteria(counts_as_0, "c.toml")) == ()


def test_what_awaits_values_is_named_and_its_weight_rests_on_the_others(dataset):
    """Alfa has share 10 of 10: the whole score, as if the coverage were not asked for."""
    criteria = parse_criteria(OPTIONAL, "asked.toml")
    assert check_ranking(criteria, dataset) == ()
    scores = score(dataset, criteria)
    ranking = ranking_json(scores)
    assert awaiting(scores) == ("coverage",)
    assert ranking["awaiting"] == ["coverage"]
    assert ranking["indicators"]["coverage"]["period"] is None
    assert {industry["industry_id"]: industry["score"] for industry in ranking["industries"]}["alfa"] == 100


def test_the_ranking_says_in_words_what_awaits_figures_and_which_periods_a_mean_is_of(tmp_path):
    dataset = read_dataset(write_data(tmp_path / "data", indicators=TWO_YEARS))
    asked = OPTIONAL.replace('unit = "percent"', 'unit = "percent"\nmean_of = ["2021", "2022"]', 1)
    table = ranking_table(score(dataset, parse_criteria(asked, "asked.toml")))
    rows = [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]
    assert rows[0]["periods"] == "share=2021,2022"
    assert {row["lacks"] for row in rows} == {"", "share"}
    assert any(note.startswith("Venter på tall: coverage.") for note in table.notes)
    assert any("2021, 2022" in note for note in table.notes)
