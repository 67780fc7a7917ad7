"""Saving, finding and replaying, in both kinds of database."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.store.content import digest
from engine.store.scenarios import find, identified, inputs_of, listed, replay, result_kept, save
from engine.store.schema import CONTENT, SCENARIO
from tests.engine.store.conftest import CRITERIA, DATA, asked

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def test_the_result_that_is_kept_is_the_one_by_hand(database):
    """a: (0.8 + 0.1) / 2 = 45 points, b: (0.2 + 0.6) / 2 = 40; ten millions shared equally by a and c."""
    scenario = save(database, "start", asked(), why="prøve", who="ola", saved_at=NOON)
    result = result_kept(database, scenario)
    assert result["scores"] == pytest.approx({"a": 45.0, "b": 40.0})
    assert (result["selected"], result["grants"], result["unspent"]) == (["a"], {"a": 5.0, "c": 5.0}, 0.0)
    assert (scenario.name, scenario.why, scenario.saved_by, scenario.saved_at) == (
        "start",
        "prøve",
        "ola",
        "2026-11-28T12:00:00.000000Z",
    )


def test_it_comes_back_as_it_was_saved(database):
    scenario = save(database, "start", asked(weights={"exit": 0.9}, must=("b",)))
    assert find(database, scenario.id) == find(database, "start") == scenario
    assert inputs_of(database, scenario).setting.plain() == {"weights": {"exit": 0.9}, "must": ["b"]}
    assert dict(inputs_of(database, scenario).data_files) == DATA
    assert inputs_of(database, scenario).criteria_text == CRITERIA


def test_the_same_name_supersedes_and_changes_nothing(database):
    first = save(database, "start", asked())
    second = save(database, "start", asked(weights={"exit": 0.9}))
    assert second.supersedes == first.id
    assert find(database, "start") == second
    assert find(database, first.id) == first
    assert listed(database) == ([second], 1)
    assert listed(database, every=True) == ([second, first], 2)


def test_contents_are_kept_once(database):
    for name in ("a", "b", "c"):
        save(database, name, asked())
    with database.reading() as connection:
        hashes = list(connection.scalars(sa.select(CONTENT.c.hash)))
    # Criteria, three data files, their listing, and one result.
    assert len(hashes) == len(set(hashes)) == 6
    assert digest(CRITERIA.encode()) in hashes


def test_equal_records_have_equal_ids_and_others_do_not():
    names = "name saved_at saved_by why engine_version setting criteria_file criteria data_name data result"
    record = dict.fromkeys(names.split(), "x")
    assert identified(**record, supersedes=None) == identified(**record, supersedes=None)
    assert identified(**record, supersedes=None).id != identified(**record, supersedes="y").id


def test_a_replay_of_an_unchanged_program_is_the_same(database):
    assert replay(database, save(database, "start", asked(weights={"exit": 0.7}))) == []


def test_a_replay_tells_every_place_where_the_result_is_another(database):
    """The stored result is replaced by one in which a had 44 points and b was chosen."""
    scenario = save(database, "start", asked())
    other = result_kept(database, scenario) | {"selected": ["b"]}
    other["scores"]["a"] = 44.0
    content = json.dumps(other).encode()
    with database.writing() as connection:
        connection.execute(sa.insert(CONTENT), {"hash": digest(content), "bytes": content})
        connection.execute(sa.update(SCENARIO).values(result=digest(content)))
    assert replay(database, find(database, scenario.id)) == [
        {"where": "scores.a", "was": 44.0, "is": pytest.approx(45.0)},
        {"where": "selected", "was": ["b"], "is": ["a"]},
    ]


def test_an_infeasible_setting_can_be_kept_too(database):
    scenario = save(database, "umulig", asked(must=("a", "b")))
    assert result_kept(database, scenario)["conflict"] == ["max_new", "must.a", "must.b"]
    assert replay(database, scenario) == []


def test_content_that_was_changed_is_noticed(database):
    scenario = save(database, "start", asked())
    with database.writing() as connection:
        connection.execute(sa.update(CONTENT).where(CONTENT.c.hash == scenario.criteria).values(bytes=b"id = 1"))
    with pytest.raises(InputError) as raised:
        inputs_of(database, scenario)
    assert raised.value.problems[0].code == "store_damaged"


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_must_say_something_and_fit(database, name):
    with pytest.raises(InputError) as raised:
        save(database, name, asked())
    assert raised.value.problems[0].code == "store_name"


def test_what_is_not_there_is_said_with_a_near_miss(database):
    save(database, "Utgangspunkt", asked())
    with pytest.raises(InputError) as raised:
        find(database, "Utgangspunktt")
    assert "Mente du «Utgangspunkt»?" in raised.value.sentence(Locale("nb"))


def test_wrong_inputs_save_nothing(database):
    with pytest.raises(InputError):
        save(database, "start", asked(must=("finnes_ikke",)))
    assert listed(database) == ([], 0)


SAVER = """
import itertools, sys
from engine.store.opening import open_database
from engine.store.scenarios import save
from tests.engine.store.conftest import asked
database = open_database()
for number in itertools.count():
    one = save(database, f"{sys.argv[1]}-{number}", asked(weights={"exit": 0.1 + number / 1000}))
    print(one.id, flush=True)
"""


def test_a_kill_at_any_moment_loses_nothing_that_was_confirmed(database):
    """Savers killed outright at random moments; KILLS in the environment asks for more than the eight of every run."""
    confirmed, seeded = [], random.Random(3)
    for run in range(int(os.environ.get("KILLS", "8"))):
        with subprocess.Popen([sys.executable, "-c", SAVER, str(run)], stdout=subprocess.PIPE, text=True) as saver:
            confirmed.append(saver.stdout.readline().strip())
            time.sleep(seeded.uniform(0, 0.05))
            saver.send_signal(signal.SIGKILL)
            confirmed += saver.stdout.read().split()
    there = {scenario.id: scenario for scenario in listed(database, None, every=True)[0]}
    whole = [scenario_id for scenario_id in confirmed if len(scenario_id) == 12]
    assert whole
    assert set(whole) <= set(there)
    for scenario in there.values():
        assert identified(**{key: value for key, value in vars_of(scenario).items() if key != "id"}).id == scenario.id
        assert result_kept(database, scenario)["selected"]
        assert inputs_of(database, scenario).data_name == "liten"


def vars_of(scenario):
    return scenario.plain | {"setting": scenario.setting}


def test_two_at_once_both_get_in(database):
    with (
        subprocess.Popen([sys.executable, "-c", SAVER, "en"], stdout=subprocess.PIPE, text=True) as first,
        subprocess.Popen([sys.executable, "-c", SAVER, "to"], stdout=subprocess.PIPE, text=True) as second,
    ):
        saved = [process.stdout.readline().strip() for process in (first, second) for _ in range(5)]
        first.kill()
        second.kill()
    assert set(saved) <= {scenario.id for scenario in listed(database, None, every=True)[0]}
