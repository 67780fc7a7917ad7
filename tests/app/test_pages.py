"""Every page but the first: both languages, both data sets, and what each of its widgets changes."""

import pytest

from app.figures.tables import source_name
from app.shell import cache as cached
from app.shell import exports as leaving
from app.shell import session as state
from app.shell.data_sets import CRITERIA_OF_DATA
from app.views import cooccurrence, data, industry, method
from engine.criteria.model import MISSING_POLICIES
from engine.foundation.locale import Locale
from tests.app.opened import PUBLISHED

PAGES = {"cooccurrence": cooccurrence, "industry": industry, "data": data, "method": method}


def one_page(name, language):
    """What the entry file does, for one page; runs inside the visitor's session."""
    import importlib

    from app.shell import page_shell as frame

    shown = frame.open_page()
    frame.side_panel(shown)
    frame.warnings(shown)
    importlib.import_module(f"app.views.{name}").show(shown)
    frame.close_page()


@pytest.fixture
def open_page(language):
    from streamlit.testing.v1 import AppTest

    def opened(name, **params):
        visitor = AppTest.from_function(one_page, kwargs={"name": name, "language": language}, default_timeout=60)
        if language == "en":
            visitor.query_params["lang"] = "en"
        for key, value in (PUBLISHED | params).items():
            visitor.query_params[key] = value
        return visitor.run()

    return opened


def said(visitor):
    blocks = [*visitor.markdown, *visitor.caption, *visitor.title, *visitor.header, *visitor.info, *visitor.warning]
    return "\n".join(element.value for element in [*blocks, *visitor.error])


def tables(visitor):
    return [table.value for table in visitor.table]


def files(visitor):
    return [button.proto.label for button in visitor.get("download_button")]


def as_csv(key, language):
    """The two buttons of a table that can be downloaded."""
    return [Locale(language).text(key), Locale(language).text("export.csv_for_excel")]


@pytest.mark.parametrize("data_set", list(CRITERIA_OF_DATA))
@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_opens_under_its_heading(open_page, language, name, data_set):
    visitor = open_page(name, data=data_set)
    assert not visitor.exception
    assert not visitor.error
    assert [title.value for title in visitor.title] == [Locale(language).text(f"app.{name}_title")]
    made_up = Locale(language).text("app.synthetic") in [warning.value for warning in visitor.warning]
    assert made_up == (data_set == "syntetisk")


def test_the_fallacy_is_told_of_and_the_words_of_the_report_stand_for_figures_that_are_not_public(open_page, language):
    visitor = open_page("cooccurrence")
    assert Locale(language).text("app.fallacy") in said(visitor)
    (words,) = tables(visitor)
    assert len(words) == 8
    named = (words == "✓").sum(axis=1).tolist()
    assert named == [4, 4, 4, 4, 4, 2, 2, 1]


@pytest.mark.parametrize(("data_set", "policy"), [("noa", "interval"), ("publisert", "zero")])
def test_what_the_report_does_not_name_counts_as_the_data_and_criteria_have_it(open_page, language, data_set, policy):
    says = said(open_page("cooccurrence", data=data_set))
    told = [code for code in ("zero", *MISSING_POLICIES) if Locale(language).text(f"app.words_{code}") in says]
    assert told == [policy]


def test_computed_co_occurrence_has_a_table_behind_each_figure(open_page, language):
    visitor = open_page("cooccurrence", data="syntetisk")
    assert len(visitor.header) == 2 + 1
    for node in ("msk", "mental"):
        visitor.session_state[state.PAIRING_TABS + node] = Locale(language).text("app.tab_table")
    visitor.run()
    assert not visitor.exception
    assert [len(table) for table in tables(visitor)] == [32, 32]
    assert "±" in tables(visitor)[0].iloc[0, 1]
    assert files(visitor) == as_csv("app.download_table", language) * 2


def test_the_sheet_follows_the_industry_that_is_chosen(open_page, language):
    visitor = open_page("industry")
    visitor.selectbox(key="industry").set_value("sjofart").run()
    assert not visitor.exception
    assert {"nb": "Sjøfart", "en": "Shipping"}[language] in [heading.value for heading in visitor.header]
    assert {"nb": "Plass 2 av 32, med 78,7", "en": "Rank 2 of 32, with a score of 78.7"}[language] in said(visitor)
    assert files(visitor) == as_csv("app.download_table", language)


def test_a_programme_of_today_has_a_sheet_without_a_place(open_page, language):
    visitor = open_page("industry")
    visitor.selectbox(key="industry").set_value("barnehager").run()
    assert not visitor.exception
    assert Locale(language).text("app.place_not_ranked") in said(visitor)


