"""Contract, section 1, "Carrying group values to industries": small cases by hand, then properties."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.classification.sn2007 import group
from engine.dataset.crosswalk import Crosswalk, codes_of_industries, section_of_industry
from engine.dataset.model import Code, GroupValue, Industry
from engine.foundation.quality import QUALITIES

CODES = [
    Code("86101", "Somatiske sykehus", 60),
    Code("86211", "Allmenn legetjeneste", 10),
    Code("86901", "Hjemmesykepleie", 30),
    Code("87101", "Somatiske sykehjem", 50),
    Code("88101", "Hjemmehjelp", 10),
    Code("88911", "Barnehager", 40),
]


def industry(industry_id, prefixes):
    return Industry(industry_id, industry_id, sn2007_prefixes=tuple(prefixes.split()))


def value(of, number, quality="published", source_id="nav"):
    return GroupValue(of, "absence", "2016K3", number, "percent", quality, source_id)


def carried(prefixes, *values, codes=CODES):
    """Value, quality, groups and sources that one industry gets."""
    result = Crosswalk([industry("one", prefixes)], codes).carry(values)
    quality = QUALITIES[result.quality[0]] if result.quality[0] >= 0 else None
    return float(result.values[0]), quality, result.groups[0], result.source_ids[0]


def test_the_longest_prefix_wins_so_that_a_rest_group_is_written_86():
    industries = [industry("helse", "86"), industry("hjemme", "86901 88101"), industry("sykehus", "861")]
    assert codes_of_industries(industries, [code.sn2007 for code in CODES]) == {
        "helse": ("86211",),
        "hjemme": ("86901", "88101"),
        "sykehus": ("86101",),
    }


def test_equal_code_sets_keep_the_quality_of_the_group():
    assert carried("87", value("87", 9.1)) == (9.1, "published", ("87",), ("nav",))
    assert carried("86 87", value("86-87", 8.2, "classified")) == (8.2, "classified", ("86-87",), ("nav",))


def test_a_part_of_one_group_is_inherited_and_exactly_its_value():
    assert carried("86901 88101", value("86-88", 7.3)) == (7.3, "inherited", ("86-88",), ("nav",))


def test_several_groups_are_weighted_by_jobs_and_derived():
    """87 has 50 jobs and 88 has 50: (50·9 + 50·6) / 100 = 7.5."""
    assert carried("87 88", value("87", 9.0), value("88", 6.0, source_id="ssb")) == (
        7.5,
        "derived",
        ("87", "88"),
        ("nav", "ssb"),
    )


def test_several_groups_of_which_one_reaches_beyond_are_inherited():
    """86901 (30 jobs) is a part of 86, 88101 (10 jobs) all of 881: (30·8 + 10·4) / 40 = 7."""
    assert carried("86901 88101", value("86", 8.0), value("881", 4.0))[:2] == (7.0, "inherited")


def test_the_narrowest_group_that_covers_a_code_counts():
    """86101 (60 jobs) has a line of its own; the other 40 of 86 take the broader one: (60·5 + 40·8) / 100 = 6.2."""
    result = carried("86", value("86-88", 8.0), value("861", 5.0))
    assert result[0] == pytest.approx(6.2, abs=1e-15)
    assert result[1:3] == ("inherited", ("86-88", "861"))


def test_a_broader_group_keeps_its_codes_even_where_a_narrower_one_took_some():
    """86-88 stands for 87 and 88 only, but it was measured over 86 too: inherited, not derived."""
    assert carried("86 87 88", value("86-88", 8.0), value("86", 6.0))[1] == "inherited"


def test_an_industry_is_missing_unless_all_its_codes_are_covered():
    number, *rest = carried("87 88", value("87", 9.0))
    assert math.isnan(number)
    assert rest == [None, (), ()]


def test_a_code_without_jobs_must_be_covered_too():
    codes = [Code("50101", "", 5), Code("50102", "", 0)]
    assert math.isnan(carried("50", value("50101", 6.0), codes=codes)[0])


def test_an_industry_without_codes_gets_nothing():
    assert math.isnan(carried("", value("86-88", 9.0))[0])


@pytest.mark.parametrize(
    ("values", "expected"),
    [([value("50", 6.4)], 6.4), ([value("50-51", 6.4)], 6.4), ([value("501", 6.4), value("502", 6.4)], None)],
)
def test_an_industry_without_jobs_has_a_value_only_where_one_group_holds_it_whole(values, expected):
    codes = [Code("50101", "", 0), Code("50201", "", 0), Code("51100", "", 7)]
    assert carried("50", *values, codes=codes)[0] == pytest.approx(expected or math.nan, nan_ok=True, abs=0)


@pytest.mark.parametrize("number", [6.4, 0.1, 1 / 3, 7.7])
def test_groups_with_equal_values_give_exactly_that_value(number):
    """Luftfart and sjøfart share every published value (brief): a tie must not break on the last bit."""
    codes = [Code("50101", "", 20652), Code("51100", "", 6925), Code("52100", "", 35621)]
    values = [value("50", number), value("51", number), value("52", number)]
    assert carried("50 51 52", *values, codes=codes)[0] == number


@pytest.mark.parametrize(
    ("rule", "own", "passed_on"),
    [
        ("inherited", "synthetic", "synthetic"),
        ("inherited", "classified", "classified"),
        ("inherited", "derived", "inherited"),
        ("derived", "synthetic", "synthetic"),
        ("derived", "inherited", "inherited"),
        ("derived", "published", "derived"),
    ],
)
def test_a_carried_value_is_never_better_than_the_groups_own(rule, own, passed_on):
    values = [value("86-88", 7.0, own)] if rule == "inherited" else [value("87", 7.0), value("88", 6.0, own)]
    assert carried("87 88", *values)[1] == passed_on


def test_two_groups_of_equal_size_over_one_code_are_found():
    crosswalk = Crosswalk([], CODES)
    assert crosswalk.equally_narrow([group("86"), group("87 88")]) == []
    assert crosswalk.equally_narrow([group("86"), group("861 87101 88101"), group("88")]) == [(0, 1)]


def test_equal_groups_hidden_under_a_narrower_one_are_no_matter():
    crosswalk = Crosswalk([], CODES)
    assert crosswalk.equally_narrow([group("86101 87101"), group("86101 88911"), group("86101")]) == []


def test_section_is_the_one_with_most_jobs():
    jobs = {"49100": 10, "50101": 10, "85100": 15}
    assert section_of_industry(Industry("x", "x", codes=tuple(jobs)), jobs) == "H"


def test_section_of_equal_jobs_is_the_first_letter():
    jobs = {"85100": 10, "49100": 10}
    assert section_of_industry(Industry("x", "x", codes=tuple(jobs)), jobs) == "H"


def test_section_without_a_code_table_is_that_of_the_prefixes_if_they_share_one():
    assert section_of_industry(industry("x", "86 87101 88"), {}) == "Q"
    assert section_of_industry(industry("x", "85 88913"), {}) is None
    assert section_of_industry(industry("x", ""), {}) is None


JOBS = st.lists(st.integers(0, 300_000), min_size=6, max_size=6)
VALUES = st.lists(st.floats(0, 100, allow_subnormal=False), min_size=3, max_size=3)


@given(JOBS, VALUES)
def test_a_carried_value_lies_between_the_smallest_and_the_largest_group(jobs, numbers):
    codes = [Code(code.sn2007, "", count) for code, count in zip(CODES, jobs, strict=True)]
    values = [value(of, number) for of, number in zip(("86", "87", "88"), numbers, strict=True)]
    number = carried("86 87 88", *values, codes=codes)[0]
    assert math.isnan(number) == (sum(jobs) == 0)
    assert sum(jobs) == 0 or min(numbers) <= number <= max(numbers)


@given(JOBS, VALUES)
def test_over_a_partition_the_industries_have_the_mean_of_the_groups(jobs, numbers):
    """Carrying moves no weight: the job-weighted mean over industries is the one over groups."""
    codes = [Code(code.sn2007, "", count) for code, count in zip(CODES, jobs, strict=True)]
    values = [value(of, number) for of, number in zip(("86", "87", "88"), numbers, strict=True)]
    industries = [industry("a", "861"), industry("b", "86 87101"), industry("c", "88")]
    owned = codes_of_industries(industries, [code.sn2007 for code in codes])
    jobs_of = {code.sn2007: code.jobs for code in codes}
    result = Crosswalk(industries, codes).carry(values)
    weights = [sum(jobs_of[code] for code in owned[industry.industry_id]) for industry in industries]
    total = sum(weight * number for weight, number in zip(weights, result.values, strict=True) if weight)
    expected = sum(jobs_of[code] * numbers[("86", "87", "88").index(code[:2])] for code in jobs_of)
    assert total == pytest.approx(expected, rel=1e-12, abs=1e-9)


@given(st.permutations(range(4)))
def test_the_order_of_groups_does_not_matter(order):
    values = [value("86-88", 8.0), value("86", 6.5), value("861", 5.1), value("88", 7.7, "derived", "ssb")]
    industries = [industry("a", "86"), industry("b", "87 88"), industry("c", "861 88101")]
    straight = Crosswalk(industries, CODES).carry(values)
    mixed = Crosswalk(industries, CODES).carry([values[index] for index in order])
    np.testing.assert_allclose(mixed.values, straight.values, rtol=1e-15)
    assert mixed.quality.tolist() == straight.quality.tolist()
    assert mixed.groups == straight.groups
    assert mixed.source_ids == straight.source_ids


@pytest.mark.parametrize(
    ("first", "second", "jobs", "mean"),
    [(21.3, 21.0, (1, 2), 21.1), (0.4, 0.1, (1, 2), 0.2), (38.2, 9.2, (7, 3), 29.5)],
)
def test_a_carried_mean_is_the_decimal_mean(first, second, jobs, mean):
    """(21.3 + 2 · 21.0) / 3 = 63.3 / 3 = 21.1, and so on; floats give 21.099999999999998, which a bound would bar."""
    codes = [Code("10110", "a", jobs[0]), Code("11010", "b", jobs[1])]
    assert carried("10 11", value("10", first), value("11", second), codes=codes)[0] == mean
