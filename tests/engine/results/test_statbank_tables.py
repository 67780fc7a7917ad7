"""What a search found and what a draft proposes, as the command shows them."""

import csv
import io
import json

import pytest

from engine.dataset.jsonstat import read_cube
from engine.foundation.locale import Locale
from engine.results.statbank_tables import draft_answer, found_table, tables_answer
from engine.sources.statbank.draft import drafted
from engine.sources.statbank.table_search import FoundTables, search
from tests.engine.sources.statbank.small import LABELS, content, dataset, found


@pytest.fixture
def hits():
    return search("sykefravær", lambda _: json.dumps(found()).encode())


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_tables_stand_in_the_servers_order_with_how_many_more_there_are(hits, language):
    answer = tables_answer(hits, "sykefravær", Locale(language))
    rows = list(csv.DictReader(io.StringIO(answer.written("csv"))))
    assert [row["table"] for row in rows] == ["12441", "08816"]
    assert rows[0]["dimensions"] == "kjønn, næring (SN2007), år"
    screen = " ".join(answer.written("table").split())
    assert Locale(language).text("statbank.found_more", shown=2, total=61) in screen
    assert Locale(language).text("statbank.discontinued", table="08816") in screen
    document = json.loads(answer.written("json"))
    assert (document["total"], document["tables"][1]["discontinued"]) == (61, True)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_nothing_found_says_what_to_try(language):
    notes = found_table(FoundTables((), 0), "x", Locale(language), how=True).notes
    assert notes == (Locale(language).text("statbank.found_none"),)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_draft_is_the_recipe_on_screen_and_every_value_in_csv(language):
    answer = draft_answer(drafted("12441", read_cube(content(dataset()), "u", metadata=True)), Locale(language))
    rows = list(csv.DictReader(io.StringIO(answer.written("csv"))))
    assert len(rows) == sum(len(values) for _, values in LABELS.values())
    kjonn = {row["code"]: row["chosen"] for row in rows if row["dimension"] == "Kjonn"}
    assert kjonn == {"0": "true", "1": "false", "2": "false"}
    assert json.loads(answer.written("json"))["recipe"] == answer.written("table")
