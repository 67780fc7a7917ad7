"""Official statistics on the page of data: which recipes there are, and how they are used."""

from app import state
from engine.texts import text
from tests.app.opened import opened, said


def test_the_recipes_are_listed_with_the_commands_that_use_them(language):
    visitor = opened("data", language)
    visitor.session_state[state.DATA_TABS] = text("app_transfer.tab_official", language)
    visitor.run()
    assert not visitor.exception
    (recipes,) = [one.value for one in visitor.table]
    assert {"12441", "13926"} <= set(recipes[text("statbank.column_table", language)])
    assert [one.value.split()[1] for one in visitor.code] == ["fetch", "app"]
    assert text("app_transfer.official_says", language) in said(visitor)
