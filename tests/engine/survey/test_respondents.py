"""Respondents prepared: what the columns mean, and what is wrong in them without a word of what stands there."""

import datetime
from dataclasses import replace

import pytest

from engine.dataset.model import Industry
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.survey.backend import opened_backend
from engine.survey.estimation import prevalences
from engine.survey.files import opened_file
from engine.survey.respondents import industry_of, respondents
from engine.survey.specification import Standard
from tests.engine.survey.surveys import found, industries, parquet, specification

CODED = specification(sn2007="code", industry=None)
RETAIL = Industry("retail", "r", sn2007_prefixes=("47", "4511"))
CARS = Industry("cars", "c", sn2007_prefixes=("45",))


def prepared(path, of, there):
    with opened_backend("duckdb", str(path)) as backend:
        return respondents(opened_file(path, of, backend).table, of, there, backend)


def test_the_longest_prefix_wins_and_codes_may_lack_their_zero_or_have_points():
    farms = Industry("farms", "f", sn2007_prefixes=("01",), codes=("01110",))
    owner = industry_of(["45111", "45200", "47.110", "1110", "62010"], CODED, [RETAIL, CARS, farms])
    assert owner == {"45111": "retail", "45200": "cars", "47.110": "retail", "1110": "farms", "62010": None}


def test_four_digits_that_are_no_code_without_its_zero_stay_a_class():
    """A NACE class as 86.22 must not become 08622 and its respondents miners."""
    mines = Industry("mines", "m", sn2007_prefixes=("08",), codes=("08111",))
    owner = industry_of(["86.22", "8622", "8111"], CODED, [mines])
    assert owner == {"86.22": None, "8622": None, "8111": "mines"}
    assert industry_of(["8111"], CODED, [Industry("mines", "m", sn2007_prefixes=("08",))]) == {"8111": None}


def test_what_cannot_be_a_code_has_no_place():
    assert industry_of(["abcde", "471100", "-4711", "4", "0", "34", "G"], CODED, [RETAIL]) == {}


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("x", 7, "kolonne x: Rader med et svar"),
        ("industry", "secret", "kolonne industry: Rader med noe"),
        ("weight", -1.5, "kolonne weight: Rader uten vekt"),
        ("weight", None, "kolonne weight: Rader uten vekt"),
        ("stratum", None, "kolonne stratum: Rader med tom celle"),
        ("psu", None, "kolonne psu: Rader med tom celle"),
        ("period", "secret", "kolonne period: Rader uten periode"),
        ("period", None, "kolonne period: Rader uten periode"),
        ("sex", 777, "kolonne age, sex: Rader med en alder"),
        ("age", -777, "kolonne age, sex: Rader med en alder"),
    ],
)
def test_a_mistake_says_the_column_and_the_rows_and_never_the_value(tmp_path, column, value, message):
    columns = {
        "industry": ["a"] * 30,
        "x": [0, 1, 9] * 10,
        "weight": [1.0] * 30,
        "stratum": ["s", "t"] * 15,
        "psu": list(range(30)),
        "period": ["2022"] * 30,
        "age": [30] * 30,
        "sex": [1, 2] * 15,
    }
    columns[column][4:6] = [value] * 2
    of = specification("x", standard=Standard((18.0,), (1.0, 2.0)), **{name: name for name in columns if name != "x"})
    object.__setattr__(of, "period", None)
    with pytest.raises(InputError) as error:
        found(parquet(tmp_path, **columns), of, "a")
    (problem,) = error.value.problems
    assert message in problem.sentence()
    assert ": 2." in problem.sentence()
    said_of = str([problem, problem.sentence(Locale("nb")), problem.sentence(Locale("en"))])
    assert value is None or str(value) not in said_of.replace(str(tmp_path), "")  # whose own name may have a 7


