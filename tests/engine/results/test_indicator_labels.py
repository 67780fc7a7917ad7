"""Names of indicators that no criterion uses, and what their figures rest on."""

import numpy as np

from engine.foundation.locale import Locale
from engine.results.indicator_labels import columns_json, columns_notes, indicator_name, sources_of


def test_a_name_comes_from_the_criteria_then_from_the_texts_then_is_the_id(small):
    assert indicator_name(small.criteria, "share", Locale("nb")) == "Andel"
    assert indicator_name(small.criteria, "bullying", Locale("en")) == "Bullying"
    assert indicator_name(small.criteria, "heat_of_the_oven", Locale("nb")) == "heat_of_the_oven"


def test_only_the_industries_looked_at_are_counted(small):
    column = small.dataset.column("share")
    answer = columns_json(small.dataset, small.criteria, [column], ["alfa", "gamma", "delta"])
    assert answer["indicators"]["share"]["quality"] == {"published": 1, "derived": 1}
    assert answer["indicators"]["share"]["missing"] == 1
    assert answer["indicators"]["share"]["source_ids"] == ["s1"]
    assert list(answer["sources"]) == ["s1"]
    assert answer["synthetic"] is False
    assert not np.isnan(column.values[small.dataset.position["alfa"]])


def test_the_notes_name_data_qualities_periods_and_sources(small):
    columns = [small.dataset.column(indicator) for indicator in ("share", "rate")]
    text = " ".join(columns_notes(small.dataset, small.criteria, columns, ["alfa"], Locale("nb")))
    for part in ("Liten (small)", "publisert:", "vurdert:", "Andel: prosent, 2023", "Rate: per 1000", "s2: Notat to"):
        assert part in text
    assert "utledet:" not in text
    assert "Andel: prosent" not in " ".join(
        columns_notes(small.dataset, small.criteria, columns, ["alfa"], Locale("nb"), each=False)
    )


def test_a_source_that_nobody_described_stands_with_its_id(small):
    assert [(source.source_id, source.title) for source in sources_of(small.dataset, ["s9", "s1"])] == [
        ("s1", "Tabell en"),
        ("s9", ""),
    ]
