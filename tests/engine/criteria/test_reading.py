"""Criteria and profiles files: what the contract writes is read as it says; every mistake is told with its place."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.criteria.model import Bounds, Cost, Grant, Merge, Normalise, ResourceLimit
from engine.criteria.reading import check_criteria, parse_criteria, parse_profiles, read_criteria, read_profiles
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale

BROKEN = Path(__file__).resolve().parents[2] / "broken" / "criteria"
EXPECTED = tomllib.loads((BROKEN / "expected.toml").read_text(encoding="utf-8"))

CONTRACT = """
id = "publisert-2024"
title_nb = "..."
title_en = "..."
scale = 100                      # scores run 0..scale; 1 where absent

[[indicator]]
id = "absence"
label_nb = "Legemeldt sykefravær"
label_en = "Doctor-certified absence"
unit = "percent"
direction = "higher"
transform = "none"
normalise = { method = "goalposts", low = 2.0, high = 9.0, clip = true }
period = "2016K3"

[[indicator]]
id = "msk_exposure"
normalise = { method = "minmax" }

[[indicator]]
id = "msk_pain"
normalise = { method = "minmax" }

[[criterion]]
id = "score"
aggregate = "arithmetic"
members = { msk = 0.25, absence = 0.2 }
missing = "skip"

[[criterion]]
id = "msk"
aggregate = "cooccurrence"
exposure = "msk_exposure"
health = "msk_pain"
form = "geometric"
high = { quantile = 0.67 }

[selection]
eligible = ["candidate", "other"]
objective = "sum"
max_new = 5
min_new = 0
must = []
must_not = []
require_sectors = ["public", "private"]
max_per_section = 2
conflicts = [["a", "b"]]
require_indicator = { union_density = { min = 20.0 } }

[selection.grant]
kind = "key"
frame = 70.0
equal_share = 0.6
minimum = { new = 3.5, continuing = 3.5 }
wind_down_share = 0.5

[selection.programmes]
barnehager = "continue"

[[selection.resource]]
id = "secretariat"
limit = 3

