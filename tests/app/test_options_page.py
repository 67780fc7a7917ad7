"""The page of options, the sheets of today's programmes, the scenarios, and the buttons that repair a setting."""

from dataclasses import replace

import pytest

from app.figures.slope_chart import slope_chart
from app.panels.repairs import moves_of
from app.shell import cache as cached
from app.shell import options_session as table
from app.shell import session as state
from app.shell.options_session import example
from app.views.options import _fresh
from engine.foundation.locale import Locale
from engine.plans.options import HalfYear, Standpoint, Step
from engine.plans.options_reading import parse_options
from engine.plans.options_writing import options_toml
from engine.results.options_slope import SlopeLine
from engine.selection.repairs import Repair
from tests.app.opened import opened, said


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store of its own for a test."""
    from app.shell import scenario_store

    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{tmp_path / 'scenarios.sqlite3'}")
    scenario_store.forget_database()
    yield tmp_path
    scenario_store.forget_database()


def grids(visitor):
    return "\n".join(
        str(element.value if hasattr(element, "value") else element.proto.body) for element in visitor.get("html")
    )


def button(visitor, label):
    return next(widget for widget in visitor.button if label in widget.label)


def files(visitor):
    return [widget.proto.label for widget in visitor.get("download_button")]


@pytest.mark.parametrize("data", ["publisert", "noa"])
def test_the_shipped_options_stand_side_by_side(language, data):
    visitor = opened("options", language, data=data)
    assert not visitor.exception
    assert not visitor.error
    shown = grids(visitor)
    assert all(f"{'Alternativ' if language == 'nb' else 'Option'} {letter}" in shown for letter in "ABCD")
    assert "280" not in said(visitor)


def test_a_new_option_is_built_by_hand():
    visitor = opened("options")
    button(visitor, "Nytt alternativ").click().run()
    by_key = {widget.key: widget for widget in visitor.get("button_group")}
    next(widget for key, widget in by_key.items() if key.endswith("_e_how")).set_value("hand").run()
    next(widget for widget in visitor.multiselect if widget.key.endswith("_e_new")).set_value(["undervisning"]).run()
    assert not visitor.exception
    file = visitor.session_state[table.FILE]
    assert file.options[-1].new == ("undervisning",)
    assert parse_options(options_toml(file), "f.toml").options == file.options


def test_a_start_a_fate_and_a_floor_are_set():
    visitor = opened("options")
    by_key = {widget.key: widget for widget in visitor.selectbox}
    by_key["option_0_a_start_sjofart"].set_value(HalfYear(2026, 1)).run()
    next(widget for widget in visitor.selectbox if widget.key == "option_0_a_fate_sykehus").set_value("wind_down").run()
    visitor.text_input(key="option_0_a_floor_new").set_value("3,5").run()
    option = visitor.session_state[table.FILE].options[0]
    assert option.starts == {"sjofart": HalfYear(2026, 1)}
    assert option.programmes == {"sykehus": "wind_down"}
    assert option.key.floor_new == 3.5
    assert not visitor.exception


EVERYTHING = """
id = "alt"
from = "2025-H1"
to = "2026-H2"
frame = { 2025 = 1200.0, 2026 = 70 }

[[option]]
id = "a"
name_nb = "Motoren velger"
programmes = { barnehager = "continue", sykehus = { end = "2026-H1" } }
extended = ["sykehjem", "barnehager"]
carried_over = { sykehus = 1.25, barnehager = 0.5 }
standpoint = [{ party = "En part", words = "Det første" }, { party = "B", words = "Det andre,\\nover to linjer" }]
[option.key]
equal_share = 0.333333333
cap = 0.3
need = { undervisning = 0.1, barnehager = 0.2 }
phase = { new = [1.5, 1] }
[option.choose]
max_new = 25
min_new = 1
objective = "sum_times_jobs"
must = ["undervisning", "butikkhandel"]
must_not = []
require_sectors = ["public", "private"]
max_per_section = 2

