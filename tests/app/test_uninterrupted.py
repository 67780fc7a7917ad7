"""Streamlit ends a run at any look into the session once the browser has sent something: nothing is done by half."""

import ast
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests, ScriptRequestType
from streamlit.runtime.state import SafeSessionState, SessionState, session_state_proxy

import app
from app.panels import history, own_profiles, weights
from app.shell import cache as cached
from app.shell import page_shell, setting_history, synchronisation, uninterrupted
from app.shell import rested_setting as resting
from app.shell import session as state
from app.shell.uninterrupted import whole
from engine.foundation.locale import Locale

HERE = Path(app.__file__).parent
LINK = {"data": ["publisert"], "frame": ["80"], "w_absence": ["0.5"], "lock": ["msk"], "must": ["undervisning"]}


class Link(dict):
    get_all = dict.__getitem__


class Session(SafeSessionState):
    """A session that the browser cuts into at its look number ``cut``, and once more at the very next one.

    What it sends and when a run ends is Streamlit's own doing. With ``lost`` its connection is lost instead.
    """

    def __init__(self, lost=False):
        self.__dict__.update(requests=ScriptRequests(), cut=None, looks=0, lost=lost, pressed={})
        super().__init__(SessionState(), self._end_where_asked)

    def _end_where_asked(self):
        if (request := self.requests.on_scriptrunner_yield()) is None:
            return
        if request.type is ScriptRequestType.STOP:
            raise StopException
        raise RerunException(request.rerun_data)

    def _looked(self):
        self.__dict__["looks"] += 1
        if self.cut is None or self.looks not in (self.cut, self.cut + 1):
            return
        if self.lost:
            self.requests.request_stop()
        else:
            pressed = [WidgetState(id=name, trigger_value=True) for name in self.pressed.get(self.looks, ())]
            self.requests.request_rerun(
                RerunData(query_string=f"look {self.looks}", widget_states=WidgetStates(widgets=pressed))
            )

    def __getitem__(self, key):
        self._looked()
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        self._looked()
        super().__setitem__(key, value)

    def __delitem__(self, key):
        self._looked()
        super().__delitem__(key)

    def __contains__(self, key):
        self._looked()
        return super().__contains__(key)

    def cut_at(self, look):
        self.__dict__.update(cut=look, looks=0)
        if look is None:  # whoever has lost the connection comes back to another run in the same session
            self.__dict__["requests"] = ScriptRequests()


@pytest.fixture(params=[False, True], ids=["sent", "connection lost"])
def lost(request):
    return request.param


ENDED = (RerunException, StopException)


@pytest.fixture
def session(monkeypatch):
    """A visitor who came by ``LINK``; the weights' settings are told apart by a number instead of by chance."""
    numbers = iter(range(10_000))
    monkeypatch.setattr("app.shell.linked_sliders.secrets", SimpleNamespace(token_hex=lambda _: str(next(numbers))))
    monkeypatch.setattr(resting, "clock", lambda: 100.0)
    monkeypatch.setattr(st, "context", SimpleNamespace(locale="nb-NO", url="http://localhost/"))
    monkeypatch.setattr(st, "query_params", Link(LINK))

    def made(lost=False):
        begun = Session(lost)
        monkeypatch.setattr(session_state_proxy, "get_session_state", lambda: begun)
        monkeypatch.setattr(uninterrupted, "get_session_state", lambda: begun)
        return begun

    return made


def looks_of(kept, work):
    kept.cut_at(None)
    work()
    return kept.looks


def test_whole_work_is_done_to_its_end_and_then_what_was_sent_last_is_taken_up(session):
    kept = session()
    kept.cut_at(2)

    @whole
    def work():
        for name in "abcd":
            st.session_state[name] = name
        inner()

    @whole
    def inner():
        st.session_state["e"] = "e"

    with pytest.raises(RerunException) as sent:
        work()
    assert sorted(kept.filtered_state) == list("abcde")
    assert sent.value.rerun_data.query_string == "look 3"
    kept.cut_at(1)
    with pytest.raises(RerunException) as sent:
        st.session_state["f"]
    assert sent.value.rerun_data.query_string == "look 1"  # outside of whole work a run ends where it is


def test_a_button_that_is_pressed_meanwhile_is_not_lost_for_what_is_sent_after_it(session):
    kept = session()
    kept.pressed[1] = ("undo",)
    kept.cut_at(1)

    @whole
    def work():
        for name in "abcd":
            st.session_state[name] = name

    with pytest.raises(RerunException) as sent:
        work()
    assert sent.value.rerun_data.query_string == "look 2"
    assert [widget.id for widget in sent.value.rerun_data.widget_states.widgets] == ["undo"]


def test_a_run_that_begins_before_another_of_the_session_has_ended_waits_for_its_work(session):
    """A visitor who has lost the connection is back at once: Streamlit runs both, and the first is at its arrival."""
    kept = session()
    begun, may_go_on, order = Event(), Event(), []

    @whole
    def first():
        begun.set()
        may_go_on.wait(10)
        order.append("first")

    runs = [Thread(target=first), Thread(target=whole(lambda: order.append("second")))]
    runs[0].start()
    begun.wait(10)
    runs[1].start()
    runs[1].join(0.2)
    assert order == []
    may_go_on.set()
    for run in runs:
        run.join(10)
    assert order == ["first", "second"]
    page_shell._taken_up()
    assert dict(kept[state.CURRENT].changes)["frame"] == 80.0


