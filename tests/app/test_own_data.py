"""One's own data: put in, every problem told, used on every page of this visitor and no other, and taken away again."""

import io
from datetime import date

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from app.fields.setting_fields import setting_fields
from app.shell import cache as cached
from app.shell import data_sets, file_cache, synchronisation
from app.shell import session as state
from app.shell.data_sets import OWN
from app.shell.setting import Setting
from engine.criteria.keys import KEYS
from engine.dataset.shipped import shipped_data
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.spreadsheets.layout import sheet_title
from tests.app.opened import one_page, opened, said, unfold

SHIPPED = shipped_data() / "noa"
INDUSTRIES = b"""industry_id,name_nb,name_en,status,jobs,sector
a,Fiske,Fishing,candidate,1000,private
b,Skole,Schools,candidate,3000,public
c,Barnehage,Nurseries,programme,2000,public
"""
VALUES = b"""industry_id,indicator_id,period,value,unit,se,n,quality,source_id
a,strain,2024,10,percent,,,published,own
b,strain,2024,30,percent,,,published,own
c,strain,2024,20,percent,,,published,own
"""
SOURCES = b"source_id,title,publisher,published,reference\nown,Own survey,Us,2024,here\n"
RULES = b"""id = "egne"
scale = 100
[[indicator]]
id = "strain"
label_nb = "Belastning"
label_en = "Strain"
normalise = { method = "goalposts", low = 0, high = 40 }
[[criterion]]
id = "score"
members = { strain = 1 }
[selection]
max_new = 1
[selection.grant]
kind = "key"
frame = 10
equal_share = 0.5
"""


COSTS = (
    RULES[: RULES.index(b"[selection]")]
    + b"""[selection]
eligible = ["candidate"]
require_indicator = { strain = { min = 5, max = 35 } }
conflicts = [["a", "b"]]
[selection.grant]
kind = "cost"
frame = 10
cost = { fixed = 2, per_1000_jobs = 0.5 }
[[selection.resource]]
id = "advisers"
limit = 3
"""
)
RESOURCES = b"industry_id,resource_id,amount\na,advisers,1\nb,advisers,2\n"


def csv(name, content):
    return (name, content, "text/csv")


SMALL = [csv("industries.csv", INDUSTRIES), csv("indicators.csv", VALUES), csv("sources.csv", SOURCES)]
WITH_RULES = [*SMALL, ("egne.toml", RULES, "application/toml")]
SHIPPED_COPY = [csv(path.name, path.read_bytes()) for path in sorted(SHIPPED.iterdir())]


def put_in(files, language="nb"):
    visitor = opened("data", language)
    visitor.session_state[state.DATA_TABS] = Locale(language).text("app.tab_own")
    visitor.run()
    return visitor.file_uploader[0].set_value(files).run()


def button(visitor, start):
    return next((widget for widget in visitor.button if widget.label.startswith(start)), None)


def use(visitor, language="nb"):
    return button(visitor, Locale(language).text("app.own_use", criteria="")).click().run()


def test_a_folder_with_a_mistake_is_told_of_with_file_row_and_column(language):
    wrong = csv("indicators.csv", VALUES.replace(b",30,", b",mye,"))
    visitor = put_in([SMALL[0], wrong, SMALL[2]], language)
    assert not visitor.exception
    row = {"nb": "rad 3", "en": "row 3"}[language]
    assert "indicators.csv" in said(visitor)
    assert row in said(visitor)
    assert "mye" in said(visitor)
    assert "/tmp" not in said(visitor)
    assert button(visitor, Locale(language).text("app.own_use", criteria="")) is None


def test_criteria_that_do_not_fit_are_told_of_and_not_used(language):
    visitor = put_in(SMALL, language)
    assert not visitor.exception
    assert Locale(language).text("app.own_fine", industries=3, indicators=1) in said(visitor)
    assert "absence" in said(visitor)
    assert button(visitor, Locale(language).text("app.own_use", criteria="")) is None


def test_a_copy_of_the_shipped_folder_can_be_used_with_the_shipped_criteria(language):
    visitor = use(put_in(SHIPPED_COPY, language), language)
    assert not visitor.exception
    used = visitor.session_state[state.CURRENT].data
    name = Locale(language).text("app.own_folder")
    assert (used.name, used.criteria.file) == (name, "kjent.toml")
    assert Locale(language).text("app.own_shown", name=name, criteria="kjent.toml") in said(visitor)
    ours = cached.outcome(Setting("noa"))
    assert cached.outcome(visitor.session_state[state.CURRENT]).selected == ours.selected


