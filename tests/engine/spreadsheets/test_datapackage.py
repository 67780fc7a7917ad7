"""Title, and source and period of the jobs, follow a folder through an import."""

import json

from engine.spreadsheets.template import template_bytes
from tests.engine.spreadsheets.made import SOURCES, data_folder, read, said, workbook

TABLES = {
    "Bransjer": [["industry_id", "name_nb", "sn2007_prefixes"], ["a", "A", "47"]],
    "Næringskoder": [["sn2007", "jobs"], ["47111", 5]],
    "Kilder": [["source_id", "title"], ["s1", "SSB"]],
}


def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_what_the_sheet_says_of_the_folder_is_written(tmp_path):
    about = [["property", "value"], ["title", "Tall fra STAMI"], ["jobs_source_id", "s1"], ["jobs_period", "2024K4"]]
    understood = read(workbook(**TABLES, **{"Om mappen": about}))
    assert said(understood) == []
    understood.write(tmp_path / "Mine tall")
    codes = next(resource for resource in package(tmp_path / "Mine tall")["resources"] if resource["name"] == "codes")
    assert (codes["source_id"], codes["period"]) == ("s1", "2024K4")
    assert (package(tmp_path / "Mine tall")["title"], package(tmp_path / "Mine tall")["name"]) == (
        "Tall fra STAMI",
        "mine-tall",
    )


def test_what_cannot_be_is_refused_at_its_cell():
    about = [["property", "value"], ["titel", "x"], ["jobs_source_id", "s9"], ["jobs_period", "fjor"]]
    problems = said(read(workbook(**TABLES, **{"Om mappen": about})))
    assert [problem.split(": ")[0].rpartition(" ")[2] for problem in problems] == ["A2", "B3", "B4"]


def test_what_the_folders_package_says_besides_is_kept(tmp_path):
    base = data_folder(tmp_path / "data")
    (base / "datapackage.json").write_text('{"title": "Gammel", "licenses": [{"name": "NLOD"}], "quality": "x"}')
    understood = read(SOURCES + "s2,Ny,Fafo\n", base=base)
    understood.write(base)
    assert (package(base)["title"], package(base)["licenses"]) == ("Gammel", [{"name": "NLOD"}])


def test_without_a_title_the_file_gives_one(tmp_path):
    read("industry_id,name_nb\na,A\n").write(tmp_path / "m")
    assert package(tmp_path / "m")["title"] == "fil"


def test_codes_facts_are_left_out_where_the_folder_has_no_codes(tmp_path):
    about = [["property", "value"], ["jobs_source_id", "s1"]]
    understood = read(workbook(Bransjer=TABLES["Bransjer"], Kilder=TABLES["Kilder"], **{"Om mappen": about}))
    understood.write(tmp_path / "m")
    assert "codes" not in [resource["name"] for resource in package(tmp_path / "m")["resources"]]


def test_licences_and_what_else_a_package_says_come_through_a_filled_workbook(tmp_path):
    base = data_folder(tmp_path / "data")
    further = {
        "title_en": "Old",
        "description": "Hvor de er fra",
        "version": "1.2",
        "created": "2024-01-01",
        "homepage": "https://eksempel.no",
        "licenses": [{"name": "NLOD-2.0", "title": "Norsk lisens for offentlige data"}],
        "contributors": [{"title": "Kari", "role": "author"}],
        "keywords": ["fravær", "æøå"],
    }
    (base / "datapackage.json").write_text(json.dumps({"title": "Gammel", **further}), encoding="utf-8")
    content = template_bytes((), base, filled=True)
    understood = read(content)
    assert said(understood) == []
    understood.write(tmp_path / "m")
    assert {key: package(tmp_path / "m").get(key) for key in further} == further


def test_a_property_that_is_no_list_is_refused_at_its_cell():
    about = [["property", "value"], ["keywords", "fravær, frafall"], ["licenses", '[{"name": "a\\ud800"}]']]
    problems = said(read(workbook(**TABLES, **{"Om mappen": about})))
    assert [problem.split(": ")[0].rpartition(" ")[2] for problem in problems] == ["B2", "B3"]
    assert all("er ikke en liste" in problem for problem in problems)
