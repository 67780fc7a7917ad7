"""NAV's absence is copied, and its disability counts become a rate."""

import pytest

from engine.foundation.errors import InputError
from engine.sources import nav

HEADER = "sn2007_group,name_published,period,employed,new_disability_pensions\n"


def test_absence_is_the_published_percent_under_the_contracts_names(tmp_path):
    path = tmp_path / "absence.csv"
    path.write_text("sn2007_group,name_published,period,percent\n45-47,Varehandel,2016K3,4.8\n", encoding="utf-8")
    assert nav.absence(path) == [
        {
            "sn2007_group": "45-47",
            "indicator_id": "absence",
            "period": "2016K3",
            "value": 4.8,
            "unit": "percent",
            "quality": "published",
            "source_id": "nav_absence_2016",
            "note": "Varehandel",
        }
    ]


def test_frafall_is_pensions_per_1000_employed_and_says_that_it_is_derived(tmp_path):
    path = tmp_path / "pensions.csv"
    path.write_text(HEADER + "85,Undervisning,2023,2000,15\n", encoding="utf-8")
    (row,) = nav.frafall(path)
    assert (row["value"], row["unit"], row["quality"]) == (7.5, "per_1000_employed", "derived")


def test_unknown_industry_gives_no_rate(tmp_path):
    path = tmp_path / "pensions.csv"
    path.write_text(HEADER + "00,Uoppgitt,2023,10,20\n00-99,I alt,2023,1000,30\n", encoding="utf-8")
    assert [row["sn2007_group"] for row in nav.frafall(path)] == ["00-99"]


def test_a_group_with_nobody_employed_is_refused_by_name(tmp_path):
    path = tmp_path / "pensions.csv"
    path.write_text(HEADER + "85,Undervisning,2023,0,0\n", encoding="utf-8")
    with pytest.raises(InputError, match="85, 2023: Ingen sysselsatte"):
        nav.frafall(path)
