"""Co-occurrence in the same persons: what prevalence wrote is read back as it was, and nothing else is."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.output.table import csv_table
from engine.results.person_level import (
    LARGEST_MB,
    MOST_PROBLEMS,
    in_order,
    joint_table,
    person_notes,
    read_person_level,
)
from engine.survey.pair_figures import JointEstimate
from tests.engine.results.small import write_data

SHOWN = {
    "period": "2022",
    "industry_id": "beta",
    "exposure": "lifting",
    "complaint": "pain",
    "hidden": False,
    "n": 100,
    "joint": 0.2,
    "joint_se": 0.04,
    "joint_interval": [0.13, 0.29],
    "observed_over_expected": 1.25,
    "observed_over_expected_interval": [1.0, 1.6],
    "odds_ratio": 2.0,
    "odds_ratio_se": 0.5,
    "odds_ratio_interval": [1.2, 3.3],
}
FIGURES = ("joint", "observed_over_expected", "odds_ratio")
HIDDEN = {key: None if key == "n" or key.startswith(FIGURES) else value for key, value in SHOWN.items()} | {
    "hidden": True,
    "industry_id": "alfa",
}
EVERYBODY = SHOWN | {"industry_id": None, "n": 400}
FILE = {
    "synthetic": True,
    "source": {"source_id": "s", "title": "Survey", "publisher": "P", "published": "2024", "reference": ""},
    "respondents": 1234,
    "minimums": {"n": 20, "cases": 5, "group": 5},
    "joint": [SHOWN, HIDDEN, EVERYBODY],
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return read_dataset(write_data(tmp_path_factory.mktemp("small") / "data"))


def read(content, dataset):
    return read_person_level(json.dumps(content).encode(), "r.json", dataset)


def problems(content, dataset):
    with pytest.raises(InputError) as caught:
        read(content, dataset)
    return [problem.sentence(Locale("en")) for problem in caught.value.problems]


def test_the_figures_are_read_back_as_they_were_written(dataset):
    person_level = read(FILE, dataset)
    assert (person_level.synthetic, person_level.respondents, person_level.minimum_n, person_level.minimum_cases) == (
        True,
        1234,
        20,
        5,
    )
    assert person_level.source.title == "Survey"
    intervals = {key: tuple(value) for key, value in SHOWN.items() if isinstance(value, list)}
    assert person_level.joint[0] == JointEstimate(**(SHOWN | intervals))
    assert person_level.pairs == (("lifting", "pain"),)
    assert person_level.periods(("lifting", "pain")) == ("2022",)


def test_what_the_command_makes_of_the_shipped_respondents_can_be_read(dataset):
    from engine.results.prevalence import prevalence_json
    from engine.survey.estimation import prevalences
    from engine.survey.specification import read_specification

    folder, published = shipped_data() / "syntetisk_mikrodata", read_dataset(shipped_data() / "publisert")
    made = prevalences(folder / "respondenter.csv", read_specification(folder / "spesifikasjon.toml"), published)
    assert read(prevalence_json(made), published).joint == made.joint
    assert read(prevalence_json(made), published).label("emotional_demands") == "Følelsesmessige krav"
    assert read(prevalence_json(made), published).label("emotional_demands", Locale("en")) == "Emotional demands"


def test_the_table_has_all_together_first_and_the_shares_in_per_cent_for_the_eye_only(dataset):
    table = joint_table(
        read(FILE, dataset), ("lifting", "pain"), "2022", {"lifting": "Lifting", "pain": "Pain"}, dataset, Locale("en")
    )
    keys = [column.key for column in table.columns]
    everybody, alfa, beta = (dict(zip(keys, row, strict=True)) for row in table.rows)
    assert everybody["industry"] == "All industries"
    assert (beta["joint"], beta["joint_low"], beta["joint_high"]) == pytest.approx((0.20, 0.13, 0.29))
    assert [beta[f"{key}_percent"] for key in ("joint", "joint_low", "joint_high")] == pytest.approx([20, 13, 29])
    written = next(csv.DictReader(io.StringIO(csv_table(table))))
    assert "joint" in written
    assert "joint_percent" not in written
    assert (written["quality"], written["source_id"]) == ("synthetic", read(FILE, dataset).source.source_id)
    assert (beta["observed_over_expected"], beta["odds_low"], beta["odds_high"]) == (1.25, 1.2, 3.3)
    assert (alfa["joint"], alfa["odds_ratio"], alfa["n"], alfa["hidden"]) == (None, None, None, True)
    assert all(row["synthetic"] for row in (everybody, alfa, beta))
    assert "Lifting" in table.title
    assert "Pain" in table.title


def test_the_notes_say_whose_the_figures_are_and_how_many_are_hidden(dataset):
    text = " ".join(person_notes(read(FILE, dataset), Locale("en")))
    assert "Survey, P, 2024" in text
    assert "1,234" in text
    assert "Hidden figures: 1." in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"industry_id": "omega"}, "joint 1: “omega” does not exist"),
        ({"industry_id": ["alfa"]}, "does not exist"),
        ({"joint": 1.2}, "joint 1, joint: “1.2”"),
        ({"joint": True}, "joint 1, joint"),
        ({"odds_ratio": -1}, "joint 1, odds_ratio"),
        ({"odds_ratio": 10**400}, "joint 1, odds_ratio"),
        ({"odds_ratio_interval": [3, 2]}, "joint 1, odds_ratio_interval"),
        ({"odds_ratio_interval": [3]}, "joint 1, odds_ratio_interval"),
        ({"hidden": True}, "stands in a row that is hidden"),
        ({"hidden": "no"}, "joint 1"),
        ({"n": -1}, "joint 1"),
        ({"period": "last year"}, "is not a period"),
        ({"exposure": "![x](http://x)"}, "is not an id"),
        ({"complaint": None}, "joint 1"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_place(change, words, dataset):
    messages = problems(FILE | {"joint": [SHOWN | change]}, dataset)
    assert any(words in message for message in messages), messages
    assert all(message.startswith("r.json, joint 1") for message in messages)


@pytest.mark.parametrize("key", ["synthetic", "source", "respondents", "minimums"])
def test_a_file_without_what_must_be_said_with_the_figures_is_refused(key, dataset):
    assert any(
        key in problem for problem in problems({name: value for name, value in FILE.items() if name != key}, dataset)
    )


def test_what_the_specification_calls_the_questions_is_read_back(dataset):
    labels = {"lifting": {"label_nb": "Tunge\nløft", "label_en": ""}, "pain": {"label_nb": "x" * 500}}
    person_level = read(FILE | {"labels": labels}, dataset)
    assert (person_level.label("lifting"), person_level.label("lifting", Locale("en"))) == ("Tunge løft", "Tunge løft")
    assert person_level.label("other") == ""
    assert person_level.label("pain") == "x" * 120
    assert read(FILE, dataset).label("lifting") == ""


@pytest.mark.parametrize("labels", [None, [], "x", {"lifting": "Løft"}, {"lifting": {"label_nb": 3}}])
def test_labels_that_are_none_are_refused_at_their_place(labels, dataset):
    assert problems(FILE | {"labels": labels}, dataset)[0].startswith("r.json, labels: ")


def test_another_file_is_told_apart_from_one_without_pairs(dataset):
    assert "[[pair]]" in problems(FILE | {"joint": []}, dataset)[0]
    assert "bransjevalg prevalence" in problems({"industries": []}, dataset)[0]
    assert "bransjevalg prevalence" in problems([], dataset)[0]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"joint": NaN}', b"[" * 100_000])
def test_what_is_not_json_is_refused(content, dataset):
    with pytest.raises(InputError) as caught:
        read_person_level(content, "r.json", dataset)
    assert caught.value.problems[0].code == "not_json"


def test_half_a_character_is_told_with_its_place(dataset):
    messages = problems(FILE | {"source": FILE["source"] | {"title": "\ud800"}}, dataset)
    assert messages == [
        "r.json, source, title: Here is the sign U+D800, which cannot stand in a file. Write the text again."
    ]


def test_a_file_that_is_too_large_is_not_read(dataset):
    with pytest.raises(InputError) as caught:
        read_person_level(b" " * (LARGEST_MB * 1024**2 + 1), "r.json", dataset)
    assert str(LARGEST_MB) in caught.value.problems[0].sentence(Locale("en"))


def test_no_more_problems_are_told_than_can_be_read(dataset):
    assert len(problems(FILE | {"joint": [SHOWN | {"industry_id": "omega"}] * 100}, dataset)) == MOST_PROBLEMS


def test_industries_stand_in_the_order_of_the_data(dataset):
    joint = read(FILE, dataset).joint
    assert [estimate.industry_id for estimate in in_order(tuple(reversed(joint)), dataset)] == [None, "alfa", "beta"]
    assert in_order((replace(joint[0], industry_id=None),), dataset)[0].industry_id is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*SHOWN, *FILE]), inner, max_size=5),
    max_leaves=12,
)


@given(content=JSON, key=st.sampled_from(list(SHOWN)))
def test_anything_else_ends_as_figures_or_as_problems(content, key, dataset):
    for whole in (
        content,
        FILE | {"joint": [SHOWN | {key: content}]},
        FILE | {"source": content},
        FILE | {"minimums": content},
    ):
        refused: tuple = ()
        try:
            person_level = read(whole, dataset)
        except InputError as error:
            refused = error.problems
        if refused:
            assert all(problem.sentence(Locale("nb")) for problem in refused)
        else:
            pair = person_level.pairs[0]
            assert joint_table(person_level, pair, person_level.joint[0].period, dict.fromkeys(pair, "x"), dataset).rows
