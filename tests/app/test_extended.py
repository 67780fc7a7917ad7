"""Criteria that await figures, and criteria of somebody's own, on a server started with them: every page."""

import pytest

from app.shell import cache as cached
from app.shell import data_sets
from engine.dataset.shipped import shipped_criteria
from engine.foundation.locale import Locale
from tests.app.opened import opened, said, weights

PAGES = ("ranking", "stability", "robustness", "parties", "industry", "cooccurrence", "method", "data")
ANOTHER = 'union_density = 0.15, more = 0.1 }\nmissing = "skip"'
MORE = """
[[criterion]]
id = "more"
members = { absence = 1.0 }

[selection]
"""


@pytest.fixture
def started_with(monkeypatch):
    """The app on a server started with a criteria file."""

    def started(path):
        monkeypatch.setenv(data_sets.CRITERIA_VARIABLE, str(path))
        data_sets.started.cache_clear()
        cached.forget()

    yield started
    monkeypatch.undo()
    data_sets.started.cache_clear()
    cached.forget()


@pytest.fixture
def own(tmp_path):
    """The published criteria with one more at the top, which no built-in viewpoint weighs."""
    written = (shipped_criteria() / "publisert.toml").read_text("utf-8")
    changed = written.replace('union_density = 0.15 }\nmissing = "skip"', ANOTHER).replace("\n[selection]\n", MORE)
    file = tmp_path / "egne.toml"
    file.write_text(changed, "utf-8")
    return file


@pytest.mark.parametrize(("name", "language"), [*((name, "nb") for name in PAGES), ("ranking", "en")])
def test_every_page_opens_on_the_extended_criteria_and_says_which_await_figures(started_with, name, language):
    started_with(shipped_criteria() / "utvidet.toml")
    visitor = opened(name, language, data=None)
    assert not visitor.exception
    assert not visitor.error
    asked = cached.criteria(data_sets.SERVER)
    waits = ", ".join(
        Locale(language).quoted(asked.label(indicator, Locale(language)))
        for indicator in ("restructuring_exposure", "prevention_potential")
    )
    assert Locale(language).text("app.weights_waiting", criteria=waits) in said(visitor)


def test_no_criterion_of_the_published_file_is_said_to_await_figures(language):
    start = Locale(language).text("app.weights_waiting", criteria="").partition(":")[0]
    assert start not in said(opened("ranking", language))


def test_the_extended_criteria_have_viewpoints_beside_each_other_and_in_the_panel(started_with):
    started_with(shipped_criteria() / "utvidet.toml")
    visitor = opened("parties", data=None)
    assert list(visitor.table[0].value.columns)[1:] == [
        profile.name_nb for profile in cached.profiles(data_sets.SERVER)
    ]
    visitor.selectbox(key="viewpoint").set_value("absence_first").run()
    assert not visitor.exception
    # 0.5 of 1.05: the others add to 0.55.
    assert weights(visitor)["w_absence"] == pytest.approx(100 * 0.5 / 1.05, abs=0.01)


def test_what_awaits_figures_has_no_period_in_the_calculation(started_with):
    started_with(shipped_criteria() / "utvidet.toml")
    first = opened("method", data=None).table[0].value
    assert not [cell for column in first for cell in first[column].astype(str) if ", )" in cell]


def test_criteria_that_no_built_in_viewpoint_fits_ask_for_ones_own_and_take_them(started_with, own, language):
    started_with(own)
    visitor = opened("parties", language, data=None)
    assert not visitor.exception
    assert not visitor.error
    assert Locale(language).text("app_stability.viewpoints_none") in said(visitor)
    label = Locale(language).text("app_stability.edit_from_panel")
    next(button for button in visitor.button if button.label == label).click().run()
    assert not visitor.exception
    assert not visitor.error
    assert Locale(language).text("app_stability.viewpoints_none") not in said(visitor)
    assert list(visitor.table[0].value.columns)[1:] == [Locale(language).text("app_stability.edit_panel_name")]


def test_a_top_without_weights_leaves_nothing_to_differ_on(started_with, tmp_path, language):
    file = tmp_path / "par.toml"
    goalposts = 'normalise = { method = "goalposts", low = 0, high = 30 }'
    file.write_text(
        f'id = "par"\n[[indicator]]\nid = "absence"\nunit = "percent"\n{goalposts}\n'
        f'[[indicator]]\nid = "frafall"\nunit = "per_1000_employed"\n{goalposts}\n'
        '[[criterion]]\nid = "score"\naggregate = "cooccurrence"\nexposure = "absence"\nhealth = "frafall"\n'
        "[selection]\nmax_new = 2\n",
        "utf-8",
    )
    started_with(file)
    visitor = opened("parties", language, data=None)
    assert not visitor.exception
    assert not visitor.error
    assert Locale(language).text("app_stability.viewpoints_no_weights") in said(visitor)