def test_the_sheet_shows_every_indicator_that_gives_points_with_period_quality_and_source(open_page, language):
    visitor = open_page("industry")
    shown = tables(visitor)[0]
    counted = shown[shown[Locale(language).text("app.standing_points")] == Locale(language).text("report.yes")]
    assert len(counted) == len(cached.criteria("publisert").leaves)
    for name in ("period", "quality", "source"):
        assert (counted[Locale(language).text(f"app.standing_{name}")] != "–").all()


def test_the_method_shows_absence_of_retail_as_it_can_be_done_by_hand(open_page, language):
    """4.8 per cent in 2016K3 between the goalposts 2 and 9, and 12 programmes that share 70 MNOK."""
    visitor = open_page("method")
    formulas = tables(visitor)[0][Locale(language).text("app.step_formula")].tolist()
    assert {"nb": "(4,8 − 2) / (9 − 2)", "en": "(4.8 − 2) / (9 − 2)"}[language] in formulas
    assert {"nb": "70,0 · (0,60 / 12", "en": "70.0 · (0.60 / 12"}[language] in said(visitor)


def test_the_method_says_so_where_an_industry_has_no_place_or_no_grant(open_page, language):
    visitor = open_page("method")
    visitor.selectbox(key="industry").set_value("barnehager").run()
    assert Locale(language).text("app.place_not_ranked") in said(visitor)
    visitor.selectbox(key="industry").set_value("ikt_media").run()
    assert Locale(language).text("app.method_not_running") in said(visitor)


def test_the_method_lists_the_conditions_also_where_nobody_can_meet_them(open_page, language):
    visitor = open_page("method", minimum_new="9", must="luftfart")
    assert not visitor.exception
    assert {"nb": "Luftfart skal være med", "en": "Aviation must be selected"}[language] in said(visitor)


@pytest.mark.parametrize("tab", ["values", "missing", "inheritance", "sources", "own"])
def test_every_tab_of_the_data_opens(open_page, language, tab):
    visitor = open_page("data")
    visitor.session_state[state.DATA_TABS] = Locale(language).text(f"app.tab_{tab}")
    visitor.run()
    assert not visitor.exception
    assert not visitor.error


def test_the_values_of_an_indicator_are_listed_for_all_39_with_quality_and_source(open_page, language):
    visitor = open_page("data")
    visitor.selectbox(key="indicator").set_value("absence").run()
    assert not visitor.exception
    (shown,) = [element.proto.body for element in visitor.get("html") if "value-cell" in element.proto.body]
    assert shown.count("<tr>") == 1 + 39
    assert f"<th scope='col'>{Locale(language).text('app.values_quality')}</th>" in shown
    dataset = cached.dataset("publisert")
    ((source,),) = {source_id for source_id in dataset.column("absence", "2016K3").source_ids if source_id}
    assert source_name(dataset, source, Locale(language)) in said(visitor)


def test_industries_without_a_figure_are_named_with_what_they_lack(open_page, language):
    visitor = open_page("data")
    visitor.session_state[state.DATA_TABS] = Locale(language).text("app.tab_missing")
    visitor.run()
    (shown,) = tables(visitor)
    name = {"nb": "Jordbruk og skogbruk", "en": "Agriculture and forestry"}[language]
    (lacks,) = (figures for figures, names in shown.itertuples(index=False) if name in names)
    assert lacks == {"nb": "Organisasjonsgrad", "en": "Union density"}[language]


def test_files_with_made_up_figures_say_so_in_their_name(language):
    for data_name in CRITERIA_OF_DATA:
        data = cached.dataset(data_name)
        named = leaving.named_file("ranking", "csv", data, Locale(language))
        assert (
            named.startswith(Locale(language).text("app.file_synthetic"))
            == data.synthetic
            == (data_name == "syntetisk")
        )


def test_a_carried_figure_can_be_done_again_by_hand(open_page, language):
    """Undervisning is 85 and a part of 86-88: (265 022 · 5.1 + 24 434 · 7.5) / 289 456 = 5.303."""
    visitor = open_page("data")
    visitor.session_state[state.DATA_TABS] = Locale(language).text("app.tab_inheritance")
    visitor.run()
    visitor.selectbox(key="industry").set_value("undervisning")
    visitor.selectbox(key="indicator").set_value("absence").run()
    assert not visitor.exception
    assert {"nb": "= 5,303", "en": "= 5.303"}[language] in said(visitor)
    dataset = cached.dataset("publisert")
    undervisning = dataset.industries[dataset.position["undervisning"]]
    groups, codes, rests_on = tables(visitor)
    assert len(rests_on) == len(cached.criteria("publisert").leaves)
    assert len(groups) == 2 + 1
    assert len(codes) == len(undervisning.codes)