def test_an_arrival_that_an_error_ended_begins_anew(session, monkeypatch):
    kept = session()
    with monkeypatch.context() as broken:
        broken.setattr(synchronisation, "read_link", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            page_shell._taken_up()
    page_shell._taken_up()
    assert dict(kept[state.CURRENT].changes) == {"frame": 80.0, "must": ("undervisning",)}


def test_a_release_of_streamlit_that_calls_it_otherwise_leaves_the_work_as_it_was(session, monkeypatch):
    kept = session()
    monkeypatch.setattr(uninterrupted, "LOOK", "_another_name")
    whole(lambda: st.session_state.update(a="a"))()
    assert sorted(kept.filtered_state) == ["a"]


def test_an_error_in_whole_work_is_raised_and_leaves_none_behind(session):
    kept = session()

    @whole
    def wrong():
        st.session_state["missing"]

    with pytest.raises(KeyError):
        wrong()
    kept.cut_at(1)
    with pytest.raises(RerunException):
        st.session_state["missing"]


def test_a_link_is_taken_up_whole_wherever_the_browser_cuts_in(session, lost):
    """A key that is pressed, or a bad network, while a new session reads its link."""
    taken = session()
    looks = looks_of(taken, page_shell._taken_up)
    values, setting = taken["_values"], taken[state.CURRENT]
    assert dict(setting.changes) == {"frame": 80.0, "must": ("undervisning",)}
    for look in range(1, looks + 1):
        kept = session(lost)
        kept.cut_at(look)
        with pytest.raises(ENDED):
            page_shell._taken_up()
        kept.cut_at(None)
        page_shell._taken_up()
        assert (kept["_values"], kept[state.CURRENT]) == (values, setting), look
        assert len(kept["_history"].steps) == 1


def after_two_steps(session, lost=False):
    kept = session(lost)
    kept.cut_at(None)
    page_shell._taken_up()
    for frame in (90.0, 95.0):
        synchronisation.put("frame", frame)
        page_shell._taken_up()
    assert [dict(step.held.setting.changes)["frame"] for step in kept["_history"].steps] == [80.0, 90.0, 95.0]
    return kept


WORK = {
    "a step back": lambda: setting_history.go_to(1),
    "back to the first": lambda: setting_history.browser_asked(0, 1),
    "weights": lambda: state.set_weights({"msk": 1, "mental": 1, "absence": 0, "frafall": 0, "union_density": 0}),
    "other data": lambda: synchronisation.put_all("syntetisk", "", {"frame": 75.0}),
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_what_a_button_sets_is_set_whole_wherever_the_browser_cuts_in(session, work, lost):
    done = after_two_steps(session)
    before = dict(done["_values"])
    looks = looks_of(done, work)
    page_shell._taken_up()
    expected, place = dict(done["_values"]), done["_history"].at
    assert expected != before
    for look in range(1, looks + 1):
        kept = after_two_steps(session, lost)
        kept.cut_at(look)
        with pytest.raises(ENDED):
            work()
        kept.cut_at(None)
        page_shell._taken_up()
        assert (kept["_values"], kept["_history"].at) == (expected, place), look


@pytest.mark.parametrize("called", [history._asked, weights.take_move], ids=["a step", "a weight"])
def test_what_a_component_sends_for_the_page_before_is_no_error(session, called):
    """Streamlit calls what is to be called, and does not have the component by its name before it is drawn again."""
    kept = after_two_steps(session)
    before = (dict(kept["_values"]), kept["_history"].at)
    called()
    page_shell._taken_up()
    assert (kept["_values"], kept["_history"].at) == before


def test_a_viewpoint_is_saved_once_however_quickly_and_not_from_a_page_that_was_left(session):
    after_two_steps(session)
    criteria, nb = cached.criteria("publisert"), Locale("nb")
    own_profiles._level("profile_new_0_", "msk", tuple(criteria.root.members))
    own_profiles._save("profile_new_0_", None, criteria, nb)
    assert state.own_profiles() == ()
    fields = {"name": "Vårt", "scale": "shares", "basis": ""} | {
        f"shares_weight_{member}": 20.0 for member in criteria.root.members
    }
    for name, held in fields.items():
        st.session_state[f"profile_new_0_{name}"] = held
    for _ in range(2):  # the second press, from a browser that has not heard of the first
        own_profiles._save("profile_new_0_", None, criteria, nb)
    assert [nb.written(profile, "name") for profile in state.own_profiles()].count("Vårt") == 1
    (saved,) = (profile for profile in state.own_profiles() if nb.written(profile, "name") == "Vårt")
    for name, held in (fields | {"name": "Vårt nye"}).items():
        st.session_state[f"profile_{saved.id}_1_{name}"] = held
    for _ in range(2):
        own_profiles._save(f"profile_{saved.id}_1_", saved, criteria, nb)
    assert [nb.written(profile, "name") for profile in state.own_profiles()].count("Vårt nye") == 1


def callbacks():
    """Every function that a widget is to call, by where it stands."""
    for file in sorted(HERE.rglob("*.py")):
        module = ".".join(("app", *file.relative_to(HERE).with_suffix("").parts))
        for call in (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)):
            for word in call.keywords:
                named = word.arg or ""
                called = named == "on_click" or (named.startswith("on_") and named.endswith("_change"))
                if called and not isinstance(word.value, ast.Constant):
                    yield module, ast.unparse(word.value).partition(" if ")[0]


@pytest.mark.parametrize(("module", "called"), sorted(set(callbacks())))
def test_what_a_widget_calls_is_whole(module, called):
    function = import_module(module)
    for name in called.split("."):
        function = getattr(function, name)
    assert function.__code__ is whole(function).__code__, f"{module}: {called} is not whole"
