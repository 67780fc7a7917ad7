"""A specification file: what it says, and every mistake in it."""

import pytest

from engine.dataset.shipped import shipped_data
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.survey.specification import Minimums, read_specification

GOOD = """
[source]
id = "survey"
title = "A survey"
[columns]
industry = "ind"
[survey]
period = "2022"
[[variable]]
indicator_id = "lifting"
column = "q1"
answers = [1, 2, 3, 4]
missing = [9]
at_least = 3
"""
SECOND = """
[[variable]]
indicator_id = "pain"
column = "q2"
answers = ["ja", "nei"]
equals = "ja"
"""


def read(folder, text):
    path = folder / "spec.toml"
    path.write_text(text, encoding="utf-8")
    return read_specification(path)


def test_answers_are_split_in_yes_and_no(tmp_path):
    lifting, pain = read(tmp_path, GOOD + SECOND).variables
    assert (lifting.yes, lifting.no, lifting.missing) == ((3, 4), (1, 2), (9,))
    assert (pain.yes, pain.no, pain.missing) == (("ja",), ("nei",), ())


def test_what_is_left_out_has_the_documented_defaults(tmp_path):
    of = read(tmp_path, GOOD)
    assert of.minimums == Minimums(n=20, cases=5, group=5)
    assert (of.lonely_psu, of.standard, of.synthetic, of.pairs) == ("error", None, False, ())


def test_the_shipped_specification_can_be_read_and_says_that_it_is_synthetic():
    of = read_specification(shipped_data() / "syntetisk_mikrodata" / "spesifikasjon.toml")
    assert of.synthetic
    assert [variable.indicator_id for variable in of.variables][:2] == ["awkward_lifting", "emotional_demands"]
    assert len(of.pairs) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("at_least = 3", "at_least = 3\nequals = 1", "[[variable]] lifting: Nøyaktig én"),
        ("at_least = 3", "at_least = 3\nequals = 1", "Her står «equals, at_least»"),
        ("at_least = 3", "", "Her står «–»"),
        ("at_least = 3", "", "Gyldig: equals, any_of, at_least"),
        ("at_least = 3", "at_least = 0", "samme side"),
        ("at_least = 3", "equals = 5", "«5» finnes ikke. Gyldig: 1, 2, 3, 4"),
        ("at_least = 3", "at_leest = 3\nequals = 1", "«at_leest» finnes ikke her. Mente du «at_least»?"),
        ("answers = [1, 2, 3, 4]", 'answers = [1, "2"]', "blander tall og tekst"),
        ("answers = [1, 2, 3, 4]", "answers = [1, 2, 2, 4]", "«2» står mer enn én gang"),
        ("missing = [9]", "missing = [4]", "«4» står mer enn én gang"),
        ("answers = [1, 2, 3, 4]\nmissing = [9]", 'answers = ["1", "4"]', "krever at svarene er tall"),
        ('industry = "ind"', "", "Gyldig: industry, sn2007"),
        ('industry = "ind"', 'industry = "ind"\nsn2007 = "n"', "Nøyaktig én"),
        ('column = "q1"', "", "[[variable]] lifting: Nøkkelen «column» mangler"),
        ("answers = [1, 2, 3, 4]", "", "[[variable]] lifting: Nøkkelen «answers» mangler"),
        ('indicator_id = "lifting"', "", "Nøkkelen «indicator_id» mangler"),
        ("[survey]", "[subpopulation]\nwork = 1\n[survey]", "[subpopulation], work: "),
        ("[survey]", "[subpopulation]\nwork = []\n[survey]", "[subpopulation], work: "),
        ("[survey]", '[subpopulation]\nwork = [1, "2"]\n[survey]', "[subpopulation], work: Svarene blander"),
        ('period = "2022"', 'period = "22"', "«22» er ikke en periode"),
        ('period = "2022"', "", "[columns] period, [survey] period: Nøyaktig én"),
        ('period = "2022"', 'period = "2022"\nlonely_psu = "remove"', "Gyldig: error, certainty, adjust"),
        ('title = "A survey"', "", "[source]: Nøkkelen «title» mangler"),
        ("[survey]", "[suppression]\nminimum_n = 1\n[survey]", "minimum_n: «1» er utenfor det tillatte. Gyldig: ≥ 3"),
        ("[survey]", "[suppression]\nminimum_cases = 0\n[survey]", "Gyldig: ≥ 3"),
        ("[survey]", "[standard]\nage_groups = [40, 18]\nsexes = [1]\n[survey]", "stigende rekkefølge"),
        ("[survey]", "[standard]\nage_groups = [18]\nsexes = [1]\n[survey]", "krever at [columns] har «age»"),
        ('indicator_id = "lifting"', 'indicator_id = "Lifting"', "ikke en gyldig id"),
        ("[source]", "[sauce]", "«sauce» finnes ikke her. Mente du «source»?"),
        ("[source]", "[source", "kan ikke leses som TOML"),
        ('title = "A survey"', 'title = "a\\u0000"', "source, title: Her står tegnet U+0000"),
        ('title = "A survey"', 'title = "=1+1"', "[source], title: «=1+1» begynner som en formel"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_is_allowed(tmp_path, old, new, message):
    assert old in GOOD
    with pytest.raises(InputError) as error:
        read(tmp_path, GOOD.replace(old, new, 1))
    told = "\n".join(problem.sentence() for problem in error.value.problems)
    assert message in told
    assert "spec.toml" in told


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ('exposure = "lifting"\ncomplaint = "pian"', "Mente du «pain»?"),
        ('exposure = "lifting"\ncomplaint = "lifting"', "både exposure og complaint"),
        ('exposure = "lifting"', "«complaint» mangler"),
    ],
)
def test_a_pair_names_two_of_the_variables(tmp_path, pair, message):
    with pytest.raises(InputError) as error:
        read(tmp_path, f"{GOOD}{SECOND}[[pair]]\n{pair}\n")
    assert message in "\n".join(problem.sentence() for problem in error.value.problems)


