"""A table pasted from a report: what it does not say itself is asked for in fields."""

from app.shell import session as state
from engine.foundation.locale import Locale
from tests.app.opened import opened, said

PASTED = "Bransje;Organisasjonsgrad\nButikkhandel;30,1\nSjøfart;55\n".encode()


def put_in(language):
    visitor = opened("data", language)
    visitor.session_state[state.DATA_TABS] = Locale(language).text("app.tab_own")
    visitor.run()
    visitor = visitor.file_uploader[0].set_value([("limt.csv", PASTED, "text/csv")]).run()
    assert not visitor.exception
    return visitor


def test_what_a_pasted_table_does_not_say_is_asked_for_and_then_it_can_be_used(language):
    visitor = put_in(language)
    assert visitor.error[0].value.count("limt.csv") == 2
    for field in ("asked_period", "asked_source"):
        assert Locale(language).text(f"app_transfer.{field}") in visitor.error[0].value
    assert "--" not in visitor.error[0].value
    visitor.text_input(key="asked_period").set_value("2024")
    visitor.text_input(key="asked_source").set_value("Fafo 2024:05").run()
    assert not visitor.exception
    assert not visitor.error
    use = Locale(language).text("app.own_use", criteria="kjent.toml")
    next(button for button in visitor.button if button.label == use).click().run()
    assert not visitor.exception
    dataset = visitor.session_state[state.OWN_DATA].dataset
    assert float(dataset.column("union_density", "2024").values[dataset.position["sjofart"]]) == 55.0
    assert "limt.csv" in said(visitor)


def test_a_period_that_is_none_is_refused_at_its_field(language):
    visitor = put_in(language)
    visitor.text_input(key="asked_period").set_value("i fjor").run()
    assert not visitor.exception
    assert "i fjor" in visitor.error[0].value
    assert Locale(language).text("app_transfer.asked_period") in visitor.error[0].value
