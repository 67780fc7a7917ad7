"""Prevalences put into a data folder."""

import csv
import json
import shutil

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.foundation.errors import InputError
from engine.survey.estimation import prevalences
from engine.survey.prevalence_folder import write_prevalences
from engine.survey.specification import Minimums
from tests.engine.survey.surveys import parquet, specification

OF = specification("x", "y", pairs=[("x", "y")], minimums=Minimums())


@pytest.fixture
def base(tmp_path):
    """Three industries; the third has an older figure of x."""
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "industries.csv").write_text("industry_id,name_nb\na,A\nb,B\nc,C\n", encoding="utf-8")
    (folder / "indicators.csv").write_text(
        "industry_id,indicator_id,period,value,unit,quality,source_id\n"
        "c,x,2022,99,percent,published,old\na,other,2022,7,percent,published,old\na,x,2018,3,percent,published,old\n",
        encoding="utf-8",
    )
    (folder / "sources.csv").write_text("source_id,title\nold,Old\n", encoding="utf-8")
    return folder


def result(tmp_path, base, of=OF):
    """a: 200 of whom 60 x; b: 100 of whom 30; c: 12, so that c is hidden and b with it."""
    sizes = {"a": (200, 60), "b": (100, 30), "c": (12, 6)}
    rows = [(name, int(i < cases), i % 2) for name, (n, cases) in sizes.items() for i in range(n)]
    path = parquet(tmp_path, industry=[row[0] for row in rows], x=[row[1] for row in rows], y=[row[2] for row in rows])
    return prevalences(path, of, read_dataset(base))