[[option]]
id = "b"
name_nb = "For hånd"
new = ["butikkhandel"]
starts = { butikkhandel = "2025-H1" }
[option.key]
steps = [{ jobs = 0, mnok = 1.5 }, { jobs = 50000, mnok = 3 }]
"""


@pytest.mark.parametrize("edited", ["a", "b"])
def test_every_part_of_a_file_stands_in_the_form_and_is_written_as_it_was_read(edited):
    file = parse_options(EVERYTHING, "f.toml")
    visitor = opened("options")
    visitor.session_state[table.FILE] = file
    visitor.session_state[table.REVISION] = 1
    visitor.session_state[table.EDITED] = edited
    visitor.run()
    visitor.run()
    assert not visitor.exception
    assert visitor.session_state[table.FILE] == file
    assert parse_options(options_toml(visitor.session_state[table.FILE]), "f.toml") == file


def at(kind, key):
    return next(widget for widget in kind if widget.key == key)


def test_what_is_rare_is_filled_in_by_subject():
    visitor = opened("options")
    at(visitor.multiselect, "option_0_a_extended").set_value(["sykehjem"])
    at(visitor.multiselect, "option_0_a_need").set_value(["sjofart"])
    at(visitor.multiselect, "option_0_a_carried_over").set_value(["sykehus"])
    at(visitor.text_input, "option_0_a_party_0").set_value("Ett forbund")
    visitor.run()
    option = visitor.session_state[table.FILE].options[0]
    assert option.extended == ("sykehjem",)
    assert (option.key.need, option.carried_over, option.standpoints) == ({}, {}, ())  # not filled in yet
    assert "Fyll ut både part og ord" in said(visitor)
    at(visitor.text_input, "option_0_a_need_sjofart").set_value("5")
    at(visitor.text_input, "option_0_a_carried_over_sykehus").set_value("2.5")
    at(visitor.text_area, "option_0_a_words_0").set_value("Sjøfart må med")
    visitor.run()
    option = visitor.session_state[table.FILE].options[0]
    assert (option.key.need, option.carried_over) == ({"sjofart": 5.0}, {"sykehus": 2.5})
    assert option.standpoints == (Standpoint("Ett forbund", "Sjøfart må med"),)
    assert not visitor.exception
    assert not visitor.error


def test_emptying_one_standpoint_takes_no_other_with_it():
    visitor = opened("options")
    for number in range(3):
        at(visitor.text_input, f"option_0_a_party_{number}").set_value(f"Part {number}")
        at(visitor.text_area, f"option_0_a_words_{number}").set_value(f"Ord {number}")
        visitor.run()
    for number in (0, 1):
        at(visitor.text_input, f"option_0_a_party_{number}").set_value("")
        at(visitor.text_area, f"option_0_a_words_{number}").set_value("")
        visitor.run()
    assert visitor.session_state[table.FILE].options[0].standpoints == (Standpoint("Part 2", "Ord 2"),)


def test_steps_that_do_not_rise_are_told_in_the_engines_words():
    visitor = opened("options")
    at(visitor.number_input, "option_0_a_steps").set_value(3).run()
    for number, (jobs, amount) in enumerate(((0, 3.0), (50_000, 5.0), (20_000, 7.0))):
        if number:  # the first begins at 0
            at(visitor.number_input, f"option_0_a_step_{number}_jobs").set_value(jobs)
        at(visitor.text_input, f"option_0_a_step_{number}_mnok").set_value(f"{amount:g}")
    visitor.run()
    assert "stiger ikke i antall jobber" in said(visitor)
    at(visitor.number_input, "option_0_a_step_2_jobs").set_value(90_000).run()
    assert not visitor.error
    steps = visitor.session_state[table.FILE].options[0].key.steps
    assert steps == (Step(0, 3.0), Step(50_000, 5.0), Step(90_000, 7.0))


def test_conditions_for_the_engine_are_set_and_taken_away_again():
    visitor = opened("options")
    at(visitor.selectbox, table.EDITED).set_value("b").run()
    at(visitor.multiselect, "option_0_b_must").set_value(["undervisning"]).run()
    at(visitor.selectbox, "option_0_b_objective").set_value("sum_times_jobs").run()
    assert visitor.session_state[table.FILE].options[1].choose == {
        "max_new": 2,
        "must": ("undervisning",),
        "objective": "sum_times_jobs",
    }
    at(visitor.multiselect, "option_0_b_must").set_value([]).run()
    at(visitor.selectbox, "option_0_b_objective").set_value("").run()
    assert visitor.session_state[table.FILE].options[1].choose == {"max_new": 2}
    assert not visitor.exception


def test_factors_that_are_none_are_told_and_change_nothing():
    visitor = opened("options")
    next(widget for widget in visitor.text_input if widget.key == "option_0_a_phase_new").set_value("mye").run()
    assert "er ikke faktorer" in said(visitor)
    assert example().options[0].key.phase_new == (1.0,)


def test_options_that_do_not_fit_the_data_are_told_with_a_way_on():
    assert _fresh().options[0].choose == {}


def test_a_slope_has_a_line_a_kind_and_a_label_at_each_end():
    lines = (SlopeLine("a", "A", 5.0, 4.0, "loses"), SlopeLine("b", "B", None, 3.0, "new"))
    figure = slope_chart(lines, "Alternativ A", Locale("nb"))
    texts = [label for trace in figure.data if trace.mode == "text" for label in trace.text]
    heads, labels = (
        [text for text in texts if text.startswith("<b>")],
        [text for text in texts if not text.startswith("<b>")],
    )
    assert [label.replace("\N{NO-BREAK SPACE}", " ") for label in sorted(labels)] == ["3,0 B", "4,0 A", "A 5,0"]
    assert heads == ["<b>I dag (mill. kr)</b>", "<b>Alternativ A</b>"]
    assert {trace.name for trace in figure.data if trace.name} == {"får mindre", "ny"}


def test_a_slope_has_long_names_whole_on_lines_that_a_telephone_has_room_for():
    name = "Leverandørindustrien til olje og gass"
    figure = slope_chart((SlopeLine("a", name, 11.3, 16.1, "gains"),), "Alternativ A", Locale("nb"))
    labels = [label for trace in figure.data if trace.mode == "text" for label in trace.text]
    for label in (text for text in labels if not text.startswith("<b>")):
        lines = label.split("<br>")
        assert name in " ".join(lines)
        assert max(map(len, lines)) <= 25


@pytest.mark.parametrize("data", ["publisert", "noa"])
def test_every_programme_of_today_has_its_sheet(language, data):
    visitor = opened("decisions", language, data=data)
    assert not visitor.exception
    assert len(visitor.text_area) == 6
    word, ledger, excel = files(visitor)
    assert "Word" in word
    assert "CSV" in ledger
    assert excel == "For Excel"


def test_what_the_parties_write_stays_with_its_programme():
    visitor = opened("decisions")
    visitor.text_area[0].set_value("Ja, etter egen plan").run()
    which = next(widget for widget in visitor.selectbox if widget.key == "decision_shown")
    first, second = which.options[0], which.options[1]
    which.set_value("bygg_anlegg").run()
    assert visitor.text_area[0].value == ""
    next(widget for widget in visitor.selectbox if widget.key == "decision_shown").set_value("barnehager").run()
    assert visitor.text_area[0].value == "Ja, etter egen plan"
    assert first != second


def test_what_is_free_follows_the_rule_that_is_stated():
    visitor = opened("decisions")
    assert "Ingen er valgt" in said(visitor)
    next(widget for widget in visitor.get("button_group") if widget.key == "decision_rule").set_value("left").run()
    assert "0,63 mill. kr" in said(visitor)


def test_a_repair_moves_the_panels_fields(language):
    visitor = opened("ranking", language, frame="40", minimum_new="4", must="undervisning")
    label = "Ramme på minst 41,04" if language == "nb" else "41.04"
    button(visitor, label).click().run()
    assert not visitor.exception
    assert not [widget for widget in visitor.button if widget.key and widget.key.startswith("repair_")]
    assert next(slider for slider in visitor.slider if slider.key == "frame").value == 41.04


def test_a_repair_that_the_panel_has_no_field_for_is_not_offered():
    assert moves_of(Repair("drop", {"objective": "sum"}), {}) == {}


def test_a_scenario_is_saved_listed_opened_and_computed_anew(store):
    visitor = opened("scenarios", frame="76")
    assert not visitor.exception
    visitor.text_input(key="scenario_name").set_value("Stor ramme")
    visitor.text_area(key="scenario_why").set_value("Kan bli 76")
    button(visitor, "Lagre scenarioet").click().run()
    assert "«Stor ramme» er lagret" in said(visitor)
    other = opened("scenarios")
    assert "Kan bli 76" in grids(other)
    button(other, "Regn om igjen").click().run()
    assert "gir det samme nå" in said(other)
    button(other, "Åpne").click().run()
    assert not other.exception
    assert "Du ser på scenarioet «Stor ramme»" in said(other)
    assert next(slider for slider in other.slider if slider.key == "frame").value == 76


def test_two_scenarios_are_compared_by_name(store):
    for frame in ("70", "76"):
        visitor = opened("scenarios", frame=frame, minimum_new="4")
        visitor.text_input(key="scenario_name").set_value(f"Ramme {frame}")
        button(visitor, "Lagre scenarioet").click().run()
    shown = grids(visitor)
    assert "Ramme, mill. kr" in shown
    assert "Butikkhandel" in shown
    assert "butikkhandel" not in shown


def test_viewpoints_that_were_entered_come_back_with_the_scenario_and_are_compared(store):
    own = "Vi~0.4~0.3~0.1~0.1~0.1"
    visitor = opened("scenarios")
    visitor.text_input(key="scenario_name").set_value("Uten")
    button(visitor, "Lagre scenarioet").click().run()
    visitor = opened("scenarios", view_own_1=own)
    visitor.text_input(key="scenario_name").set_value("Med vårt")
    button(visitor, "Lagre scenarioet").click().run()
    shown = grids(visitor)
    assert "Synspunkter" in shown
    assert "Vi (Legemeldt sykefravær 0,1, " in shown
    other = opened("scenarios")
    button(other, "Åpne").click().run()
    assert not other.exception
    assert other.query_params["view_own_1"] == own
    assert "Du ser på scenarioet «Med vårt»" in said(other)
    assert [profile.name_nb for profile in other.session_state["_profiles"]][-1] == "Vi"


def test_a_scenario_without_viewpoints_leaves_those_that_were_entered(store):
    visitor = opened("scenarios")
    visitor.text_input(key="scenario_name").set_value("Uten")
    button(visitor, "Lagre scenarioet").click().run()
    other = opened("scenarios", view_own_1="Vi~0.4~0.3~0.1~0.1~0.1")
    button(other, "Åpne").click().run()
    assert [profile.name_nb for profile in other.session_state["_profiles"]][-1] == "Vi"


@pytest.mark.parametrize("kind", ["folder", "text", "newer"])
def test_a_store_that_cannot_be_used_is_told_and_the_screen_can_be_downloaded(store, monkeypatch, kind):
    import sqlite3

    place = store / "broken"
    if kind == "folder":
        place.mkdir()
    elif kind == "text":
        place.write_text("not a database, and much too long to be an empty one" * 100)
    else:
        connection = sqlite3.connect(place)
        connection.execute("create table alembic_version (version_num text)")
        connection.execute("insert into alembic_version values ('r9999')")
        connection.commit()
        connection.close()
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{place}")
    visitor = opened("scenarios")
    assert not visitor.exception
    assert len(visitor.error) == 1
    assert "Last ned som fil" in files(visitor)


def test_a_setting_comes_back_whole(store):
    """Every kind of change that the panel can make: saved, and opened by somebody else."""
    asked = {
        "w_msk": "0.4",
        "w_mental": "0.2",
        "w_absence": "0.2",
        "w_frafall": "0.1",
        "w_union_density": "0.1",
        "equal_share": "0.5",
        "must_not": "luftfart",
        "objective": "sum_times_jobs",
        "max_per_section": "2",
        "programme": "barnehager=wind_down",
    }
    visitor = opened("scenarios", **asked)
    visitor.text_input(key="scenario_name").set_value("Alt")
    button(visitor, "Lagre scenarioet").click().run()
    other = opened("scenarios")
    button(other, "Åpne").click().run()
    assert not other.exception
    assert not other.error
    carried = {name: value[0] if isinstance(value, list) else value for name, value in other.query_params.items()}
    assert {name: carried.get(name) for name in asked} == asked


def test_viewpoints_that_weigh_other_criteria_are_named_where_they_are_left_out(store):
    visitor = opened("scenarios")
    fits = cached.profiles("publisert")[0]
    other = replace(fits, id="andre", name_nb="Etter andre kriterier", weights={"noe_annet": 1.0})
    visitor.session_state[state.PROFILES] = (fits, other)
    words = said(visitor.run())
    assert "blir ikke med i det som lagres eller i dokumentet" in words
    assert "Etter andre kriterier." in words
    assert fits.name_nb not in words


def test_what_it_takes_is_worked_out_once_for_the_same_options_and_amount(monkeypatch):
    visitor = opened("options")
    asked = []
    monkeypatch.setattr("engine.plans.inverse.inverse", lambda *given: asked.append(given))
    visitor.run()
    assert asked == []
