"""The workbook's tables, on the small case."""

import pytest

from engine.foundation.locale import Locale
from engine.results.stami_sheets import (
    clipped_table,
    conditions_table,
    criteria_table,
    data_table,
    industries_table,
    sources_table,
    steps_table,
)
from tests.engine.results.small import CRITERIA


def rows(table):
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def test_the_way_from_value_to_points_is_there_for_every_industry_and_place(small):
    steps = rows(steps_table(small))
    assert len(steps) == 4 * 2
    share, rate = steps[:2]
    assert (share["name"], share["node"], share["raw"], share["unit"], share["period"]) == (
        "Alfa",
        "Andel",
        10.0,
        "prosent",
        "2023",
    )
    assert (share["value"], share["weight"], share["points"]) == pytest.approx((1.0, 0.75, 75.0))
    assert (rate["quality"], rate["sources"]) == ("vurdert", "2")
    assert (rate["raw"], rate["value"], rate["points"]) == pytest.approx((2.0, 0.5, 12.5))


def test_weight_times_value_times_scale_is_the_points(small):
    for step in rows(steps_table(small)):
        if step["name"] in ("Alfa", "Beta"):
            assert step["points"] == pytest.approx(100 * step["weight"] * step["value"])


def test_a_missing_value_is_told_and_not_filled(small):
    missing = [step for step in rows(steps_table(small)) if step["name"] == "Delta"]
    assert {step["quality"] for step in missing} == {"mangler"}
    assert {(step["raw"], step["value"], step["points"]) for step in missing} == {(None, None, None)}


def test_every_value_of_the_data_has_its_row_with_all_that_follows_it(small):
    data = rows(data_table(small))
    assert len(data) == 7
    alfa = next(row for row in data if row["industry_id"] == "alfa" and row["indicator_id"] == "share")
    assert (alfa["value"], alfa["se"], alfa["n"]) == (10.0, 1.5, 200.0)
    assert (alfa["quality"], alfa["source_ids"], alfa["groups"]) == ("publisert", "s1", "")


def test_a_carried_value_names_the_groups_it_came_from(scores_of):
    """alfa is code 01110 and beta 02100; 01-02 is published for both together."""
    scores = scores_of(
        industries="industry_id,name_nb,sn2007_prefixes\nalfa,Alfa,01\nbeta,Beta,02\n",
        codes="sn2007,name_nb,jobs\n01110,Korn,10\n02100,Skog,20\n",
        group_values="sn2007_group,indicator_id,period,value,unit,quality,source_id\n"
        "01-02,share,2023,6,percent,published,s1\n01-02,rate,2023,1,per_1000_employed,published,s1\n",
        indicators=None,
    )
    share = next(row for row in rows(data_table(scores)) if row["indicator_id"] == "share")
    assert (share["value"], share["quality"], share["groups"]) == (6.0, "nedarvet", "01-02")


def test_industries_sources_and_clipped_values_are_all_there(small):
    assert [row["industry_id"] for row in rows(industries_table(small))] == ["alfa", "beta", "delta", "gamma", "prog"]
    assert rows(industries_table(small))[1]["sector"] == "offentlig"
    assert rows(industries_table(small, Locale("en")))[0]["status"] == "candidate"
    assert [row["title"] for row in rows(sources_table(small))] == ["Tabell en", "Notat to"]
    (clipped,) = rows(clipped_table(small))
    assert (clipped["industry_id"], clipped["value"], clipped["limit"]) == ("beta", 12.0, 10.0)


def test_criteria_stand_with_given_and_normalised_weights_goalposts_and_reasons(small, synthetic):
    root, share, rate = rows(criteria_table(small))
    assert (root["id"], root["rule"]) == ("score", "vektet snitt; mangler et tall, deles vekten på de andre")
    assert (share["own_weight"], share["normalised_weight"], share["low"], share["high"]) == (3.0, 0.75, 0.0, 10.0)
    assert rate["note"] == "Hvorfor raten er med."
    pairing = next(row for row in rows(criteria_table(synthetic)) if row["id"] == "msk")
    both = "sammenfall: roten av eksponering ganger helse"
    assert pairing["rule"] == f"{both}; høy på begge når begge er blant de øverste 33\N{NO-BREAK SPACE}%"


def test_conditions_stand_in_words(selected):
    words = {row["condition"]: row["words"] for row in rows(conditions_table(selected.problem))}
    assert words["max_new"] == "antall nye programmer er høyst 2"


def test_a_merged_industry_names_its_members(scores_of):
    merge = '\n[[merge]]\nid = "both"\nname_nb = "Begge"\nmembers = ["alfa", "beta"]\n'
    merged = next(row for row in rows(industries_table(scores_of(CRITERIA + merge))) if row["industry_id"] == "both")
    assert (merged["members"], merged["jobs"]) == ("alfa beta", 2000)


def test_people_read_words_and_source_numbers_where_machines_read_ids(small):
    for table in (data_table(small), industries_table(small), sources_table(small), criteria_table(small)):
        keys = [column.key for column in table.for_people.columns]
        assert not [key for key in keys if key == "id" or key.endswith(("_id", "_ids"))]
    numbers = {row["source_id"]: row["number"] for row in rows(sources_table(small))}
    assert numbers == {"s1": 1, "s2": 2}
    assert {(row["source_ids"], row["source_numbers"]) for row in rows(data_table(small))} == {("s1", "1"), ("s2", "2")}
