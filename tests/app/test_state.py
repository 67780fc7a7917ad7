"""A link carries the setting; what no page can show is refused field by field."""

import pytest
from streamlit.testing.v1 import AppTest

from app.fields.setting_fields import setting_fields
from app.shell import cache as cached
from app.shell.setting import Setting, setting_of
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from tests.app.opened import locked, move_weight, opened

WORD_JOINER = "\u2060"


@pytest.fixture(scope="module")
def fields():
    return setting_fields(cached.dataset("publisert"), cached.criteria("publisert"), Locale("nb"))


def untouched(fields, **values):
    return {key: field.default for key, field in fields.items()} | values


def test_what_nobody_touched_is_the_criteria_file_itself(fields):
    setting = setting_of("publisert", fields, untouched(fields))
    assert setting == Setting("publisert")
    assert cached.set_criteria(setting) is cached.criteria("publisert")


def test_two_visitors_with_the_same_setting_share_the_result_and_others_do_not(fields):
    first = setting_of("publisert", fields, untouched(fields, frame=80.0))
    same = setting_of("publisert", fields, untouched(fields, frame=80.0))
    other = setting_of("publisert", fields, untouched(fields, frame=81.0))
    assert first == same
    assert hash(first) == hash(same)
    assert other != first


def test_a_slider_that_adds_its_steps_in_binary_gives_the_decimal_number(fields):
    setting = setting_of("publisert", fields, untouched(fields, minimum_new=3.5999999999999996))
    assert setting.changes == (("minimum_new", 3.6),)


def test_a_link_brings_its_setting(visit):
    visitor = visit(w_absence="0.5", w_msk="0", w_mental="0.2", frame="80", must="undervisning", lock="absence,msk")
    assert not visitor.exception
    assert not visitor.error
    setting = visitor.session_state["_setting"]
    # 0.15 and 0.15 of the file make the whole with 0.5 and 0.2.
    shares = {"msk": 0.0, "mental": 0.2, "absence": 0.5, "frafall": 0.15, "union_density": 0.15}
    assert dict(setting.weights) == shares
    assert locked(visitor) == ("absence", "msk")
    assert setting.changes == (("frame", 80.0), ("must", ("undervisning",)))


def test_a_link_means_the_same_in_every_language(visit):
    visitor = visit(lang="en", must="undervisning")
    assert not visitor.error
    assert visitor.session_state["_setting"].changes == (("must", ("undervisning",)),)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("w_absence", "50", ["w_absence", "50", "0–1"]),
        ("w_absence", "-1", ["w_absence", "-1"]),
        ("w_absence", "mye", ["w_absence", "mye", "ikke et tall"]),
        ("w_absence", "nan", ["w_absence", "nan"]),
        ("w_absence", "1e-3", ["w_absence", "1e-3"]),
        ("w_absence", "0,5", ["w_absence", "0,5"]),
        ("w_absence", ["0.1", "0.2"], ["w_absence", "0.1, 0.2"]),
        ("minimum_new", "3.5000000000000004", ["minimum_new", "3.5000000000000004", "seks desimaler"]),
        ("max_new", "2.5", ["max_new", "2.5", "heltall"]),
        ("must", "butikkhandl", ["must", "butikkhandl", "Mente du «butikkhandel»"]),
        ("must", "Butikkhandel", ["must", "Butikkhandel", "Mente du «butikkhandel»"]),
        ("objective", "lykke", ["objective", "lykke", "sum_times_jobs"]),
        ("conflict_1", "butikkhandl", ["conflict_1", "Mente du «butikkhandel»"]),
        ("eligible", "alle", ["eligible", "alle", "candidate"]),
        ("wind_down_share", "50", ["wind_down_share", "50", "0–1"]),
        ("least_absence", "-2", ["least_absence", "-2"]),
        ("programme", "barnehager=nedlegges", ["programme", "barnehager", "nedlegges", "wind_down"]),
        ("programme", "barnehager", ["programme", "barnehager", "ID=continue"]),
        ("programme", ["barnehager=end", "barnehager=continue"], ["programme", "mer enn én gang"]),
        ("order", "absence", ["order", "absence", ">="]),
        ("order", "absence>=fravaer", ["order", "fravaer", "frafall"]),
        ("around", "33", ["around", "33", "25"]),
        ("one_sided", "ja", ["one_sided", "ja", "yes"]),
        ("data", "Oppdiktede tall (demonstrasjon)", ["data", "Oppdiktede tall (demonstrasjon)", "syntetisk"]),
        ("data", "own", ["data", "egne tall"]),
        ("criteria", "stami", ["criteria", "stami", "utvidet"]),
        ("lang", "English", ["lang", "English", "nb, nn, en"]),
        ("lang", "sv", ["lang", "sv", "nb, nn, en"]),
        ("industry", "Sjøfart", ["industry", "Sjøfart"]),
        ("hvasomhelst", "1", ["hvasomhelst", "finnes ikke"]),
    ],
)
def test_a_field_that_was_tampered_with_is_refused_and_the_others_are_kept(visit, key, value, words):
    visitor = visit(**{key: value, "frame": "80"})
    assert not visitor.exception
    (error,) = visitor.error
    message = error.value.replace("\\", "").replace(WORD_JOINER, "")
    assert all(word in message for word in words), message
    setting = visitor.session_state["_setting"]
    assert (setting.weights, setting.changes) == ((), (("frame", 80.0),))
    assert [name for name in visitor.query_params if name != "data"] == ["frame"]


