"""From options to data, criteria and scores."""

from pathlib import Path

import pytest

from engine.cli.arguments import Given
from engine.cli.options import (
    asked_criteria,
    asked_dataset,
    asked_profiles,
    asked_scores,
    changed_criteria,
    criteria_path,
    data_path,
    percent,
    whole_number,
)
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InputError
from tests.engine.results.small import CRITERIA, SELECTION, write_criteria, write_data


@pytest.fixture
def paths(tmp_path):
    return {
        "data": (str(write_data(tmp_path / "data")),),
        "criteria": (str(write_criteria(tmp_path / "c.toml")),),
    }


def given(paths=(), **values):
    return Given(
        {**dict(paths), **{name: value if isinstance(value, tuple) else (value,) for name, value in values.items()}}
    )


def test_noas_industries_and_what_is_known_of_them_are_used_where_nothing_is_named():
    assert data_path(given()) == shipped_data() / "noa"
    assert criteria_path(given()) == shipped_criteria() / "kjent.toml"


def test_a_built_in_one_can_be_named_and_brings_its_criteria():
    assert data_path(given(data="syntetisk")) == shipped_data() / "syntetisk"
    assert criteria_path(given(data="syntetisk")) == shipped_criteria() / "stami.toml"
    assert criteria_path(given(criteria="stami")) == shipped_criteria() / "stami.toml"


@pytest.mark.parametrize(
    ("criteria", "data"), [("publisert", "publisert"), ("utvidet", "publisert"), ("eksponeringer", "noa")]
)
def test_built_in_criteria_bring_the_data_they_are_about(criteria, data):
    assert data_path(given(criteria=criteria)) == shipped_data() / data


def test_a_folder_on_disk_goes_before_a_built_in_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("syntetisk").mkdir()
    assert data_path(given(data="syntetisk")) == Path("syntetisk")
    assert criteria_path(given(data="syntetisk")) == shipped_criteria() / "kjent.toml"


@pytest.mark.parametrize(
    ("path", "option", "names"), [(data_path, "data", "syntetisk"), (criteria_path, "criteria", "stami")]
)
def test_what_lies_nowhere_is_told_with_the_names_there_are(path, option, names):
    with pytest.raises(InputError, match=f"nope, --{option}: .*finnes ikke.*{names}"):
        path(given(**{option: "nope"}))


def test_weights_lie_over_the_files(paths):
    assert asked_criteria(given(paths, weights="rate=3")).root.members == {"share": 3.0, "rate": 3.0}


def test_conditions_lie_over_the_files_and_lists_are_added_to(tmp_path, paths):
    file = write_criteria(
        tmp_path / "d.toml", CRITERIA + SELECTION.replace("max_new = 2", 'max_new = 2\nmust = ["alfa"]')
    )
    asked = changed_criteria(
        given(
            paths,
            criteria=str(file),
            max_new="3",
            frame="12.5",
            minimum_new="0.5",
            must=("beta", "alfa"),
            must_not="gamma",
            programme="prog=end",
        )
    ).selection
    assert (asked.max_new, asked.must, asked.must_not) == (3, ("alfa", "beta"), ("gamma",))
    assert (asked.grant.frame, asked.grant.minimum_new, asked.grant.minimum_continuing) == (12.5, 0.5, 1.0)
    assert asked.programmes == {"prog": "end"}


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("must", "nobody", "--must: «nobody» finnes ikke."),
        ("must_not", "prog", "--must-not: «prog» har program i dag"),
        ("programme", "alfa=end", "--programme: «alfa» har ikke program i dag."),
        ("frame", "-1", "--frame: «-1» er utenfor det tillatte."),
        ("max_new", "2.5", "--max-new: «2.5» er ikke et heltall."),
        ("max_new", "-1", "--max-new: «-1» er utenfor"),
        ("minimum_new", "nan", "--minimum-new: "),
        ("programme", "prog", "--programme: «prog» har feil form. Gyldig: ID=continue."),
        ("programme", "prog=stop", "--programme prog: «stop» finnes ikke. Gyldig: continue, wind_down, end."),
    ],
)
def test_what_an_option_gets_wrong_is_said_of_the_option(paths, option, value, message):
    asked = given(paths, **{option: value})
    with pytest.raises(InputError) as error:
        asked_scores(asked, changed_criteria(asked), to_select=True)
    assert error.value.sentence().startswith(message)


