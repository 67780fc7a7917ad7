"""Official statistics on the page of data: which recipes there are, what they bring, and that it can be used."""

import pytest

from app.shell import cache as cached
from app.shell import data_sets
from app.shell import session as state
from app.shell import statbank_queue as asking
from app.shell.wording import literal
from engine.cli.app_process import STATBANK_VARIABLE
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.results.indicator_labels import indicator_name
from engine.sources.statbank.client import Client, Limits
from tests.app.opened import opened, said
from tests.engine.sources.statbank.server import closed_port, serving
from tests.engine.sources.statbank.small import LABELS, SELECTED, answers, content, dataset, found

ABSENCE = "sykefravaer_12441"


@pytest.fixture
def bank(monkeypatch):
    """A server that answers the built-in recipe of absence, asked without waiting."""
    with serving() as (bank, url):
        answers(bank, data=content(dataset(SELECTED | {"Sykefraver2": ["Alt", "L"]}, value=by_group())))
        use(monkeypatch, url)
        yield bank


def by_group():
    """The nation and three lines of the table, two kinds of absence, two quarters: the second kind is 2 lower."""
    return [base + kind + quarter / 10 for base in (5, 6, 7, 8) for kind in (2, 0) for quarter in (0, 1)]


def use(monkeypatch, url):
    monkeypatch.setenv(STATBANK_VARIABLE, url)
    monkeypatch.setattr(asking, "client_of", lambda address: Client(address, Limits(pace=0, backoff=0)))


def on_the_part(language="nb"):
    visitor = opened("data", language)
    visitor.session_state[state.DATA_TABS] = Locale(language).text("app_official.tab")
    visitor.run()
    assert not visitor.exception
    return visitor


def fetch(visitor, names, language="nb"):
    (chosen,) = [
        widget for widget in visitor.multiselect if widget.label == Locale(language).text("app_official.chosen")
    ]
    chosen.set_value(names)
    press(visitor, Locale(language).text("app_official.fetch"))


def press(visitor, label):
    (button,) = [widget for widget in visitor.button if widget.label == label]
    button.click().run()
    assert not visitor.exception


def test_the_recipes_are_listed_and_nothing_is_asked_before_the_button(language, bank):
    visitor = on_the_part(language)
    (recipes,) = [table.value for table in visitor.table]
    assert {"12441", "13926"} <= set(recipes[Locale(language).text("statbank.column_table")])
    assert Locale(language).text("app_official.says") in said(visitor)
    assert bank.asked == []


def test_what_came_is_shown_and_used_on_every_page(language, bank):
    visitor = on_the_part(language)
    fetch(visitor, [ABSENCE], language)
    came = next(
        table.value for table in visitor.table if Locale(language).text("statbank.column_values") in table.value.columns
    )
    assert list(came[Locale(language).text("statbank.column_indicator")]) == [
        indicator_name(cached.criteria("publisert"), indicator, Locale(language))
        for indicator in ("absence", "absence_total")
    ]
    assert literal(Locale(language).text("statbank.unverified", recipe=ABSENCE, title=dataset()["label"])) in said(
        visitor
    )
    press(visitor, Locale(language).text("app.own_use", criteria="publisert.toml"))
    own = visitor.session_state[state.OWN_DATA]
    position = own.dataset.position["butikkhandel"]
    assert own.dataset.column("absence", "2024K4").values[position] == pytest.approx(6.1)
    shipped = data_sets.shipped("publisert").dataset
    assert "2024K4" not in shipped.periods("absence")
    assert "12441" in own.name
    press(visitor, Locale(language).text("app.own_remove"))
    assert state.OWN_DATA not in visitor.session_state


def test_a_name_that_the_table_does_not_have_is_told_with_what_it_has(language, bank):
    bank.says("/v2/tables/12441/metadata", content(dataset(label="annet", id=["NACE2007", "Tid"], size=[4, 2])))
    visitor = on_the_part(language)
    fetch(visitor, [ABSENCE], language)
    assert Locale(language).text("app_official.failed") in said(visitor)
    assert Locale(language).text("app_official.mend") in said(visitor)
    assert state.FETCHED not in visitor.session_state or visitor.session_state[state.FETCHED] is None


def test_without_a_network_one_line_says_so(language, monkeypatch):
    use(monkeypatch, f"http://127.0.0.1:{closed_port()}/v2/")
    visitor = on_the_part(language)
    fetch(visitor, [ABSENCE], language)
    (error,) = [element.value for element in visitor.error]
    assert error.startswith(Locale(language).text("app_official.failed"))
    assert error.count("\n- ") == 1


def test_no_recipe_chosen_is_no_call(language, bank):
    visitor = on_the_part(language)
    fetch(visitor, [], language)
    assert Locale(language).text("app_official.choose_one") in said(visitor)
    assert bank.asked == []


def test_made_up_data_never_get_official_figures(bank):
    visitor = opened("data", data="syntetisk")
    visitor.session_state[state.DATA_TABS] = DEFAULT_LOCALE.text("app_official.tab")
    visitor.run()
    assert DEFAULT_LOCALE.text("app_official.into", name=data_sets.names(Locale("nb"))["noa"]) in said(visitor)


def test_another_table_is_found_and_made_into_a_recipe_that_is_fetched(language, bank):
    bank.says("/v2/tables", content(found()))
    visitor = on_the_part(language)
    type_in(visitor, Locale(language).text("app_official.words"), "sykefravær")
    press(visitor, Locale(language).text("app_official.search"))
    tables = next(
        table.value
        for table in visitor.table
        if Locale(language).text("statbank.column_dimensions") in table.value.columns
    )
    assert list(tables[Locale(language).text("statbank.column_table")]) == ["12441", "08816"]
    press(visitor, Locale(language).text("app_official.read"))
    choose(visitor, Locale(language).text("app_official.one_of", name="type sykefravær"), "L")
    choose(visitor, Locale(language).text("app_official.indicator"), "absence")
    choose(visitor, Locale(language).text("app_official.unit"), "percent")
    press(visitor, Locale(language).text("app_official.add"))
    answers(bank, data=content(dataset(SELECTED, value=[5.1, 5.2, 6.1, 6.2, 7.1, 7.2, 8.1, 8.2])))
    fetch(visitor, ["12441_absence"], language)
    press(visitor, Locale(language).text("app.own_use", criteria="publisert.toml"))
    own = visitor.session_state[state.OWN_DATA].dataset
    assert own.column("absence", "2024K4").values[own.position["butikkhandel"]] == pytest.approx(6.2)


def test_a_table_that_is_not_by_industry_is_one_line(language, bank):
    bank.says("/v2/tables", content(found()))
    labels = {name: label for name, label in LABELS.items() if name != "NACE2007"}
    bank.says("/v2/tables/12441/metadata", content(dataset(labels=labels)))
    visitor = on_the_part(language)
    type_in(visitor, Locale(language).text("app_official.words"), "sykefravær")
    press(visitor, Locale(language).text("app_official.search"))
    press(visitor, Locale(language).text("app_official.read"))
    (error,) = [element.value for element in visitor.error]
    assert Locale(language).text("errors.statbank_no_industry", given="12441") in error
    assert not visitor.subheader


def type_in(visitor, label, raw):
    (field,) = [widget for widget in visitor.text_input if widget.label == label]
    field.input(raw).run()


def choose(visitor, label, value):
    (field,) = [widget for widget in visitor.selectbox if widget.label == label]
    field.set_value(value).run()
