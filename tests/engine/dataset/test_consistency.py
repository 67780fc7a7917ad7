"""What must not be mistaken for a problem; the problems themselves are in tests/broken/data."""

import pytest

from engine.dataset import consistency
from engine.dataset.validation import check_folder

INDUSTRIES = "industry_id,name_nb,sn2007_prefixes\nhelse,Helse,86\nhjemme,Hjemme,86901 88101\n"
CODES = "sn2007,jobs\n86101,60\n86901,30\n88101,10\n99000,1\n"
GROUPS = "sn2007_group,indicator_id,period,value,unit,quality,source_id\n"
VALUES = "industry_id,indicator_id,period,value,unit,quality,source_id\n"


def codes(folder):
    return [problem.code for problem in check_folder(folder)]


def test_a_longer_prefix_inside_anothers_is_no_overlap(data_folder):
    assert codes(data_folder(industries=INDUSTRIES, codes=CODES)) == []


def test_codes_of_no_industry_are_allowed(data_folder):
    """A folder may be about some industries only: 99000 belongs to none here."""
    assert codes(data_folder(industries=INDUSTRIES, codes=CODES)) == []


def test_sources_are_needed_only_where_there_is_a_list_of_them(data_folder):
    values = VALUES + "helse,absence,2020,5,percent,published,nobody_knows\n"
    assert codes(data_folder("without", industries=INDUSTRIES, indicators=values)) == []
    with_list = data_folder("with", industries=INDUSTRIES, indicators=values, sources="source_id,title\nnav,NAV\n")
    assert codes(with_list) == ["unknown"]


def test_national_lines_alone_need_no_code_table(data_folder):
    groups = GROUPS + "00-99,absence,2020,5,percent,published,nav\n00,absence,2020,4,percent,published,nav\n"
    assert codes(data_folder(industries="industry_id,name_nb\na,A\n", group_values=groups)) == []


def test_the_same_group_may_return_in_another_period_or_indicator(data_folder):
    groups = GROUPS + "".join(
        f"86,{indicator},{period},5,percent,published,nav\n" for indicator in ("a", "b") for period in ("2020", "2021")
    )
    assert codes(data_folder(industries=INDUSTRIES, codes=CODES, group_values=groups)) == []


def test_an_industry_and_a_group_may_both_have_a_value(data_folder):
    folder = data_folder(
        industries=INDUSTRIES,
        codes=CODES,
        group_values=GROUPS + "86,absence,2020,5,percent,published,nav\n",
        indicators=VALUES + "helse,absence,2020,6,percent,published,nav\n",
    )
    assert codes(folder) == []


def test_each_further_unit_of_an_indicator_is_said_once(data_folder):
    rows = "".join(
        f"helse,absence,{year},0.1,{'percent' if year % 2 else 'share'},published,nav\n" for year in range(2001, 2009)
    )
    assert codes(data_folder(industries=INDUSTRIES, indicators=VALUES + rows)) == ["several_units"]


def test_other_units_than_percent_may_be_any_size(data_folder):
    cells = ("a,2020,-5,points", "b,2020,140,per_1000", "c,2020,100,percent")
    rows = "".join(f"helse,{cell},published,nav\n" for cell in cells)
    assert codes(data_folder(industries=INDUSTRIES, indicators=VALUES + rows)) == []


def test_groups_without_end_are_one_problem_and_held_against_nothing(data_folder, monkeypatch):
    monkeypatch.setattr(consistency, "MOST_GROUPS", 2)
    monkeypatch.setattr(consistency, "Crosswalk", lambda *_: pytest.fail("was held against the codes"))
    values = GROUPS + "".join(f"{of},absence,2020,5,percent,published,nav\n" for of in ("86", "87", "88"))
    assert codes(data_folder(industries=INDUSTRIES, codes=CODES, group_values=values)) == ["groups_too_many"]