def test_the_files_own_mistake_is_said_of_the_file(tmp_path, paths):
    file = write_criteria(tmp_path / "d.toml", CRITERIA + SELECTION.replace("max_new = 2", 'must = ["nobody"]'))
    asked = given(paths, criteria=str(file), must="alfa")
    with pytest.raises(InputError) as error:
        asked_scores(asked, changed_criteria(asked), to_select=True)
    assert error.value.sentence().startswith(f"{file}, [selection], must: «nobody» finnes ikke.")


def test_built_in_data_go_by_their_name_and_others_by_their_path(paths):
    assert asked_scores(given(), asked_criteria(given())).dataset.name == "noa"
    assert asked_scores(given(paths), asked_criteria(given(paths))).dataset.name == paths["data"][0]


def test_a_data_set_is_asked_for_without_scoring_it(paths):
    dataset = asked_dataset(given(paths), changed_criteria(given(paths)), to_select=True)
    assert {industry.industry_id for industry in dataset.industries} == {"alfa", "beta", "gamma", "delta", "prog"}


def test_viewpoints_are_the_built_in_ones_or_a_file_of_ones_own(tmp_path):
    profiles, name = asked_profiles(given(), asked_criteria(given()))
    assert name == "synspunkter.toml"
    assert "exposure_first" in [profile.id for profile in profiles]
    file = tmp_path / "p.toml"
    file.write_text('[[profile]]\nid = "own"\nname_nb = "Vårt"\nweights = { share = 1 }\nbasis = "møte"\n', "utf-8")
    profiles, name = asked_profiles(given(profiles=str(file)), asked_criteria(given()))
    assert ([profile.id for profile in profiles], name) == (["own"], str(file))


def test_viewpoints_that_lie_nowhere_are_told(tmp_path):
    with pytest.raises(InputError, match=r"nope\.toml: Filen finnes ikke"):
        asked_profiles(given(profiles=str(tmp_path / "nope.toml")), asked_criteria(given()))


def test_the_built_in_viewpoints_are_those_that_fit_the_criteria():
    assert asked_profiles(given(), asked_criteria(given(criteria="utvidet")))[1] == "synspunkter_utvidet.toml"


def test_criteria_that_no_built_in_viewpoints_fit_are_told_to_bring_their_own(paths):
    criteria = asked_criteria(given(paths))
    with pytest.raises(InputError, match="--profiles FIL") as caught:
        asked_profiles(given(paths), criteria)
    (problem,) = caught.value.problems
    assert problem.sentence().startswith(paths["criteria"][0])
    assert all(member in problem.sentence() for member in criteria.root.members)


def test_whole_numbers_and_percentages_are_read_as_written():
    assert whole_number(given(draws="250"), "draws", 10_000) == 250
    assert whole_number(given(draws="-3"), "draws", 10_000) == -3
    assert whole_number(given(), "draws", 10_000) == 10_000
    assert percent(given(around="12,5"), "around") == 12.5
    assert percent(given(around="20%"), "around") == 20
    assert percent(given(around="0"), "around") == 0
    assert percent(given(), "around") is None


@pytest.mark.parametrize("raw", ["x", "1.5", "1e3", "", "١٢x"])
def test_what_is_no_whole_number_is_told_of_its_option(raw):
    with pytest.raises(InputError) as error:
        whole_number(given(base_samples=raw), "base_samples", 64)
    assert error.value.sentence() == f"--base-samples: «{raw}» er ikke et helt tall."


@pytest.mark.parametrize("raw", ["abc", "-1", "nan", "inf", "%", "1.000,5"])
def test_what_is_no_percentage_is_told_of_its_option(raw):
    with pytest.raises(InputError) as error:
        percent(given(inherited_spread=raw), "inherited_spread")
    assert error.value.sentence() == f"--inherited-spread: «{raw}» er ikke en prosent fra 0 og oppover."