def test_a_link_with_nothing_but_zeros_is_refused_in_words(visit, language):
    zeros = dict.fromkeys(("w_msk", "w_mental", "w_absence", "w_frafall", "w_union_density"), "0")
    visitor = visit(**zeros, **({"lang": "en"} if language == "en" else {}))
    assert not visitor.exception
    (error,) = visitor.error
    assert {"nb": "Alle vektene er 0", "en": "All weights are 0"}[language] in error.value
    assert visitor.session_state["_setting"].weights == ()


def taken_in_english(key, sent):
    """A browser that has drawn the page in English sends a choice; runs inside the visitor's session."""
    import streamlit as st

    from app.shell import synchronisation

    st.query_params["lang"] = "en"
    synchronisation.begin()
    st.session_state[key] = sent
    synchronisation.begin()
    st.session_state["found"] = synchronisation._values()[key]


@pytest.mark.parametrize(
    ("key", "sent", "meant"),
    [
        ("data", "Oppdiktede tall (demonstrasjon)", "syntetisk"),
        ("objective", "poeng ganger jobber", "sum_times_jobs"),
        ("objective", "sum_times_jobs", "sum_times_jobs"),
        ("must", ["Undervisning"], ("undervisning",)),
        ("must", ["undervisning", "Luftfart"], ("undervisning", "luftfart")),
        ("must", [], ()),
        ("data", "Hemmelige tall", "noa"),
        ("objective", "Hemmelig", "sum"),
        ("spread", "±50 prosent rundt vektene i panelet", "50"),
    ],
)
def test_a_choice_that_was_sent_by_its_name_in_the_language_before_is_kept(key, sent, meant):
    """A browser sends what it shows: the old language's names, until it has drawn the new one's."""
    visitor = AppTest.from_function(taken_in_english, kwargs={"key": key, "sent": sent}, default_timeout=60).run()
    assert not visitor.exception
    assert visitor.session_state["found"] == meant


def test_the_message_about_a_refused_link_goes_when_it_has_been_read(visit):
    visitor = visit(w_absence="5")
    next(button for button in visitor.button if "skjul" in button.label).click().run()
    assert not visitor.error


def drawn_in_order():
    """What the entry file does, and whether the panel would be drawn before the page; inside the visitor's session."""
    import streamlit as st

    from app.shell import page_shell as frame
    from app.shell import synchronisation

    language = frame.open_page()
    st.session_state["_panel_first"] = synchronisation.moved()
    frame.side_panel(language)
    frame.close_page()


def test_the_panel_comes_first_where_its_widgets_were_moved_by_the_app():
    """A browser that has the page and not yet the panel would send the old values with the visitor's next click."""
    visitor = AppTest.from_function(drawn_in_order, default_timeout=60).run()
    visitor.run()
    assert not visitor.session_state["_panel_first"]
    move_weight(visitor, "absence", 50)
    assert not visitor.session_state["_panel_first"]
    assert dict(visitor.session_state["_setting"].weights)["absence"] == 0.5
    (reset,) = [button for button in visitor.button if button.label == DEFAULT_LOCALE.text("app.reset_weights")]
    reset.click().run()
    assert visitor.session_state["_panel_first"]
    assert visitor.session_state["_setting"] == Setting("noa")
    visitor.run()
    assert not visitor.session_state["_panel_first"]


def test_every_field_of_the_panel_has_its_value_as_its_default_too():
    """A browser that never got the first run's page shows the default, and sends it with the next click."""
    visitor = opened("robustness", max_new="3", frame="72.5", must="sjofart", objective="sum_times_jobs").run()
    sent = {widget.key: widget.proto for widget in [*visitor.slider, *visitor.selectbox, *visitor.multiselect]}
    assert list(sent["max_new"].default) == [3]
    assert list(sent["frame"].default) == [72.5]
    assert sent["data"].options[sent["data"].default] == "Publiserte tall"
    assert sent["objective"].options[sent["objective"].default] == "poeng ganger jobber"
    assert [sent["must"].options[index] for index in sent["must"].default] == ["Sjøfart"]
