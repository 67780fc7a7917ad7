"""Contract, section 2, "Merging": one candidate of several, jobs added and values weighted by jobs."""

import math
from dataclasses import dataclass

import pytest

from engine.dataset.merging import merged
from engine.dataset.reading import read_dataset
from engine.foundation.errors import InputError
from engine.foundation.locale import LANGUAGES, Locale

INDUSTRIES = """industry_id,name_nb,status,sn2007_prefixes,sector
sjofart,Sjøfart,candidate,50,private
luftfart,Luftfart,other,51,private
undervisning,Undervisning,candidate,85,public
barnehager,Barnehager,programme,88,mixed
"""
CODES = "sn2007,jobs\n50101,30\n51100,10\n85100,60\n88911,5\n"
GROUPS = """sn2007_group,indicator_id,period,value,unit,quality,source_id
49-53,absence,2016K3,6.4,percent,published,nav
85,absence,2016K3,5.2,percent,published,nav
"""
VALUES = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
sjofart,pain,2022,20,percent,4,100,published,lku
luftfart,pain,2022,40,percent,8,50,classified,stami
undervisning,pain,2022,30,percent,,200,published,lku
sjofart,odd,2022,1,points,,,published,lku
sjofart,same,2022,0.1,points,,,synthetic,lku
luftfart,same,2022,0.1,points,,,published,lku
undervisning,same,2022,0.1,points,,,published,lku
"""
RESOURCES = "industry_id,resource_id,amount\nsjofart,cost,2\nluftfart,cost,1.5\nsjofart,staff,3\n"


@dataclass(frozen=True)
class Merge:
    id: str
    members: tuple[str, ...]
    name_nb: str = "Sjø og luft"
    name_en: str = ""
    name_nn: str = ""


@pytest.fixture
def dataset(data_folder):
    return read_dataset(
        data_folder(industries=INDUSTRIES, codes=CODES, group_values=GROUPS, indicators=VALUES, resources=RESOURCES)
    )


def value(dataset, indicator_id, industry_id):
    column, position = dataset.column(indicator_id), dataset.position[industry_id]
    return (
        float(column.values[position]),
        float(column.se[position]),
        float(column.n[position]),
        column.quality_of(position),
        column.source_ids[position],
        column.groups[position],
    )


TRANSPORT = Merge("transport", ("sjofart", "luftfart"))
MIXED = Merge("blandet", ("luftfart", "undervisning"))


def test_the_new_industry_stands_in_its_members_place(dataset):
    data = merged(dataset, [TRANSPORT])
    assert [industry.industry_id for industry in data.industries] == ["barnehager", "transport", "undervisning"]
    transport = data.industries[1]
    assert (transport.name_nb, transport.name_en, transport.members) == ("Sjø og luft", None, ("luftfart", "sjofart"))
    assert (transport.jobs, transport.jobs_quality) == (40, "derived")
    assert (transport.codes, transport.sn2007_prefixes) == (("50101", "51100"), ("50", "51"))


def test_status_sector_and_section_follow_the_members(dataset):
    transport = merged(dataset, [TRANSPORT]).industries[1]
    blandet = merged(dataset, [MIXED]).industries[1]
    assert (transport.status, transport.sector, transport.section) == ("candidate", "private", "H")
    assert (blandet.status, blandet.sector, blandet.section) == ("candidate", "mixed", "P")


def test_values_are_weighted_by_jobs_and_standard_errors_as_of_independent_estimates(dataset):
    """(30·20 + 10·40) / 40 = 25; sqrt((0.75·4)² + (0.25·8)²) = sqrt(13)."""
    number, se, n, quality, sources, groups = value(merged(dataset, [TRANSPORT]), "pain", "transport")
    assert number == pytest.approx(25, rel=1e-15)
    assert se == pytest.approx(math.sqrt(13), rel=1e-15)
    assert n == 150
    assert (quality, sources, groups) == ("classified", ("lku", "stami"), ())


def test_a_standard_error_that_a_member_lacks_is_missing(dataset):
    assert math.isnan(value(merged(dataset, [MIXED]), "pain", "blandet")[1])


def test_a_value_that_a_member_lacks_is_missing(dataset):
    number, *_, quality, sources, _groups = value(merged(dataset, [TRANSPORT]), "odd", "transport")
    assert math.isnan(number)
    assert (quality, sources) == (None, ())


def test_members_that_share_one_groups_value_keep_it_and_its_quality(dataset):
    """Luftfart and sjøfart are both parts of 49-53: merging computes nothing new."""
    assert value(merged(dataset, [TRANSPORT]), "absence", "transport")[::3] == (6.4, "inherited")
    assert value(merged(dataset, [TRANSPORT]), "absence", "transport")[5] == ("49-53",)


def test_values_of_several_groups_are_weighted_and_name_them_all(dataset):
    """(10·6.4 + 60·5.2) / 70."""
    number, *_, quality, sources, groups = value(merged(dataset, [MIXED]), "absence", "blandet")
    assert number == pytest.approx(376 / 70, rel=1e-15)
    assert (quality, sources, groups) == ("inherited", ("nav",), ("49-53", "85"))


def test_equal_values_stay_exactly_equal_and_the_weakest_quality_is_passed_on(dataset):
    """In floating point (30·0.1 + 10·0.1 + 60·0.1) / 100 need not be 0.1."""
    data = merged(dataset, [Merge("alle", ("sjofart", "luftfart", "undervisning"))])
    assert value(data, "same", "alle")[::3] == (0.1, "synthetic")


def test_resources_are_added_and_missing_where_a_members_is(dataset):
    assert merged(dataset, [TRANSPORT]).resources == {"cost": {"transport": 3.5}, "staff": {}}


def test_those_who_are_not_merged_keep_all_they_had(dataset):
    data = merged(dataset, [TRANSPORT])
    for indicator_id in ("absence", "pain", "same"):
        assert repr(value(data, indicator_id, "undervisning")) == repr(value(dataset, indicator_id, "undervisning"))


def test_no_merges_change_nothing(dataset):
    assert merged(dataset, []) is dataset


def test_a_merged_dataset_can_be_merged_again(dataset):
    data = merged(merged(dataset, [TRANSPORT]), [Merge("alt", ("transport", "undervisning"))])
    assert data.industries[data.position["alt"]].jobs == 100
    assert value(data, "pain", "alt")[0] == pytest.approx((40 * 25 + 60 * 30) / 100)


@pytest.mark.parametrize(
    ("merges", "words"),
    [
        ([Merge("x", ("sjofart", "luftfard"))], ["[[merge]] x, members", "«luftfard»", "Mente du «luftfart»?"]),
        ([Merge("x", ("sjofart",))], ["[[merge]] x, members", "minst to", "sjofart"]),
        ([Merge("x", ())], ["[[merge]] x, members", "minst to"]),
        ([Merge("x", ("sjofart", "sjofart"))], ["[[merge]] x, members", "«sjofart»", "«x»"]),
        ([TRANSPORT, MIXED], ["[[merge]] blandet, members", "«luftfart»", "«transport»"]),
        ([Merge("undervisning", ("sjofart", "luftfart"))], ["[[merge]] undervisning, id", "«undervisning»"]),
        ([Merge("sjofart", ("sjofart", "luftfart"))], ["[[merge]] sjofart, id", "«sjofart»"]),
        ([Merge("x", ("sjofart", "barnehager"))], ["[[merge]] x, members", "«barnehager»", "bransjeprogram"]),
    ],
)
def test_a_merge_that_cannot_be_made_is_explained(dataset, merges, words):
    with pytest.raises(InputError) as error:
        merged(dataset, merges)
    (problem,) = error.value.problems
    assert [word for word in words if word not in problem.sentence()] == []
    assert all(problem.sentence(Locale(language)) for language in LANGUAGES)


def test_members_without_jobs_cannot_be_weighted(data_folder):
    dataset = read_dataset(data_folder("bare", industries="industry_id,name_nb,jobs\na,A,5\nb,B,\n"))
    with pytest.raises(InputError, match="«b» har ikke noe antall jobber"):
        merged(dataset, [Merge("x", ("a", "b"))])


def test_resources_of_the_members_are_added_as_the_decimals_they_are(data_folder):
    """shared/faults/merged_resource: 0.1 + 0.2 is 0.3."""
    resources = "industry_id,resource_id,amount\nsjofart,staff,0.1\nluftfart,staff,0.2\n"
    folder = data_folder(industries=INDUSTRIES, codes=CODES, resources=resources)
    assert merged(read_dataset(folder), [Merge("sea_air", ("sjofart", "luftfart"))]).resources["staff"] == {
        "sea_air": 0.3
    }


def test_a_merged_value_is_the_decimal_mean(data_folder):
    """7 and 3 jobs: (7 · 24.6 + 3 · 22.6) / 10 = 240 / 10 = 24, and (7 · 21.4 + 3 · 20.4) / 10 = 21.1; floats give
    24.000000000000004 and 21.099999999999998."""
    rows = "".join(
        f"{industry},{what},2022,{number},percent,,,published,lku\n"
        for industry, what, number in (
            ("sjofart", "x", 24.6),
            ("luftfart", "x", 22.6),
            ("sjofart", "y", 21.4),
            ("luftfart", "y", 20.4),
        )
    )
    codes = CODES.replace("50101,30", "50101,7").replace("51100,10", "51100,3")
    folder = data_folder(industries=INDUSTRIES, codes=codes, indicators=VALUES.partition("\n")[0] + "\n" + rows)
    made = merged(read_dataset(folder), [Merge("sea_air", ("sjofart", "luftfart"))])
    assert [value(made, what, "sea_air")[0] for what in "xy"] == [24.0, 21.1]