def test_conditions_of_the_own_criteria_hold_and_not_those_of_the_data_before():
    visitor = use(put_in(WITH_RULES))
    assert not visitor.exception
    setting = visitor.session_state[state.CURRENT]
    assert (setting.weights, setting.changes) == ((), ())
    assert cached.outcome(setting).selected == ("b",)
    assert visitor.session_state["max_new"] == 1


def page_with(used, page, language="nb"):
    """A visitor who has put in the data and then goes to the page."""
    visitor = AppTest.from_function(one_page, kwargs={"name": page, "language": language}, default_timeout=60)
    unfold(visitor)
    visitor.session_state[synchronisation.OWN_DATA] = used
    visitor.query_params["data"] = OWN
    visitor.query_params["lang"] = language
    return visitor.run()


@pytest.fixture(scope="module")
def demanding():
    """Data with a limited resource, and criteria with bounds, a conflict and costs."""
    more = [csv("resources.csv", RESOURCES), ("dyrt.toml", COSTS, "application/toml")]
    return use(put_in([*SMALL, *more])).session_state[synchronisation.OWN_DATA]


@pytest.mark.parametrize(
    ("kind", "key", "value", "change"),
    [
        ("slider", "limit_advisers", 1.5, ("resource", (("advisers", 1.5),))),
        ("slider", "cost_fixed", 1.0, ("cost_fixed", 1.0)),
        ("slider", "cost_per_1000_jobs", 1.2, ("cost_per_1000_jobs", 1.2)),
        ("slider", "least_strain", 0.0, ("require_indicator", (("strain", None, 35.0),))),
        ("slider", "most_strain", 20.0, ("require_indicator", (("strain", 5.0, 20.0),))),
        ("multiselect", "conflict_1", [], ("conflicts", ())),
    ],
)
def test_what_only_some_criteria_have_can_be_set_too(demanding, kind, key, value, change):
    visitor = page_with(demanding, "ranking")
    assert visitor.session_state[state.CURRENT].changes == ()
    getattr(visitor, kind)(key=key).set_value(value).run()
    assert not visitor.exception
    assert not visitor.error
    assert visitor.session_state[state.CURRENT].changes == (change,)


def test_a_limit_at_its_end_is_none(demanding):
    """Three advisers bar nobody but one alone of two: with no conflict and no limit both are within the frame."""
    visitor = page_with(demanding, "ranking")
    limit = visitor.slider(key="limit_advisers")
    limit.set_value(limit.max).run()
    assert visitor.session_state[state.CURRENT].changes == (("resource", ()),)
    assert cached.set_criteria(visitor.session_state[state.CURRENT]).selection.resources == ()


def test_everything_that_a_selection_can_ask_for_has_a_widget(demanding):
    """Every key of ``[selection]`` in the contract (section 2), but the kind of money, notes and ids."""
    widgets = {
        *setting_fields(demanding.dataset, demanding.criteria, Locale("nb")),
        *setting_fields(cached.dataset("publisert"), cached.criteria("publisert"), Locale("nb")),
    }
    named = {
        "programmes": "fate_barnehager",
        "conflicts": "conflict_1",
        "require_indicator": "least_absence",
        "resource": "limit_advisers",
        "grant": "frame",
        "minimum": "minimum_new",
        "cost": "cost_fixed",
        "min": "least_strain",
        "max": "most_strain",
        "limit": "limit_advisers",
        "new": "minimum_new",
        "continuing": "minimum_continuing",
        "fixed": "cost_fixed",
        "per_1000_jobs": "cost_per_1000_jobs",
    }
    asked = [key.name for key in KEYS if key.table.split(".")[0] == "selection"]
    set_elsewhere = {"kind", "note_nb", "note_nn", "note_en", "id"}
    assert [name for name in asked if name not in set_elsewhere and named.get(name, name) not in widgets] == []


@pytest.mark.parametrize(
    "page", ["ranking", "cooccurrence", "stability", "robustness", "parties", "industry", "data", "method"]
)
def test_every_page_shows_the_own_data_and_whose_they_are(page, language):
    used = use(put_in(WITH_RULES)).session_state[synchronisation.OWN_DATA]
    visitor = page_with(used, page, language)
    assert not visitor.exception
    assert Locale(language).text("app.own_shown", name=used.name, criteria="egne.toml") in said(visitor)
    if page != "parties":  # the shipped viewpoints weigh criteria that these data do not have, and it is said
        assert not visitor.error