[[merge]]
id = "air_and_sea"
name_nb = "Luftfart og sjøfart"
members = ["luftfart", "sjofart"]
"""

SMALLEST = """
id = "smallest"
[[indicator]]
id = "absence"
normalise = { method = "goalposts", low = 2, high = 9 }
[[criterion]]
id = "score"
members = { absence = 1 }
"""


def smallest(addition=""):
    return parse_criteria(SMALLEST + addition, "smallest.toml")


def problems_of(text):
    with pytest.raises(InputError) as raised:
        parse_criteria(text, "file.toml")
    return raised.value.problems


def test_the_contracts_example_of_an_indicator_is_read_as_written():
    absence = parse_criteria(CONTRACT, "c.toml").indicators["absence"]
    assert (absence.label_nb, absence.label_en) == ("Legemeldt sykefravær", "Doctor-certified absence")
    assert (absence.unit, absence.direction, absence.transform) == ("percent", "higher", "none")
    assert absence.normalise == Normalise("goalposts", 2.0, 9.0, clip=True)
    assert absence.period == "2016K3"


def test_the_contracts_example_of_a_tree_is_read_as_written():
    criteria = parse_criteria(CONTRACT, "c.toml")
    assert (criteria.id, criteria.scale, criteria.root_id) == ("publisert-2024", 100.0, "score")
    assert criteria.root.members == {"msk": 0.25, "absence": 0.2}
    pairing = criteria.criteria["msk"]
    assert pairing.children == ("msk_exposure", "msk_pain")
    assert (pairing.form, pairing.high_quantile) == ("geometric", 0.67)


def test_the_contracts_example_of_a_selection_is_read_as_written():
    criteria = parse_criteria(CONTRACT, "c.toml")
    rules = criteria.selection
    assert (rules.max_new, rules.min_new, rules.max_per_section) == (5, 0, 2)
    assert rules.require_sectors == ("public", "private")
    assert rules.conflicts == (("a", "b"),)
    assert rules.require_indicator == {"union_density": Bounds(min=20.0)}
    assert rules.grant == Grant("key", 70.0, 0.6, minimum_new=3.5, minimum_continuing=3.5, wind_down_share=0.5)
    assert rules.programmes == {"barnehager": "continue"}
    assert rules.resources == (ResourceLimit("secretariat", 3.0),)
    assert criteria.merges == (Merge("air_and_sea", "Luftfart og sjøfart", ("luftfart", "sjofart")),)


def test_the_contracts_example_of_a_cost_is_read_as_written():
    money = '[selection.grant]\nkind = "cost"\nframe = 70\ncost = {fixed = 6.0, per_1000_jobs = 0.0368}\n'
    assert smallest("[selection]\n" + money).selection.grant.cost == Cost(6.0, 0.0368)


def test_a_cost_from_the_resources_table_needs_no_formula():
    assert smallest('[selection.grant]\nkind = "cost"\nframe = 70\n').selection.grant == Grant("cost", 70.0)


def test_what_a_tree_leaves_out_gets_the_contracts_defaults():
    criteria = smallest()
    indicator, node = criteria.indicators["absence"], criteria.root
    assert criteria.scale == 1.0
    assert (indicator.direction, indicator.transform, indicator.period) == ("higher", "none", None)
    assert indicator.normalise.clip is True
    assert (node.aggregate, node.missing) == ("arithmetic", "skip")
    assert criteria.selection is None
    assert criteria.merges == ()


def test_what_a_cooccurrence_leaves_out_gets_the_contracts_defaults():
    without = CONTRACT.replace('form = "geometric"\n', "").replace("high = { quantile = 0.67 }\n", "")
    pairing = parse_criteria(without, "c.toml").criteria["msk"]
    assert (pairing.form, pairing.high_quantile) == ("geometric", None)


def test_what_a_selection_leaves_out_gets_the_contracts_defaults():
    rules = smallest("[selection]\n").selection
    assert rules.eligible == ("candidate", "other")
    assert (rules.objective, rules.min_new, rules.max_new, rules.max_per_section) == ("sum", 0, None, None)
    assert (rules.must, rules.must_not, rules.require_sectors, rules.conflicts) == ((), (), (), ())
    assert (dict(rules.require_indicator), rules.grant, dict(rules.programmes), rules.resources) == ({}, None, {}, ())


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path):
    file = tmp_path / "bom.toml"
    file.write_bytes(SMALLEST.encode("utf-8-sig"))
    assert read_criteria(file).id == "smallest"


def test_a_file_may_have_windows_line_endings(tmp_path):
    file = tmp_path / "crlf.toml"
    file.write_bytes(SMALLEST.replace("\n", "\r\n").encode())
    assert read_criteria(file).id == "smallest"


def test_an_indicator_may_be_used_by_several_criteria():
    shared = SMALLEST.replace("members = { absence = 1 }", "members = { a = 1, b = 1 }")
    nodes = "".join(f'[[criterion]]\nid = "{node}"\nmembers = {{ absence = 1 }}\n' for node in "ab")
    assert parse_criteria(shared + nodes, "c.toml").leaves == ("absence",)


def test_an_indicator_that_only_a_condition_uses_is_used():
    other = '[[indicator]]\nid = "union_density"\nnormalise = { method = "none" }\n'
    condition = "[selection.require_indicator]\nunion_density = { min = 20 }\n"
    criteria = parse_criteria(SMALLEST + other + condition, "c.toml")
    assert criteria.leaves == ("absence",)


def test_a_condition_may_name_an_indicator_that_only_the_data_have():
    rules = smallest("[selection.require_indicator]\nunion_density = { min = 20 }\n").selection
    assert rules.require_indicator["union_density"] == Bounds(min=20.0)


def test_a_file_that_does_not_exist_is_told_of():
    (problem,) = check_criteria("no/such/file.toml")
    assert problem.sentence(Locale("nb")) == "no/such/file.toml: Filen finnes ikke."


def test_a_folder_is_told_from_a_file(tmp_path):
    (problem,) = check_criteria(tmp_path)
    assert "mappe" in problem.sentence(Locale("nb"))


def test_a_name_that_no_file_can_have_is_told_of():
    (problem,) = check_criteria("a\0b.toml")
    assert "kan ikke leses" in problem.sentence(Locale("nb"))


def test_a_file_without_mistakes_has_no_problems(tmp_path):
    file = tmp_path / "criteria.toml"
    file.write_text(CONTRACT, encoding="utf-8")
    assert check_criteria(file) == ()


def test_all_problems_of_a_file_are_told_at_once():
    wrong = CONTRACT.replace("low = 2.0", "low = 20.0").replace("msk = 0.25", "mskk = 0.25").replace("70.0", "nan")
    text = " ".join(problem.sentence() for problem in problems_of(wrong))
    for words in ("low (20)", "«mskk» finnes ikke", "«nan» er ikke et endelig tall"):
        assert words in text


def test_every_broken_file_has_its_expectation():
    files = {file.stem for file in BROKEN.glob("*.toml")} - {"expected"}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("case", sorted(EXPECTED))
def test_a_broken_file_is_told_with_its_place_and_words(case):
    expected = EXPECTED[case]
    file = BROKEN / f"{case}.toml"
    problems = check_criteria(file)
    assert len(problems) == expected.get("problems", 1), [problem.sentence() for problem in problems]
    told = [problem for problem in problems if problem.place == expected["place"]]
    for language in ("nb", "en"):
        sentences = [problem.sentence(Locale(language)) for problem in told]
        assert any(all(words in sentence for words in expected[language]) for sentence in sentences), [
            problem.sentence(Locale(language)) for problem in problems
        ]
        assert all(sentence.startswith(str(file)) and "\n" not in sentence for sentence in sentences)


PROFILES = """
[[profile]]
id = "exposure_first"
name_nb = "Eksponering først"
weights = { msk = 0.4, mental = 0.4, absence = 0.1, frafall = 0.05, union_density = 0.05 }
basis = "where this view is documented"
"""


def test_the_contracts_example_of_a_profile_is_read_as_written(tmp_path):
    file = tmp_path / "profiles.toml"
    file.write_text(PROFILES, encoding="utf-8")
    (profile,) = read_profiles(file)
    assert (profile.id, profile.name_nb) == ("exposure_first", "Eksponering først")
    assert profile.weights["msk"] == 0.4
    assert profile.basis == "where this view is documented"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "tom"),
        ("[[profil]]\n", "Mente du «profile»?"),
        ("profile = []\n", "Minst én"),
        (PROFILES + PROFILES, "alt brukt"),
        (PROFILES.replace("msk = 0.4", "msk = -0.4"), "≥ 0"),
        (PROFILES.replace("msk = 0.4", "msk = inf"), "endelig"),
        (PROFILES.replace('name_nb = "Eksponering først"\n', ""), "«name_nb» mangler"),
        ('[[profile]]\nid = "a"\nname_nb = "A"\nweights = { msk = 0 }\n', "Alle vektene er 0"),
        ('[[profile]]\nid = "a"\nname_nb = "A"\nweights = {}\n', "Alle vektene er 0"),
    ],
)
def test_a_broken_profiles_file_is_told_of(text, words):
    with pytest.raises(InputError, match=words):
        parse_profiles(text, "profiles.toml")


@given(st.data())
def test_a_damaged_file_is_either_read_or_told_of(data):
    start = data.draw(st.integers(0, len(CONTRACT)))
    end = data.draw(st.integers(start, min(len(CONTRACT), start + 30)))
    inserted = data.draw(st.text(alphabet=st.sampled_from('[]{}="\n.,#0123456789-naif_ø\0\r'), max_size=8))
    damaged = CONTRACT[:start] + inserted + CONTRACT[end:]
    told = ()
    try:
        parse_criteria(damaged, "file.toml")
    except InputError as error:
        told = error.problems
    assert all(problem.sentence(Locale("en")).startswith("file.toml") for problem in told)
