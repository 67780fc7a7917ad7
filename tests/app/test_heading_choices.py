"""A heading that is not known is asked about, with the likeliest first, and the answer is used."""

from app.panels.heading_choices import SKIP
from app.shell import session as state
from engine.foundation.locale import Locale
from tests.app.opened import opened

PASTED = "Bransje;Sykefravær\nButikkhandel;5,1\nSjøfart;6\n".encode()


def put_in(language):
    visitor = opened("data", language)
    visitor.session_state[state.DATA_TABS] = Locale(language).text("app.tab_own")
    visitor.run()
    visitor = visitor.file_uploader[0].set_value([("limt.csv", PASTED, "text/csv")]).run()
    visitor.text_input(key="asked_period").set_value("2026K1")
    visitor.text_input(key="asked_source").set_value("NAV").run()
    assert not visitor.exception
    return visitor


def test_the_likeliest_is_proposed_and_what_is_chosen_is_laid_over_the_data(language):
    visitor = put_in(language)
    choice = visitor.selectbox(key="heading_Sykefravær")
    absence = {"nb": "Legemeldt sykefravær", "en": "Doctor-certified absence"}[language]
    assert choice.proto.placeholder == Locale(language).text("app_transfer.heading_near", near=absence)
    assert visitor.error
    visitor = choice.set_value("absence").run()
    assert not visitor.exception
    assert not visitor.error
    use = Locale(language).text("app.own_use", criteria="kjent.toml")  # the default data's, which it is laid over
    next(button for button in visitor.button if button.label == use).click().run()
    dataset = visitor.session_state[state.OWN_DATA].dataset
    assert float(dataset.column("absence", "2026K1").values[dataset.position["sjofart"]]) == 6.0
    assert dataset.column("union_density", "2014") is not None


def test_a_column_can_be_left_out_and_the_choice_is_forgotten_with_the_data(language):
    visitor = put_in(language)
    visitor.selectbox(key="heading_Sykefravær").set_value(SKIP).run()
    assert visitor.session_state[state.HEADINGS] == {"Sykefravær": SKIP}
    assert not any("Sykefravær" in error.value for error in visitor.error)
