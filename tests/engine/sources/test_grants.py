"""Today's grants, as far as they are published."""

import pytest

from engine.foundation.errors import InputError
from engine.sources import grants

FACTS = """fact,value,unit,period,source_id,quote
largest_grant_bygg_anlegg,15,"MNOK, about",yearly,report2024,ca. 15
smallest_grant_persontransport,7,"MNOK, about",yearly,report2024,ca. 7
grant_sykehus,10.816,MNOK,2024,letters2024,10 816 000
yearly_frame,70,MNOK,2020-2024,report2024,70 millioner
"""
PROGRAMMES = ("bygg_anlegg", "persontransport", "sykehus", "barnehager")


@pytest.fixture
def facts(tmp_path):
    def written(content=FACTS):
        path = tmp_path / "grant_facts.csv"
        path.write_text(content, encoding="utf-8")
        return path

    return written


def test_only_programmes_with_a_published_grant_have_a_row_and_it_keeps_its_words(facts):
    rows = grants.programme_grants(facts(), PROGRAMMES)
    assert {row["industry_id"]: (row["value"], row["note"]) for row in rows} == {
        "bygg_anlegg": (15, "ca. 15"),
        "persontransport": (7, "ca. 7"),
        "sykehus": (10.816, "10 816 000"),
    }


def test_a_fact_that_is_gone_is_missed_by_name(facts):
    without = "".join(line for line in FACTS.splitlines(keepends=True) if not line.startswith("grant_sykehus"))
    with pytest.raises(InputError, match="grant_sykehus"):
        grants.programme_grants(facts(without), PROGRAMMES)
