"""The dialog that finds weights: answers lead to weights, contradictions are told, the result is used by a button."""

from streamlit.testing.v1 import AppTest

from app.shell import cache as cached
from app.shell.setting import Setting
from engine.results.tradeoff_words import swings_of
from engine.robustness.tradeoff_questions import Answer, Question
from tests.app.opened import PUBLISHED, move_weight


def dialog(language):
    """What stands in the dialog; inside the visitor's session."""
    from app.panels import find_weights
    from app.shell import page_shell as frame
    from engine.foundation.locale import Locale

    frame.open_page()
    find_weights._dialog(Locale(language))


def visitor_of(language="nb"):
    visitor = AppTest.from_function(dialog, kwargs={"language": language}, default_timeout=120)
    visitor.query_params["data"] = PUBLISHED["data"]
    return visitor.run()


def said(visitor):
    return "\n".join(
        element.value for element in [*visitor.markdown, *visitor.header, *visitor.error, *visitor.caption]
    )


def press(visitor, key):
    return visitor.button(key=key).click().run()


def test_a_question_sets_two_industries_against_each_other_with_figures(language):
    visitor = visitor_of(language)
    assert not visitor.exception
    shown = said(visitor)
    assert {"nb": "Bransje A", "en": "Industry A"}[language] in shown
    assert {"nb": "Spørsmål 1", "en": "Question 1"}[language] in shown


def test_answers_narrow_the_weights_and_can_be_taken_back():
    visitor = press(press(visitor_of(), "tradeoff_a"), "tradeoff_equal")
    assert "Spørsmål 3" in said(visitor)
    assert "av alle mulige vekter" in said(visitor)
    assert "Spørsmål 2" in said(press(visitor, "tradeoff_back"))
    assert "Spørsmål 1" in said(press(visitor, "tradeoff_again"))


def test_the_result_moves_the_sliders_to_whole_per_cents_that_make_100():
    visitor = press(press(visitor_of(), "tradeoff_b"), "tradeoff_use")
    weights = {key: held for key, held in visitor.session_state["_values"].items() if key.startswith("w_")}
    assert sum(weights.values()) == 100
    assert all(held == int(held) for held in weights.values())
    assert visitor.session_state["_setting"].weights != ()
    assert move_weight(visitor, "absence", 40) is visitor


def test_answers_in_a_circle_are_told_with_the_one_to_take_back():
    visitor = visitor_of()
    whole = {swing.member: swing.gains[-1] for swing in swings_of(cached.scores(Setting("publisert")))}
    pairs = (("absence", "frafall"), ("frafall", "msk"), ("msk", "absence"))
    answers = tuple(Answer(Question(a, whole[a], b, whole[b]), "first") for a, b in pairs)
    visitor.session_state["_tradeoff_answers"] = (("publisert", ()), answers)
    visitor.run()
    (error,) = visitor.error
    assert "Svarene kan ikke gjelde samtidig" in error.value
    assert error.value.count("\n- ") == 1
    assert "Spørsmål 3" in said(press(visitor, "tradeoff_conflict"))


def test_swings_are_rated_from_the_least_figure_to_the_largest():
    visitor = visitor_of()
    visitor.button_group(key="tradeoff_way").set_value("swings").run()
    assert not visitor.exception
    absence = visitor.slider(key="tradeoff_swing_absence")
    assert "prosent (2016K3)" in absence.label
    for slider in visitor.slider:
        slider.set_value(0)
    visitor.run()
    assert visitor.warning
    absence.set_value(100).run()
    press(visitor, "tradeoff_use")
    assert dict(visitor.session_state["_setting"].weights)["absence"] == 1.0
