"""Fetched rows in a copy of a data folder: what stays, what gives way, what reaches nobody."""

import pytest

from engine.dataset.added_figures import (
    codes_that_differ,
    groups_without_codes,
    read_base,
    with_codes,
    with_group_values,
    with_sources,
)
from engine.dataset.shipped import shipped_data
from engine.dataset.writing import write_folder
from engine.foundation.errors import InputError


def value(group, period="2024", indicator="absence", number=1.0):
    return {"sn2007_group": group, "indicator_id": indicator, "period": period, "value": number}


def test_a_folder_read_and_written_again_says_the_same(tmp_path):
    base = read_base(shipped_data() / "publisert")
    jobs = {"codes": {"source_id": base.jobs_source_id, "period": base.jobs_period}}
    write_folder(tmp_path / "ny", base.tables, name="x", title=base.title, about={**base.further, "resources": jobs})
    for file in ("industries.csv", "indicators.csv", "group_values.csv", "codes.csv", "sources.csv"):
        assert (tmp_path / "ny" / file).read_bytes() == (shipped_data() / "publisert" / file).read_bytes()
    assert read_base(tmp_path / "ny") == base


def test_a_folder_with_problems_is_not_built_upon(tmp_path):
    with pytest.raises(InputError, match=r"industries\.csv"):
        read_base(tmp_path)


def test_nothing_else_of_the_same_indicator_and_period_stays():
    old = [value("45"), value("84"), value("45", "2023"), value("45", indicator="frafall")]
    merged = with_group_values({"group_values": old}, [value("45-47", number=2.0)])
    assert merged["group_values"] == [value("45", "2023"), value("45", indicator="frafall"), value("45-47", number=2.0)]


def test_the_code_table_gives_way_as_a_whole_but_names_are_kept():
    old = [{"sn2007": "01110", "name_nb": "Korn", "jobs": 1}, {"sn2007": "01120", "name_nb": "Ris", "jobs": 2}]
    fresh = [{"sn2007": "01110", "name_nb": None, "jobs": 5}, {"sn2007": "01130", "name_nb": "Løk", "jobs": 6}]
    assert with_codes({"codes": old}, fresh)["codes"] == [
        {"sn2007": "01110", "name_nb": "Korn", "jobs": 5},
        {"sn2007": "01130", "name_nb": "Løk", "jobs": 6},
    ]
    assert codes_that_differ(fresh, {"codes": old}) == (("01130",), ("01120",))


def test_a_source_replaces_only_the_one_with_its_id():
    old = [{"source_id": "a", "title": "A"}, {"source_id": "b", "title": "B"}]
    fresh = [{"source_id": "a", "title": "A2"}]
    assert with_sources({"sources": old}, fresh)["sources"] == [old[1], fresh[0]]


def test_groups_that_no_code_lies_in_are_found_and_national_lines_are_none():
    tables = {"codes": [{"sn2007": "45100"}, {"sn2007": "84110"}]}
    assert groups_without_codes([value("45-47"), value("99"), value("00-99"), value("00")], tables) == ("99",)
    assert groups_without_codes([value("45-47")], {}) == ("45-47",)
