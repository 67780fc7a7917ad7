"""Criteria against data: everything named is there, everything needed is given, nothing touches nobody."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.compatibility import check_against, check_ranking, check_selection
from engine.criteria.overrides import with_selection
from engine.criteria.reading import parse_criteria
from engine.dataset.merging import merged
from engine.dataset.model import Column, Dataset, Industry
from engine.foundation.locale import Locale

TREE = """
id = "fit"
[[indicator]]
id = "absence"
unit = "percent"
normalise = { method = "none" }
[[criterion]]
id = "score"
members = { absence = 1 }
"""
MERGE = '[[merge]]\nid = "air_and_sea"\nname_nb = "Luft og sjø"\nmembers = ["luftfart", "sjofart"]\n'
KEY = '[selection.grant]\nkind = "key"\nframe = 70\nequal_share = 0.6\n'


def industry(name, status="candidate", jobs=1000, sector="private", section="H"):
    return Industry(name, name.title(), status=status, jobs=jobs, sector=sector, section=section)


def column(indicator, period, unit, size):
    values = np.arange(1.0, size + 1)
    nothing = np.full(size, np.nan)
    quality = np.zeros(size, dtype=np.int8)
    return Column(indicator, period, unit, values, nothing, nothing, quality, ((),) * size, ((),) * size)


def data(*industries, resources=None, periods=("2015", "2016")):
    chosen = industries or (
        industry("barnehager", "programme"),
        industry("butikkhandel", "other"),
        industry("luftfart"),
        industry("sjofart"),
    )
    columns = {
        "absence": {period: column("absence", period, "percent", len(chosen)) for period in periods},
        "union_density": {"2014": column("union_density", "2014", "percent", len(chosen))},
    }
    return Dataset("folder", chosen, columns, resources=resources)


def criteria(addition="[selection]\n", tree=TREE):
    return parse_criteria(tree + addition, "fit.toml")


def told(problems):
    return [problem.sentence(Locale("nb")) for problem in problems]


def test_criteria_that_fit_have_no_problems():
    conditions = (
        '[selection]\nmust = ["luftfart"]\nmust_not = ["butikkhandel"]\nconflicts = [["luftfart", "sjofart"]]\n'
    )
    fates = '[selection.programmes]\nbarnehager = "end"\n'
    assert check_against(criteria(conditions + KEY + fates), data()) == ()


def test_an_indicator_that_the_data_lack_is_told_with_what_they_have():
    (message,) = told(check_ranking(criteria(tree=TREE.replace("absence", "absense")), data()))
    assert message.startswith("fit.toml, [[indicator]] absense: ")
    assert "Mente du «absence»?" in message
    assert "union_density" in message


def test_a_period_that_the_data_lack_is_told_with_those_they_have():
    (message,) = told(check_ranking(criteria(tree=TREE.replace("unit", 'period = "2024"\nunit')), data()))
    assert "[[indicator]] absence" in message
    assert "«2024»" in message
    assert "Gyldig: 2015, 2016." in message


def test_a_period_that_the_data_have_is_fine():
    assert check_ranking(criteria(tree=TREE.replace("unit", 'period = "2015"\nunit')), data()) == ()


def test_a_unit_that_differs_from_the_datas_is_told():
    (message,) = told(check_ranking(criteria(tree=TREE.replace('"percent"', '"per_1000"')), data()))
    assert message == "fit.toml, [[indicator]] absence, unit: Enheten er «per_1000» her, men «percent» i dataene."


def test_a_file_without_a_unit_takes_the_datas():
    assert check_ranking(criteria(tree=TREE.replace('unit = "percent"\n', "")), data()) == ()


@pytest.mark.parametrize(
    ("conditions", "place"),
    [
        ('[selection]\nmust = ["luftfartt"]\n', "[selection], must"),
        ('[selection]\nmust_not = ["luftfartt"]\n', "[selection], must_not"),
        ('[selection]\nconflicts = [["luftfartt", "sjofart"]]\n', "[selection], conflicts"),
        ('[selection.programmes]\nluftfartt = "end"\n', "[selection.programmes]"),
    ],
)
def test_an_industry_that_does_not_exist_is_told_wherever_it_is_named(conditions, place):
    (message,) = told(check_against(criteria(conditions), data()))
    assert message.startswith(f"fit.toml, {place}: «luftfartt» finnes ikke. Mente du «luftfart»?")


def test_a_merger_of_unknown_industries_is_told():
    (problem,) = check_ranking(criteria(MERGE.replace('"sjofart"', '"sjofartt"')), data())
    assert problem.file == "fit.toml"
    assert "Mente du «sjofart»?" in problem.sentence(Locale("nb"))


def test_a_merged_industry_is_named_by_its_new_id():
    assert check_against(criteria('[selection]\nmust = ["air_and_sea"]\n' + MERGE), data()) == ()


def test_a_merged_industry_named_by_its_old_id_is_told():
    (message,) = told(check_against(criteria('[selection]\nmust = ["luftfart"]\n' + MERGE), data()))
    assert "«luftfart» er slått sammen i «air_and_sea»" in message


def test_data_already_merged_are_not_merged_again():
    asked = criteria('[selection]\nmust = ["air_and_sea"]\n' + MERGE)
    assert check_against(asked, merged(data(), asked.merges)) == ()


def test_a_fate_of_an_industry_without_a_programme_is_told():
    (message,) = told(check_selection(criteria('[selection.programmes]\nluftfart = "end"\n'), data()))
    assert "«luftfart» har ikke program i dag" in message
    assert "Gyldig: barnehager." in message


@pytest.mark.parametrize("condition", ['must = ["barnehager"]', 'must_not = ["barnehager"]'])
def test_a_condition_on_a_programme_touches_nothing_and_is_told(condition):
    (message,) = told(check_selection(criteria(f"[selection]\n{condition}\n"), data()))
    assert "velges aldri som ny" in message


def test_a_programme_is_no_candidate_even_where_programmes_are_ranked():
    asked = '[selection]\neligible = ["programme", "candidate"]\nmust = ["barnehager"]\n'
    (message,) = told(check_selection(criteria(asked), data()))
    assert "velges aldri som ny" in message


def test_a_demanded_industry_whose_status_is_not_eligible_is_told():
    asked = '[selection]\neligible = ["candidate"]\nmust = ["butikkhandel"]\n'
    (message,) = told(check_selection(criteria(asked), data()))
    assert "status other" in message
    assert "Gyldig: candidate." in message


def test_everybody_is_eligible_where_the_data_have_no_status():
    industries = [replace(industry, status=None) for industry in data().industries]
    assert check_selection(criteria('[selection]\nmust = ["barnehager"]\n'), data(*industries)) == ()


def test_a_condition_on_an_indicator_that_nobody_has_is_told():
    (message,) = told(check_selection(criteria("[selection.require_indicator]\nunion_densty = { min = 20 }\n"), data()))
    assert "Mente du «union_density»?" in message


def test_a_condition_may_use_an_indicator_that_only_the_data_have():
    assert check_against(criteria("[selection.require_indicator]\nunion_density = { min = 20 }\n"), data()) == ()


def test_an_indicator_that_only_a_condition_uses_is_looked_for_in_its_period():
    other = '[[indicator]]\nid = "union_density"\nperiod = "2024"\nnormalise = { method = "none" }\n'
    asked = criteria("[selection.require_indicator]\nunion_density = { min = 20 }\n", TREE + other)
    (message,) = told(check_against(asked, data()))
    assert "«2024»" in message


@pytest.mark.parametrize(
    ("conditions", "cell", "column_name"),
    [
        (KEY, {"jobs": None}, "jobs"),
        ('[selection]\nobjective = "sum_times_jobs"\n', {"jobs": None}, "jobs"),
        (
            '[selection.grant]\nkind = "cost"\nframe = 70\ncost = { per_1000_jobs = 0.1 }\n',
            {"jobs": None},
            "jobs",
        ),
        ('[selection]\nrequire_sectors = ["public"]\n', {"sector": None}, "sector"),
        ("[selection]\nmax_per_section = 2\n", {"section": None}, "sn2007_prefixes"),
    ],
)
def test_a_cell_that_a_condition_needs_is_told_with_its_column(conditions, cell, column_name):
    first, second, third, fourth = data().industries
    lacking = data(first, second, replace(third, **cell), fourth)
    (problem,) = check_selection(criteria(conditions), lacking)
    assert (problem.file, problem.column) == ("folder/industries.csv", column_name)
    assert "«" not in problem.sentence(Locale("nb"))
    assert "luftfart" in problem.sentence(Locale("nb"))


@pytest.mark.parametrize(
    "conditions",
    [
        "[selection]\n",
        '[selection.grant]\nkind = "key"\nframe = 70\nequal_share = 1\n',
        '[selection.grant]\nkind = "cost"\nframe = 70\ncost = { fixed = 6 }\n',
    ],
)
def test_what_no_condition_needs_may_be_missing(conditions):
    bare = [replace(industry, jobs=None, sector=None, section=None) for industry in data().industries]
    assert check_selection(criteria(conditions), data(*bare)) == ()


def test_the_key_needs_the_jobs_of_todays_programmes_too():
    first, *others = data().industries
    (problem,) = check_selection(criteria(KEY), data(replace(first, jobs=None), *others))
    assert problem.given == "barnehager"


def test_an_industry_that_is_refused_needs_no_jobs():
    *others, last = data().industries
    asked = criteria('[selection]\nmust_not = ["sjofart"]\n' + KEY)
    assert check_selection(asked, data(*others, replace(last, jobs=None))) == ()


def test_ranking_needs_none_of_what_the_money_needs():
    bare = [replace(industry, jobs=None) for industry in data().industries]
    assert check_ranking(criteria(KEY), data(*bare)) == ()


def test_a_limited_resource_needs_its_table():
    asked = '[[selection.resource]]\nid = "secretariat"\nlimit = 3\n'
    (message,) = told(check_selection(criteria(asked), data()))
    assert message.startswith("fit.toml, [[selection.resource]] secretariat: Datamappen har ingen resources.csv")


def test_an_unknown_resource_is_told_with_those_there_are():
    asked = '[[selection.resource]]\nid = "secretariatt"\nlimit = 3\n'
    (message,) = told(check_selection(criteria(asked), data(resources={"secretariat": {"luftfart": 1.0}})))
    assert "Mente du «secretariat»?" in message


def test_a_cost_without_a_formula_needs_the_resource_cost():
    asked = criteria('[selection.grant]\nkind = "cost"\nframe = 70\n')
    assert "resources.csv" in told(check_selection(asked, data()))[0]
    assert "«cost» finnes ikke" in told(check_selection(asked, data(resources={"secretariat": {}})))[0]
    assert check_selection(asked, data(resources={"cost": {"luftfart": 6.0}})) == ()


def test_a_file_without_a_selection_can_be_ranked_but_not_selected_from():
    assert check_ranking(criteria(""), data()) == ()
    assert "kan rangeres" in told(check_selection(criteria(""), data()))[0]


def test_all_problems_are_told_at_once():
    asked = with_selection(
        criteria(KEY), must=["x"], programmes={"luftfart": "end"}, require_indicator={"y": {"min": 1}}
    )
    assert len(check_against(asked, data())) == 3
