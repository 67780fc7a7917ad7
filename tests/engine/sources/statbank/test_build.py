"""Recipes and answers to a data folder: from a server, and again without one."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine.dataset.added_figures import read_base
from engine.dataset.reading import read_dataset
from engine.foundation.errors import InputError
from engine.sources.statbank.archive import FOLDER, kept_answers
from engine.sources.statbank.build import built, fetched, online, write
from engine.sources.statbank.correspondence import Correspondence
from engine.sources.statbank.recipe import parsed_recipe
from tests.engine.sources.statbank.small import LABELS, RECIPE, SELECTED, answers, content, dataset

FILES = {
    "industries.csv": "industry_id,name_nb,sn2007_prefixes\nhandel,Handel,45 47\nstat,Stat,84\n",
    "codes.csv": "sn2007,jobs\n45100,10\n47110,30\n84110,20\n",
    "group_values.csv": "sn2007_group,indicator_id,period,value,unit,quality,source_id\n"
    "45-47,absence,2024K3,9,percent,published,gammel\n84,absence,2020K3,5,percent,published,gammel\n",
    "sources.csv": "source_id,title\ngammel,Gammel\n",
}


@pytest.fixture
def base(tmp_path):
    folder = tmp_path / "grunnlag"
    folder.mkdir()
    for file, text in FILES.items():
        (folder / file).write_text(text)
    return read_base(folder)


@pytest.fixture
def recipe():
    return parsed_recipe(RECIPE, "r.toml", "r")


@pytest.fixture
def ask(statbank, client):
    answers(statbank[0])
    return online(client, lambda: datetime(2025, 3, 1, 12, tzinfo=UTC))


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_fetched_table_reaches_the_industries_with_its_source(tmp_path, base, recipe, ask):
    write(tmp_path / "ny", built(base, [fetched(recipe, ask)]))
    dataset = read_dataset(tmp_path / "ny")
    column = dataset.column("absence", "2024K3")
    assert column.values.tolist() == [4.7, 6.0]
    assert column.source_ids == (("ssb_12441",), ("ssb_12441",))
    assert dataset.periods("absence") == ("2020K3", "2024K3")  # 2024K4 has a figure for the nation only
    source = dataset.sources["ssb_12441"]
    assert source.published == "2025-02-27"
    assert source.publisher == "Statistisk sentralbyrå"
    assert source.reference == "https://www.ssb.no/statbank/table/12441"
    assert dataset.national["absence", "2024K4"].value == 5.5


def test_a_folder_is_rebuilt_byte_for_byte_from_its_kept_answers(tmp_path, base, recipe, ask, statbank):
    write(tmp_path / "ny", built(base, [fetched(recipe, ask)]))
    calls = len(statbank[0].asked)
    write(tmp_path / "igjen", built(base, [fetched(recipe, kept_answers(tmp_path / "ny" / FOLDER))]))
    assert files(tmp_path / "igjen") == files(tmp_path / "ny")
    assert len(statbank[0].asked) == calls
    assert len(files(tmp_path / "ny" / FOLDER)) == 3


def test_answers_of_earlier_fetches_stay(tmp_path, base, recipe, statbank, client):
    for day, number in ((1, 1.0), (2, 2.0)):
        answers(statbank[0], data=content(dataset(SELECTED, value=[number] * 8)))
        ask = online(client, lambda day=day: datetime(2025, 3, day, tzinfo=UTC))
        write(tmp_path / "ny", built(base, [fetched(recipe, ask)]))
    assert len(files(tmp_path / "ny" / FOLDER)) == 4
    newest = fetched(recipe, kept_answers(tmp_path / "ny" / FOLDER))
    assert {row["value"] for row in newest.figures.rows} == {2.0}


def test_what_was_replaced_and_what_reaches_nobody_is_said(base, recipe, ask):
    (retrieved,) = built(base, [fetched(replace(recipe, groups={"xx": "99"}), ask)]).fetched
    assert (retrieved.replaced, retrieved.no_codes) == (1, ("99",))


def test_a_new_code_table_counts_for_groups_whatever_the_order(base, recipe, ask, statbank):
    labels = {"NACE2007": ("næring", {"99.000": "Utland", "45.100": "Handel"}), "Tid": ("kvartal", {"2024K4": ""})}
    jobs = dataset(labels=labels, value=[7, 8], role={"time": ["Tid"]})
    answers(statbank[0], content(jobs), content(jobs), table="13926")
    text = (
        'table = "13926"\ntarget = "codes"\nclassification = "SN2007"\nindustry = { dimension = "NACE2007" }\n'
        'time = { dimension = "Tid", values = ["top(1)"] }\n[[indicator]]\nid = "jobs"\nunit = "jobs"\nselect = {}\n'
    )
    jobs_recipe = parsed_recipe(text, "j.toml", "j")
    result = built(base, [fetched(replace(recipe, groups={"xx": "99"}), ask), fetched(jobs_recipe, ask)])
    by_target = {retrieved.recipe.target: retrieved for retrieved in result.fetched}
    assert by_target["group_values"].no_codes == ("84",)
    assert by_target["codes"].new_codes == ("99000",)
    assert by_target["codes"].gone_codes == ("47110", "84110")
    assert result.jobs == {"source_id": "ssb_13926", "period": "2024K4"}


def test_two_recipes_cannot_give_the_same_figures(base, recipe, ask):
    retrieved = fetched(recipe, ask)
    with pytest.raises(InputError) as error:
        built(base, [retrieved, fetched(replace(recipe, file="annen.toml"), ask)])
    assert {problem.code for problem in error.value.problems} == {"statbank_overlap", "statbank_same_source"}
    assert {problem.file for problem in error.value.problems} == {"annen.toml"}


def test_a_table_without_a_single_figure_is_an_error(recipe, ask, statbank):
    answers(statbank[0], data=content(dataset(SELECTED, value=[None] * 8, status="..")))
    with pytest.raises(InputError) as error:
        fetched(recipe, ask)
    assert error.value.problems[0].code == "statbank_no_figures"


def test_an_answer_about_something_else_is_refused(recipe, ask, statbank):
    answers(statbank[0], data=content(dataset({**SELECTED, "Kjonn": ["1"]}, value=[1] * 8)))
    with pytest.raises(InputError) as error:
        fetched(recipe, ask)
    assert (error.value.problems[0].code, error.value.problems[0].given) == ("statbank_other_codes", "0, 1")


def test_what_cannot_be_read_afterwards_changes_nothing(tmp_path, base, recipe, ask):
    write(tmp_path / "ny", built(base, [fetched(recipe, ask)]))
    before = files(tmp_path / "ny")
    impossible = replace(recipe, measures=(replace(recipe.measures[0], unit="promille"),))
    with pytest.raises(InputError):
        write(tmp_path / "ny", built(base, [fetched(impossible, ask)]))
    assert files(tmp_path / "ny") == before


def test_answers_are_never_written_through_a_link(tmp_path, base, recipe, ask):
    (tmp_path / "ny").mkdir()
    (tmp_path / "annet").mkdir()
    (tmp_path / "ny" / FOLDER).symlink_to(tmp_path / "annet")
    with pytest.raises(InputError) as error:
        write(tmp_path / "ny", built(base, [fetched(recipe, ask)]))
    assert error.value.problems[0].code == "statbank_raw_is_link"
    assert list((tmp_path / "annet").iterdir()) == []


def test_sn2025_figures_reach_the_industries_through_a_correspondence_table(tmp_path, base, recipe, ask, statbank):
    """Made-up codes: 47110 gets 200 jobs at 4 % and 100 at 7 %, together 5 %. 45100 has one part, at 4 %."""
    labels = {("NACE2025" if name == "NACE2007" else name): value for name, value in LABELS.items()}
    labels["NACE2025"] = ("næring", {"_T": "I alt", "46.110": "A", "46.120": "B"})
    codes = {("NACE2025" if name == "NACE2007" else name): value for name, value in SELECTED.items()}
    codes["NACE2025"] = ["_T", "46.110", "46.120"]
    values = [5.0, 5.0, 4.0, 4.0, 7.0, 7.0]
    about = {"label": "Fravær (SN2025)"}
    metadata, data = dataset(labels=labels, **about), dataset(codes, labels, value=values, **about)
    answers(statbank[0], content(metadata), content(data))
    by = Correspondence(
        {"46110": {"45100": 0.5, "47110": 0.5}, "46120": {"47110": 1.0}}, {"46110": 400, "46120": 100}, ("prøve 2026",)
    )
    changed = replace(recipe, industry="NACE2025", classification="SN2025", total="_T")
    write(tmp_path / "ny", built(base, [fetched(changed, ask, by)]))
    read = read_dataset(tmp_path / "ny")
    values_by_group = {
        value.sn2007_group: (value.value, value.quality) for value in read.group_values if value.period == "2024K4"
    }
    assert values_by_group == {"00-99": (5.0, "published"), "45100": (4.0, "derived"), "47110": (5.0, "derived")}
    assert read.column("absence", "2024K4").values[0] == pytest.approx((10 * 4 + 30 * 5) / 40)
    assert "prøve 2026" in (tmp_path / "ny" / "sources.csv").read_text(encoding="utf-8")


def test_what_the_folder_says_of_itself_follows_and_is_added_to_once(tmp_path, base, recipe, ask):
    description = {"description": "Vårt underlag.", "licenses": [{"name": "CC-BY-4.0"}]}
    made = built(replace(base, further=description), [fetched(recipe, ask)])
    write(tmp_path / "ny", made)
    write(tmp_path / "ny", built(read_base(tmp_path / "ny"), [fetched(recipe, ask)]))
    package = json.loads((tmp_path / "ny" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"] == description["licenses"]
    assert package["description"].startswith("Vårt underlag. ")
    assert package["description"].count("12441") == 1
