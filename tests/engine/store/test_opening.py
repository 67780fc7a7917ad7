"""Opening a store makes its tables, and opening it again finds them."""

from engine.store.opening import open_database
from engine.store.scenarios import listed, save
from tests.engine.store.conftest import asked


def test_what_was_saved_is_there_when_the_store_is_opened_again(url, monkeypatch):
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", url)
    first = open_database()
    saved = save(first, "start", asked())
    first.close()
    again = open_database()
    assert listed(again) == ([saved], 1)
    again.close()