def rows_of(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_figure_that_is_shown_stands_with_its_error_n_quality_and_source(tmp_path, base):
    write_prevalences(result(tmp_path, base), base, tmp_path / "to")
    (row,) = (
        row
        for row in rows_of(tmp_path / "to", "indicators")
        if (row["industry_id"], row["indicator_id"]) == ("a", "x") and row["period"] == "2022"
    )
    assert (row["value"], row["unit"], row["n"]) == ("30", "percent", "200")
    assert (row["quality"], row["source_id"]) == ("derived", "survey")
    assert float(row["se"]) > 0


def test_the_pair_is_there_as_indicators_of_its_own(tmp_path, base):
    """By hand for a: 30 of 200 have both (every second of 60), half of 60 and of 140: independent."""
    write_prevalences(result(tmp_path, base), base, tmp_path / "to")
    data = read_dataset(tmp_path / "to")
    position = data.position["a"]
    assert data.column("x_and_y").values[position] == 15
    assert data.column("x_and_y_observed_over_expected").values[position] == 1
    assert data.column("x_and_y_odds_ratio").values[position] == 1


def test_what_is_hidden_has_no_row_and_an_older_figure_does_not_stand_in_its_place(tmp_path, base):
    write_prevalences(result(tmp_path, base), base, tmp_path / "to")
    rows = rows_of(tmp_path / "to", "indicators")
    assert {row["industry_id"] for row in rows} == {"a"}


def test_everything_else_of_the_folder_is_kept(tmp_path, base):
    further = {"title_en": "Old", "description": "Hvor", "licenses": [{"name": "NLOD"}], "keywords": ["a"]}
    (base / "datapackage.json").write_text(json.dumps({"title": "Gammel", **further}), encoding="utf-8")
    write_prevalences(result(tmp_path, base), base, tmp_path / "to")
    kept = {(row["indicator_id"], row["period"], row["value"]) for row in rows_of(tmp_path / "to", "indicators")}
    assert {("other", "2022", "7"), ("x", "2018", "3")} <= kept
    assert {row["source_id"] for row in rows_of(tmp_path / "to", "sources")} == {"old", "survey"}
    written = json.loads((tmp_path / "to" / "datapackage.json").read_text(encoding="utf-8"))
    assert {key: written.get(key) for key in ("title", *further)} == {"title": "Gammel", **further}


def test_made_up_answers_give_made_up_figures(tmp_path, base):
    of = OF.__class__(**{name: getattr(OF, name) for name in OF.__slots__} | {"synthetic": True})
    write_prevalences(result(tmp_path, base, of), base, tmp_path / "to")
    data = read_dataset(tmp_path / "to")
    assert data.synthetic
    assert data.column("x", "2022").quality_of(data.position["a"]) == "synthetic"


def test_a_national_figure_is_a_line_of_its_own_where_there_is_a_code_table(tmp_path):
    base = tmp_path / "base"
    shutil.copytree(shipped_data() / "publisert", base)
    ids = [industry.industry_id for industry in read_dataset(base).industries[:3]]
    path = parquet(
        tmp_path, industry=[industry_id for industry_id in ids for _ in range(100)], x=[i % 2 for i in range(300)]
    )
    estimated = prevalences(path, specification("x", minimums=Minimums()), read_dataset(base))
    write_prevalences(estimated, base, tmp_path / "to")
    assert read_dataset(tmp_path / "to").national["x", "2022"].value == 50


def test_a_folder_that_would_not_hold_is_not_written(tmp_path, base):
    """An indicator of that name has another unit in another period."""
    text = (base / "indicators.csv").read_text(encoding="utf-8").replace("a,x,2018,3,percent", "a,x,2018,3,ratio")
    (base / "indicators.csv").write_text(text.replace("c,x,2022,99,percent,published,old\n", ""), encoding="utf-8")
    with pytest.raises(InputError, match="enheten"):
        write_prevalences(result(tmp_path, base), base, tmp_path / "to")
    assert not (tmp_path / "to").exists()


@pytest.fixture
def coded(tmp_path):
    """A folder with codes: retail is division 47; mines all of section B that there is, divisions 05 and 07 not."""
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "industries.csv").write_text(
        "industry_id,name_nb,sn2007_prefixes\nretail,R,47\nmines,M,06\nhealth,H,861\n", encoding="utf-8"
    )
    codes = ("06100", "45200", "46110", "47110", "47190", "86101", "86210")
    (folder / "codes.csv").write_text(
        "sn2007,name_nb,jobs\n" + "".join(f"{code},C,10\n" for code in codes), encoding="utf-8"
    )
    (folder / "sources.csv").write_text("source_id,title\nold,Old\n", encoding="utf-8")
    (folder / "group_values.csv").write_text(
        "sn2007_group,indicator_id,period,value,unit,quality,source_id\n"
        "46,x,2022,99,percent,published,old\n86,x,2022,98,percent,published,old\n86,x,2018,7,percent,published,old\n",
        encoding="utf-8",
    )
    return folder


def test_divisions_and_sections_stand_in_group_values_and_an_older_figure_of_a_hidden_one_goes(tmp_path, coded):
    """46 has 8 respondents and is hidden, with a neighbour; 86 spans an industry and others; B is no more than 06."""
    sizes = {"6": 60, "45": 80, "46": 8, "47": 100, "86": 50}
    rows = [(code, i % 2) for code, n in sizes.items() for i in range(n)]
    path = parquet(tmp_path, code=[int(row[0]) for row in rows], x=[row[1] for row in rows])
    of = specification("x", minimums=Minimums(), industry=None, sn2007="code")
    estimated = prevalences(path, of, read_dataset(coded))
    write_prevalences(estimated, coded, tmp_path / "to")
    written = {(row["sn2007_group"], row["period"]): row["value"] for row in rows_of(tmp_path / "to", "group_values")}
    assert written[("86", "2022")] == written[("86-88", "2022")] if ("86-88", "2022") in written else True
    assert written[("86", "2018")] == "7"
    assert ("46", "2022") not in written
    assert written[("06", "2022")] == "50"
    assert ("05-09", "2022") not in written
    assert ("00-99", "2022") not in written  # of those in an industry only, and there are others
    data = read_dataset(tmp_path / "to")
    retail = data.column("x", "2022")
    assert retail.values[data.position["retail"]] == 50
    assert retail.quality_of(data.position["retail"]) == "derived"
    assert retail.quality_of(data.position["health"]) == "inherited"