def test_text_answers_in_a_csv_file_can_be_numbers_with_spaces(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text("industry,x\n" + "a, 1\na,0 \na, 9\na,\n" * 10, encoding="utf-8")
    estimates, _ = found(path, specification("x"), "a")
    assert (estimates["a", "x"].n, estimates["a", "x"].value) == (20, 0.5)


def test_a_word_among_numbers_is_outside_and_not_told(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text("industry,x\n" + "a,1\na,0\n" * 10 + "a,hemmelig\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"Rader med et svar som .*: 1\.") as error:
        found(path, specification("x"), "a")
    assert "hemmelig" not in error.value.sentence()


def test_those_without_an_industry_count_in_the_design_and_nowhere_else(tmp_path):
    """By hand: 4 of the 8 drawn have an industry; z = (x − p) / 4 for them and 0 for the rest; 8/7 · Σ z²."""
    path = parquet(tmp_path, industry=["a", "a", "a", "a", None, None, None, None], x=[1, 0, 1, 0] * 2)
    estimates, _ = found(path, specification("x"), "a")
    assert (estimates["a", "x"].n, estimates[None, "x"].n) == (4, 4)
    assert estimates["a", "x"].se == pytest.approx((8 / 7 * 4 * (0.5 / 4) ** 2) ** 0.5)


def test_a_missing_answer_leaves_the_domain_and_stays_in_the_design(tmp_path):
    """By hand, as R does with na.rm = TRUE: 3 of 6 answer; 6/5 · Σ z²."""
    path = parquet(tmp_path, industry=["a"] * 6, x=[1, 0, 1, 9, None, 9])
    estimates, _ = found(path, specification("x"), "a")
    p = 2 / 3
    assert estimates["a", "x"].se == pytest.approx((6 / 5 * (2 * (1 - p) ** 2 + p**2) / 9) ** 0.5)


def test_periods_are_kept_apart(tmp_path):
    path = parquet(tmp_path, industry=["a"] * 8, x=[1, 1, 1, 0, 0, 0, 0, 1], year=[2021.0] * 4 + [2022.0] * 4)
    of = specification("x", period="year")
    object.__setattr__(of, "period", None)
    result = prevalences(path, of, industries("a"))
    assert result.periods == ("2021", "2022")
    shares = {estimate.period: estimate.value for estimate in result.estimates if estimate.industry_id}
    assert shares == {"2021": 0.75, "2022": 0.25}


@pytest.mark.parametrize("weight", [float("inf"), float("nan"), 1e300, -1.0])
def test_a_weight_that_no_sum_can_take_is_an_error(tmp_path, weight):
    path = parquet(tmp_path, industry=["a", "b"] * 2, weight=[1.0, 2.0, weight, 1.0], x=[1.0, 0.0] * 2)
    with pytest.raises(InputError, match=r"kolonne weight: Rader uten vekt, .*: 1\."):
        found(path, specification("x", weight="weight"), "a", "b")


def test_weights_that_are_all_zero_are_an_error(tmp_path):
    path = parquet(tmp_path, industry=["a"] * 4, x=[1, 0, 1, 0], weight=[0.0] * 4)
    with pytest.raises(InputError, match="Alle vektene er 0"):
        found(path, specification("x", weight="weight"), "a")


@pytest.mark.parametrize(
    ("different", "message"), [(5001, "mer enn 5000 ulike verdier"), (5000, r"Rader med noe.*: 5000\.")]
)
def test_a_column_with_a_value_for_each_row_is_not_taken_for_an_industry(tmp_path, different, message):
    path = parquet(tmp_path, industry=[str(i) for i in range(different)], x=[1] * different)
    with pytest.raises(InputError, match=message):
        found(path, specification("x"), "a")


def test_two_hundred_periods_are_as_many_as_there_may_be(tmp_path):
    of = replace(specification("x", period="year"), period=None)
    for periods in (200, 201):
        path = parquet(tmp_path, industry=["a"] * periods, x=[1] * periods, year=[1800 + i for i in range(periods)])
        if periods == 200:
            assert len(prepared(path, of, [Industry("a", "a")]).periods) == 200
        else:
            with pytest.raises(InputError, match=r"kolonne year.*mer enn 200 ulike verdier"):
                prepared(path, of, [Industry("a", "a")])


def test_an_empty_file_is_told(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text("industry,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="ingen rader"):
        found(path, specification("x"), "a")


def test_a_column_of_yes_and_no_counts_as_one_and_zero(tmp_path):
    path = parquet(tmp_path, industry=["a"] * 4, x=[True, False, True, None])
    estimates, _ = found(path, specification("x"), "a")
    assert (estimates["a", "x"].n, estimates["a", "x"].value) == (3, pytest.approx(2 / 3))


@pytest.mark.parametrize("value", [datetime.date(2020, 1, 1), [1, 2], {"a": 1}])
def test_a_column_of_a_kind_that_no_answer_has_is_an_error_without_its_words(tmp_path, value):
    path = parquet(tmp_path, industry=["a"] * 4, x=[value] * 4)
    with pytest.raises(InputError) as error:
        found(path, specification("x"), "a")
    assert "2020" not in error.value.sentence()


def test_a_torn_csv_file_is_told_without_its_rows(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text("industry,x\n" + "a,1\na,0\n" * 30_000 + 'a,"hemmelig\n1,2,3,4\n', encoding="utf-8")
    with pytest.raises(InputError) as error:
        found(path, specification("x"), "a")
    assert "hemmelig" not in error.value.sentence()


CARE = Industry("care", "c", sn2007_prefixes=("88",))
SHOPS = Industry("shops", "s", sn2007_prefixes=("47",))


def test_codes_give_divisions_and_sections_beside_the_industries_by_hand(tmp_path):
    """Domains: care 0, shops 1, 45 2, section 45-47 3, 47 4, 84 5, all industries 6. A section of one division, as 84,
    is no group of its own."""
    path = parquet(tmp_path, code=["47", "47", "45", "84", None], x=[1, 0, 1, 0, 1])
    of = prepared(path, CODED, [CARE, SHOPS])
    assert of.groups == ("45", "45-47", "47", "84")
    assert (of.layers, of.domains) == (("industry", "division", "section"), 7)
    assert of.atoms == ((-1, 2, 3), (-1, 5, -1), (0, -1, -1), (1, -1, -1), (1, 4, 3))
    inside = [[2], [3, 4], [0], [0, 4], [4], [1], [2, 3, 4]]
    assert [[atom for atom in range(5) if row[atom]] for row in of.members] == inside
    assert (of.rows, of.without_industry, of.partly) == (5, 3, True)


def test_groups_are_about_the_industries_alone_where_each_code_lies_in_one(tmp_path):
    path = parquet(tmp_path, code=["47", "47", None], x=[1, 0, 1])
    of = prepared(path, CODED, [CARE, SHOPS])
    assert (of.without_industry, of.partly) == (1, False)


def test_without_codes_there_are_only_industries_and_all_together(tmp_path):
    of = prepared(parquet(tmp_path, industry=["shops", None], x=[1, 0]), specification("x"), [CARE, SHOPS])
    assert (of.groups, of.layers, of.domains, of.atoms) == ((), ("industry",), 3, ((0,), (1,)))
    assert of.members.tolist() == [[True, False], [False, True], [True, True]]
    assert (of.rows, of.without_industry, of.partly) == (2, 1, False)


def test_who_weighs_nothing_or_is_outside_is_counted_and_may_have_answered_anything(tmp_path):
    path = parquet(tmp_path, industry=["a"] * 5, work=[1, 1, 2, 2, 2], weight=[1, 0, 1, 1, 0], x=[1, 0, 7, 7, 7])
    of = replace(specification("x", weight="weight"), subpopulation=(("work", (1.0,)),))
    ours = prepared(path, of, [Industry("a", "a")])
    assert (ours.rows, ours.weightless, ours.outside) == (5, 2, 3)


@pytest.mark.parametrize(("population", "wrong"), [([1.0, 2.0], 0), ([0.5, 2.0], 1), ([None, 0.0], 2)])
def test_a_stratum_has_one_at_least(tmp_path, population, wrong):
    path = parquet(tmp_path, industry=["a", "a"], size=population, x=[1, 0])
    of = specification("x", population="size")
    if not wrong:
        assert prepared(path, of, [Industry("a", "a")]).rows == 2
        return
    with pytest.raises(InputError, match=rf"kolonne size: .*: {wrong}\."):
        prepared(path, of, [Industry("a", "a")])


def test_the_largest_weight_is_one(tmp_path):
    path = parquet(tmp_path, industry=["a", "a"], weight=[1e12, 1.0], x=[1, 0])
    assert prepared(path, specification("x", weight="weight"), [Industry("a", "a")]).weightless == 0
