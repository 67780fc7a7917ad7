"""Co-occurrence in the same persons: put in, shown, taken away; and prevention beside it."""

import json
from dataclasses import replace

from app.shell import cache as cached
from app.shell import file_cache
from app.shell import session as state
from engine.foundation.locale import Locale
from engine.results.person_level import read_person_level
from tests.app.opened import opened, said


def part(name, language, data="publisert"):
    visitor = opened("cooccurrence", language, data=data)
    visitor.session_state[state.TOGETHER_TABS] = Locale(language).text(f"app_transfer.tab_{name}")
    visitor.run()
    assert not visitor.exception
    return visitor


def press(visitor, key, language):
    next(
        button for button in visitor.button if button.label == Locale(language).text(f"app_transfer.{key}")
    ).click().run()
    assert not visitor.exception


def upload(visitor, content):
    visitor.get("file_uploader")[0].set_value(("tall.json", content, "application/json")).run()
    assert not visitor.exception


def test_without_figures_the_page_says_how_they_are_made_where_the_microdata_are(language):
    visitor = part("persons", language)
    assert Locale(language).text("app_transfer.persons_how") in said(visitor)
    assert "bransjevalg prevalence" in visitor.code[0].value
    assert Locale(language).text("app.fallacy") in said(visitor)


def test_made_up_answers_say_so_and_can_be_taken_away_again(language):
    visitor = part("persons", language)
    press(visitor, "persons_made_up", language)
    assert Locale(language).text("app_transfer.persons_synthetic") in said(visitor)
    (shown,) = [table.value for table in visitor.table]
    assert shown.iloc[0, 0] == Locale(language).text("microdata.everybody")
    assert len(shown) == 39 + 1
    assert Locale(language).text("microdata.note_joint") in said(visitor).replace("\\", "")
    press(visitor, "persons_remove", language)
    assert Locale(language).text("app_transfer.persons_synthetic") not in said(visitor)
    assert Locale(language).text("app_transfer.persons_how") in said(visitor)


def test_figures_that_were_put_in_are_shown_for_the_pair_that_is_chosen():
    content = json.loads(file_cache.made_up_persons("publisert"))
    content["synthetic"] = False
    visitor = part("persons", "en")
    upload(visitor, json.dumps(content).encode())
    assert Locale("en").text("app_transfer.persons_synthetic") not in said(visitor)
    pairs = next(widget for widget in visitor.selectbox if widget.label == Locale("en").text("app_transfer.pairs"))
    assert len(pairs.options) == 2
    before = visitor.table[0].value
    pairs.set_value("emotional_demands|mental_complaints").run()
    assert not visitor.exception
    assert not before.equals(visitor.table[0].value)


def test_the_files_own_labels_are_shown_and_never_as_markdown():
    content = json.loads(file_cache.made_up_persons("publisert"))
    content["labels"]["emotional_demands"] = {"label_nb": "", "label_en": "Demands [x](http://x.no) *of* feelings"}
    del content["labels"]["mental_complaints"]
    visitor = part("persons", "en")
    upload(visitor, json.dumps(content).encode())
    pairs = next(widget for widget in visitor.selectbox if widget.label == Locale("en").text("app_transfer.pairs"))
    pairs.set_value("emotional_demands|mental_complaints").run()
    assert not visitor.exception
    heading = next(subheading.value for subheading in visitor.subheader if "Demands" in subheading.value)
    assert "Demands \\[x\\]" in heading
    assert "\\*of\\*" in heading


def test_a_file_of_another_kind_is_refused_and_nothing_is_kept(language):
    visitor = part("persons", language)
    upload(visitor, b'{"industries": []}')
    assert "tall.json" in visitor.error[0].value
    assert Locale(language).text("app_transfer.persons_how") in said(visitor)


def test_industries_that_other_data_do_not_have_are_named():
    visitor = part("persons", "en")
    person_level = read_person_level(file_cache.made_up_persons("publisert"), "x", cached.dataset("publisert"))
    strange = replace(person_level, joint=(replace(person_level.joint[0], industry_id="romfart"),))
    visitor.session_state[state.PERSON_LEVEL] = strange
    visitor.run()
    assert not visitor.exception
    assert "romfart" in visitor.error[0].value


def test_what_prevention_can_win_stands_beside_co_occurrence_for_every_industry(language):
    visitor = part("winnable", language, "syntetisk")
    matrix, one_outcome = (table.value for table in visitor.table)
    assert len(matrix) == 39
    assert len(one_outcome) == 39
    assert Locale(language).text("prevention.assumption_causal") in said(visitor)
    visitor = part("winnable", language)
    assert Locale(language).text("app_transfer.prevention_no_exposures") in said(visitor)
