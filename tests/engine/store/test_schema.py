"""The declared tables: whatever refers to a content refers to one that is there."""

from engine.store.schema import CONTENT, SCENARIO


def test_every_hash_of_a_scenario_refers_to_a_content():
    referring = {key.parent.name for key in SCENARIO.foreign_keys if key.column is CONTENT.c.hash}
    assert referring == {"criteria", "data", "result"}