def test_a_standard_has_a_group_for_each_sex_and_age_and_a_population_only_where_one_is_given(tmp_path):
    text = (
        GOOD.replace('"ind"', '"ind"\nage = "a"\nsex = "s"') + "[standard]\nage_groups = [18, 40]\nsexes = [1, 2, 3]\n"
    )
    of = read(tmp_path, text + "population = [[1, 2], [3, 4], [0, 5]]\n").standard
    assert (of.groups, of.age_groups, of.sexes) == (6, (18, 40), (1, 2, 3))
    assert of.population == ((1, 2), (3, 4), (0, 5))
    assert read(tmp_path, text).standard.population == ()


def test_the_same_id_twice_is_told(tmp_path):
    with pytest.raises(InputError, match="«pain» står mer enn én gang"):
        read(tmp_path, GOOD + SECOND + SECOND.replace("q2", "q3"))


def test_a_variable_is_called_by_its_label_or_else_its_id(tmp_path):
    lifting, pain = read(tmp_path, GOOD + 'label_nb = "Løft"\nlabel_en = "Lifts"\n' + SECOND).variables
    assert [variable.label(Locale(tag)) for variable in (lifting, pain) for tag in ("nb", "en")] == [
        "Løft",
        "Lifts",
        "pain",
        "pain",
    ]


@pytest.mark.parametrize(
    ("population", "message"),
    [("[[1, 2]]", "2 × 2"), ("[[1, 2], [-1, 2]]", "negative"), ("[[0, 0], [0, 0]]", "over 0")],
)
def test_a_standard_population_has_a_number_for_each_group(tmp_path, population, message):
    text = GOOD.replace('"ind"', '"ind"\nage = "a"\nsex = "s"')
    with pytest.raises(InputError, match=message):
        read(tmp_path, f"{text}[standard]\nage_groups = [18, 40]\nsexes = [1, 2]\npopulation = {population}\n")


def test_every_mistake_is_told_at_once(tmp_path):
    with pytest.raises(InputError) as error:
        read(tmp_path, GOOD.replace('title = "A survey"', "").replace("at_least = 3", "").replace("2022", "x"))
    assert len(error.value.problems) == 3


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match=r"none\.toml"):
        read_specification(tmp_path / "none.toml")


def test_part_of_the_respondents_is_columns_and_their_values(tmp_path):
    of = read(tmp_path, GOOD + '[subpopulation]\npdwrk = [1]\nsector = ["a", "b"]\n')
    assert of.subpopulation == (("pdwrk", (1.0,)), ("sector", ("a", "b")))
    assert read(tmp_path, GOOD).subpopulation == ()


def test_a_finite_population_needs_no_strata(tmp_path):
    of = read(tmp_path, GOOD.replace('industry = "ind"', 'industry = "ind"\npsu = "d"\npopulation = "N"'))
    assert (of.columns.population, of.columns.stratum) == ("N", None)


def test_values_that_mean_no_industry_are_listed(tmp_path):
    assert read(tmp_path, GOOD.replace("[survey]", "[survey]\nno_industry = [99]")).no_industry == (99,)