def test_own_data_are_taken_away_again(language):
    visitor = use(put_in(WITH_RULES, language), language)
    button(visitor, Locale(language).text("app.own_remove")).click().run()
    assert not visitor.exception
    assert visitor.session_state[state.CURRENT].data == "noa"
    assert synchronisation.OWN_DATA not in visitor.session_state
    assert cached.outcome.cache_info().currsize <= 2
    assert Locale(language).text("app.own_remove") not in [widget.label for widget in visitor.button]


def test_a_link_to_own_data_says_that_they_did_not_travel(language):
    visitor = opened("ranking", language, data="own")
    assert not visitor.exception
    (error,) = visitor.error
    assert Locale(language).text("errors.own_data_stays") in error.value
    assert visitor.session_state[state.CURRENT].data == "noa"


def test_two_visitors_with_own_data_see_each_their_own():
    first, second = use(put_in(WITH_RULES)), use(put_in(SHIPPED_COPY))
    assert first.session_state[state.CURRENT].data != second.session_state[state.CURRENT].data
    third = opened("data")
    assert synchronisation.OWN_DATA not in third.session_state
    assert DEFAULT_LOCALE.text("app.data_own") not in third.selectbox(key="data").options


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """A server started with a folder and a criteria file of its own."""
    folder = tmp_path / "kommunens tall"
    folder.mkdir()
    for name, content, _ in SMALL:
        (folder / name).write_bytes(content)
    (tmp_path / "egne.toml").write_bytes(RULES)
    monkeypatch.setenv("BRANSJEVALG_DATA", str(folder))
    monkeypatch.setenv("BRANSJEVALG_CRITERIA", str(tmp_path / "egne.toml"))
    data_sets.started.cache_clear()
    cached.forget()
    yield tmp_path
    data_sets.started.cache_clear()
    cached.forget()


def test_a_server_started_with_data_shows_them_first_and_says_so(environment, language):
    visitor = opened("ranking", language, data=None)
    assert not visitor.exception
    assert not visitor.error
    assert cached.outcome(visitor.session_state[state.CURRENT]).selected == ("b",)
    assert Locale(language).text("app.server_shown", name="kommunens tall", criteria="egne.toml") in said(visitor)
    assert str(environment) not in said(visitor)
    visitor.selectbox(key="data").set_value("publisert").run()
    assert not visitor.exception
    assert len(cached.outcome(visitor.session_state[state.CURRENT]).selected) == 5


def test_a_server_started_with_what_cannot_be_used_says_why_and_shows_the_published(environment, language):
    (environment / "egne.toml").write_bytes(RULES.replace(b'"strain"', b'"strian"', 1))
    visitor = opened("ranking", language, data=None)
    assert not visitor.exception
    assert "strian" in visitor.error[0].value
    assert visitor.session_state[state.CURRENT].data == "noa"


def test_the_workbook_to_fill_in_can_be_filled_in_and_used_with_the_published_figures(language):
    """Absence of retail in a newer period: the new figure is there, and all the published ones."""
    folder = shipped_data() / "noa"
    book = openpyxl.load_workbook(io.BytesIO(file_cache.template(folder, Locale(language), date(2026, 1, 2))))
    row = ("butikkhandel", "absence", "2025", 6.5, "percent", None, None, "published", "report2024")
    book[sheet_title("indicators", Locale(language))].append(row)
    written = io.BytesIO()
    book.save(written)
    visitor = put_in([("fylt ut.xlsx", written.getvalue(), "application/octet-stream")], language)
    assert not visitor.exception
    assert not visitor.error
    visitor = use(visitor, language)
    used = visitor.session_state[state.CURRENT].data
    assert used.name == "fylt ut.xlsx"
    column = used.dataset.column("absence", "2025")
    assert column.values[used.dataset.position["butikkhandel"]] == 6.5
    assert used.dataset.columns.keys() == cached.dataset("noa").columns.keys()


def test_a_broken_workbook_is_told_of_and_not_used(language):
    visitor = put_in([("tall.xlsx", b"PK\x03\x04 og noe annet", "application/octet-stream")], language)
    assert not visitor.exception
    assert "tall.xlsx" in visitor.error[0].value
    assert button(visitor, Locale(language).text("app.own_use", criteria="")) is None
