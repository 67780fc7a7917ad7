"""Every picture and file that leaves the app says whose figures it holds, the setting, the date and the link."""

import csv
import io
import json
import re
import tomllib
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import streamlit
from docx import Document
from openpyxl import load_workbook

from app.shell import session as state
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from tests.app.opened import opened

APP = Path(__file__).resolve().parents[2] / "app"
SHEET = ("figures", "transfer", "prevention", "baseline")
FIRMNESS = ("selected", "ranks", "central", "methods", "audit")
TABS = {
    "ranking": (state.MORE_TABS, ["app.tab_download"]),
    "cooccurrence": (state.TOGETHER_TABS, ["app_transfer.tab_industries", "app_transfer.tab_winnable"]),
    "stability": (state.INTERVAL_TABS, ["app.tab_figure"]),
    "robustness": (state.ROBUSTNESS_TABS, [f"app_stability.tab_{tab}" for tab in FIRMNESS]),
    "parties": (state.REGRET_TABS, ["app.tab_figure"]),
    "options": ("options_tabs", ["app_options.tab_change"]),
    "decisions": ("no_tabs", ["app.tab_figure"]),
    "scenarios": ("no_tabs", ["app.tab_figure"]),
    "industry": (state.SHEET_TABS, [f"app_transfer.tab_{tab}" for tab in SHEET]),
    "data": (state.DATA_TABS, ["app.tab_values", "app.tab_inheritance", "app.tab_own"]),
    "method": (state.MORE_TABS, ["app.tab_download"]),
}
"""Every page, and its tabs with figures or files."""
AT_LEAST = {"ranking": (1, 2), "cooccurrence": (2, 3), "stability": (2, 2), "robustness": (4, 5), "parties": (1, 2)}
AT_LEAST |= {"options": (1, 2), "decisions": (0, 2), "scenarios": (0, 1)}
AT_LEAST |= {"industry": (6, 5), "data": (0, 2), "method": (0, 0)}
"""Figures and files of each page with the made-up data, so that a walk that finds nothing is no success."""


def pictures(visitor):
    """Name, what the picture says, and what stands in the figure itself, of every figure on the page."""
    for chart in visitor.get("plotly_chart"):
        layout = json.loads(chart.proto.spec)["layout"]
        told = layout["meta"]["picture"]
        text = " ".join(unescape(re.sub(r"<[^>]*>", " ", f"{told['title']} {told['foot']}")).split())
        yield json.loads(chart.proto.config)["toImageButtonOptions"]["filename"], text, str(layout.get("annotations"))


@pytest.fixture(autouse=True)
def _own_store(tmp_path, monkeypatch):
    """The page of scenarios has a store of its own."""
    from app.shell import scenario_store

    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{tmp_path / 'scenarios.sqlite3'}")
    scenario_store.forget_database()
    yield
    scenario_store.forget_database()


@pytest.fixture
def files(monkeypatch):
    """Name and content of every file that a page offers."""
    contents = {}
    shown = streamlit.download_button

    def button(label, content, name, *more, **options):
        contents[name] = content() if callable(content) else content
        return shown(label, b"", name, *more, **options)

    monkeypatch.setattr(streamlit, "download_button", button)
    return contents


def words_of(name, content):
    """What a file says as text."""
    if name.endswith(".xlsx"):
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    if name.endswith(".docx"):
        return " ".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    return content if isinstance(content, str) else content.decode()


@pytest.mark.parametrize("module", sorted(APP.rglob("*.py")), ids=lambda path: path.name)
def test_figures_and_files_are_shown_in_one_place_only(module):
    """Otherwise a new one could leave without saying what it is."""
    written = module.read_text(encoding="utf-8")
    assert (".plotly_chart(" in written) == (module.name == "figure_export.py")
    assert (".download_button(" in written) == (module.name == "exports.py")


SETTING = ("Ramme per år (mill. kr): 80", "Vekter: ")
FOLLOWED = {"parties": SETTING[:1], "industry": (), "robustness": SETTING[:1]}
"""Where the figures do not follow all that is set, their pictures do not say it."""


def test_every_page_is_walked():
    assert set(TABS) == {path.stem for path in (APP / "views").glob("*.py")} - {"__init__"}


@pytest.mark.parametrize("page", TABS)
def test_made_up_figures_say_so_in_every_picture_and_file_of_every_page(page, files):
    key, tabs = TABS[page]
    visitor = opened(page, data="syntetisk", frame="80")
    visitor.session_state[state.RANKING_TABS] = DEFAULT_LOCALE.text("app.tab_picture")
    figures = {}
    for tab in tabs:
        visitor.session_state[key] = DEFAULT_LOCALE.text(tab)
        visitor.run()
        assert not visitor.exception
        figures |= {name: (text, drawn) for name, text, drawn in pictures(visitor)}
    assert len(figures) >= AT_LEAST[page][0]
    assert len(files) >= AT_LEAST[page][1]
    for name, (text, drawn) in figures.items():
        assert name.startswith("OPPDIKTET-")
        assert text.startswith(DEFAULT_LOCALE.text("app_leaving.synthetic"))
        assert DEFAULT_LOCALE.text("app_leaving.watermark") in drawn
        followed = FOLLOWED.get(page, SETTING)
        for part in (*followed, date.today().isoformat(), "data=syntetisk&frame=80"):
            assert part in text
        if page == "robustness":
            assert ("Trukket: " in text) != (SETTING[1] in text)  # the weights of the panel, or those that were drawn
    for name, content in files.items():
        if "-mal." in name:
            continue  # a workbook to fill in has no figure in it
        assert name.startswith("OPPDIKTET-")
        if name.endswith(".zip"):
            continue  # a scenario holds the data with their own mark, for a store to read
        text = words_of(name, content)
        assert date.today().isoformat() in text
        assert "data=syntetisk&frame=80" in text
        if name.endswith(".csv"):
            excel = text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
            rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if excel else ","))
            marks = {row["Oppdiktet"] if excel else row["synthetic"] for row in rows}
            assert marks <= {"ja" if excel else "true"}
            assert f"{name.removesuffix('.csv')}-excel.csv" in files or excel
        elif name.endswith(".toml"):
            tomllib.loads(text)


def test_the_workbook_says_setting_and_link(files):
    visitor = opened("ranking", data="syntetisk", frame="80")
    visitor.session_state[state.MORE_TABS] = DEFAULT_LOCALE.text("app.tab_download")
    visitor.run()
    next(button for button in visitor.button if button.label == DEFAULT_LOCALE.text("app.make_workbook")).click().run()
    text = words_of("x.xlsx", files["OPPDIKTET-bransjevalg.xlsx"])
    for part in (
        DEFAULT_LOCALE.text("app_leaving.synthetic"),
        "Ramme per år (mill. kr): 80",
        "data=syntetisk&frame=80",
    ):
        assert part in text


def test_published_figures_name_their_sources_and_are_not_said_to_be_made_up():
    visitor = opened("ranking", "en")
    visitor.session_state[state.RANKING_TABS] = Locale("en").text("app.tab_picture")
    ((name, text, drawn),) = pictures(visitor.run())
    assert name == "ranking"
    assert "Sources: " in text
    assert "The same setting: " in text
    assert Locale("en").text("app_leaving.watermark") not in text + drawn
