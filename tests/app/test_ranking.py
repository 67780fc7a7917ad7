"""Weights and selection: the page in both languages, and every change of state it offers."""

import io
from datetime import date

import openpyxl
import pytest

from app.shell import cache as cached
from app.shell import file_cache
from engine.cli.main import main
from engine.foundation.locale import Locale
from tests.app.opened import locked, move_weight, weights

FIVE = {"butikkhandel", "hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart"}

TOLD = ("Samme innstilling: lenken", "Vekter: alle")


def said(visitor):
    """All that stands on the page as text."""
    blocks = [*visitor.markdown, *visitor.caption, *visitor.title, *visitor.header]
    return "\n".join(element.value for element in [*blocks, *visitor.error, *visitor.warning])


def setting(visitor):
    return visitor.session_state["_setting"]


def test_the_page_opens_without_error_under_its_heading_in_both_languages(visitor, language):
    assert not visitor.exception
    assert not visitor.error
    assert [title.value for title in visitor.title] == [Locale(language).text("app.ranking_title")]
    headings = [heading.value for heading in visitor.header]
    assert Locale(language).text("app.grants_heading") in headings
    assert Locale(language).text("app.ranking_heading", count=32) in headings


def test_every_criterion_has_a_slider_and_together_they_make_100(visitor):
    assert weights(visitor) == {"w_msk": 25, "w_mental": 25, "w_absence": 20, "w_frafall": 15, "w_union_density": 15}


def test_the_five_of_the_report_are_selected_from_the_start_and_the_money_is_said(visitor, language):
    names = {"nb": ("Butikkhandel", "12 programmer", "3,66"), "en": ("Retail", "12 programmes", "3.66")}
    assert all(name in said(visitor) for name in names[language])


def test_the_weights_say_that_they_have_no_source_and_co_occurrence_that_persons_may_differ(visitor, language):
    no_source = {"nb": "Vektene har ingen kilde", "en": "The weights have no source"}
    assert no_source[language] in said(visitor)
    assert Locale(language).text("report.ecological_fallacy") in said(visitor)


def test_moving_a_slider_moves_the_others_and_tells_what_changed(visit):
    """15 to 49 is 34 more, which the others give in proportion: 25 of 85 becomes 25 / 85 of 51."""
    visitor = move_weight(visit(), "frafall", 49)
    assert weights(visitor) == {"w_msk": 15, "w_mental": 15, "w_absence": 12, "w_frafall": 49, "w_union_density": 9}
    assert dict(setting(visitor).weights)["frafall"] == 0.49
    assert "Siden du sist stanset" in said(visitor)
    assert any("Alle endringer av plass" in element.value and "Opp: " in element.value for element in visitor.html)
    assert "15 → 49" in said(visitor)


def test_weight_on_early_exit_alone_drives_retail_out_and_says_so(visit):
    visitor = move_weight(visit(), "frafall", 100)
    change = next(element.value for element in visitor.markdown if element.value.startswith("**Siden du sist stanset"))
    assert "Butikkhandel" in change.partition("**Ut av utvalget:**")[2].partition("**Opp")[0]


def test_a_locked_criterion_keeps_its_weight_while_another_moves(visit):
    """msk and absence locked at 25 and 20: 55 is left of mental, frafall and union density."""
    visitor = move_weight(visit(), locked=["msk", "absence"])
    assert setting(visitor).weights == ()
    move_weight(visitor, "mental", 55, locked=["msk", "absence"])
    assert weights(visitor) == {"w_msk": 25, "w_mental": 55, "w_absence": 20, "w_frafall": 0, "w_union_density": 0}
    assert locked(visitor) == ("msk", "absence")
    assert visitor.query_params["lock"] == ["msk", "absence"]


def test_opening_the_lock_moves_no_weight(visit):
    visitor = move_weight(visit(lock="absence"), "msk", 5, locked=["absence"])
    before = weights(visitor)
    assert weights(move_weight(visitor)) == before
    assert locked(visitor) == ()


def test_a_move_that_began_before_the_app_set_the_weights_is_late(visit):
    visitor = visit()
    late = visitor.session_state["_weights_revision"]
    visitor.selectbox(key="viewpoint").set_value("absence_first").run()
    before = weights(visitor)
    basis = {key.removeprefix("w_"): round(10_000 * held) for key, held in before.items()}
    move = {"revision": late, "count": 3, "basis": basis, "member": "msk", "to": 0, "locked": []}
    visitor.session_state["_weight_move"] = move
    assert weights(visitor.run()) == before


def test_a_viewpoint_moves_the_sliders_and_shows_its_basis(visit):
    visitor = visit()
    visitor.selectbox(key="viewpoint").set_value("absence_first").run()
    assert weights(visitor) == {"w_msk": 15, "w_mental": 15, "w_absence": 50, "w_frafall": 15, "w_union_density": 5}
    assert any("Erfaringskartleggingen 2022" in caption.value for caption in visitor.sidebar.caption)


def test_the_viewpoint_list_lets_go_once_a_weight_is_moved(visit):
    visitor = visit()
    visitor.selectbox(key="viewpoint").set_value("absence_first").run()
    move_weight(visitor, "absence", 51)
    (viewpoints,) = [widget for widget in visitor.selectbox if widget.label == Locale("nb").text("app.viewpoint")]
    assert viewpoints.value is None


def test_reset_brings_the_files_weights_back(visit):
    visitor = visit()
    start = weights(visitor)
    move_weight(visitor, "msk", 80)
    next(button for button in visitor.button if button.label == Locale("nb").text("app.reset_weights")).click().run()
    assert weights(visitor) == start
    assert setting(visitor).weights == ()


def test_conditions_that_cannot_hold_together_are_named_and_the_ranking_stays(visit):
    visitor = visit()
    visitor.multiselect(key="must").set_value(["luftfart"])
    visitor.slider(key="minimum_new").set_value(9.0).run()
    assert "Luftfart skal være med" in said(visitor)
    assert "Rangering av 32 bransjer" in said(visitor)


def test_an_industry_both_wanted_and_unwanted_is_told_of_without_a_crash(visit):
    visitor = visit()
    visitor.multiselect(key="must").set_value(["luftfart"])
    visitor.multiselect(key="must_not").set_value(["luftfart"]).run()
    assert not visitor.exception
    assert "Luftfart" in "\n".join(error.value for error in visitor.error) or "luftfart" in said(visitor)


def test_two_merged_candidates_are_ranked_as_one(visit):
    visitor = visit()
    visitor.multiselect(key="merge").set_value(["luftfart", "sjofart"]).run()
    assert "Rangering av 31 bransjer" in said(visitor)
    assert "Luftfart og sjøfart" in said(visitor)


def test_one_candidate_is_not_merged_with_nobody(visit):
    visitor = visit()
    visitor.multiselect(key="merge").set_value(["luftfart"]).run()
    assert setting(visitor).merged == ()
    assert Locale("nb").text("app.merge_one_more") in said(visitor)


@pytest.mark.parametrize(
    ("key", "value", "change"),
    [
        ("max_new", 3, ("max_new", 3)),
        ("min_new", 2, ("min_new", 2)),
        ("frame", 90.0, ("frame", 90.0)),
        ("minimum_new", 4.0, ("minimum_new", 4.0)),
        ("minimum_continuing", 4.0, ("minimum_continuing", 4.0)),
        ("equal_share", 50.0, ("equal_share", 0.5)),
        ("wind_down_share", 25.0, ("wind_down_share", 0.25)),
        ("least_union_density", 22.0, ("require_indicator", (("union_density", 22.0, None),))),
        ("least_absence", 5.5, ("require_indicator", (("absence", 5.5, None),))),
    ],
)
def test_each_number_reaches_the_engine_in_its_own_unit(visit, key, value, change):
    visitor = visit()
    visitor.slider(key=key).set_value(value).run()
    assert not visitor.exception
    assert setting(visitor).changes == (change,)


@pytest.mark.parametrize(
    ("key", "value", "change"),
    [
        ("must", ["undervisning"], ("must", ("undervisning",))),
        ("must_not", ["butikkhandel"], ("must_not", ("butikkhandel",))),
        ("require_sectors", ["public", "private"], ("require_sectors", ("public", "private"))),
        ("eligible", ["candidate"], ("eligible", ("candidate",))),
        ("conflict_2", ["luftfart", "sjofart"], ("conflicts", (("luftfart", "sjofart"),))),
    ],
)
def test_each_list_reaches_the_engine(visit, key, value, change):
    visitor = visit()
    visitor.multiselect(key=key).set_value(value).run()
    assert not visitor.exception
    assert setting(visitor).changes == (change,)


@pytest.mark.parametrize(
    ("key", "value", "change"),
    [
        ("objective", "sum_times_jobs", ("objective", "sum_times_jobs")),
        ("max_per_section", "2", ("max_per_section", 2)),
        ("fate_barnehager", "wind_down", ("programmes", (("barnehager", "wind_down"),))),
    ],
)
def test_each_choice_reaches_the_engine(visit, key, value, change):
    visitor = visit()
    visitor.selectbox(key=key).set_value(value).run()
    assert not visitor.exception
    assert setting(visitor).changes == (change,)


def test_of_two_that_conflict_only_one_is_selected(visit):
    """Luftfart and sjøfart are both in without the condition, and equal but for size."""
    visitor = visit()
    assert {"luftfart", "sjofart"} <= set(cached.outcome(setting(visitor)).selected)
    visitor.multiselect(key="conflict_1").set_value(["luftfart", "sjofart"]).run()
    assert len({"luftfart", "sjofart"} & set(cached.outcome(setting(visitor)).selected)) == 1


def test_one_alone_conflicts_with_nobody(visit):
    visitor = visit()
    visitor.multiselect(key="conflict_1").set_value(["luftfart"]).run()
    assert setting(visitor).changes == ()
    assert Locale("nb").text("app.merge_one_more") in said(visitor)


def test_nobody_ranked_is_told_of_in_words(visit, language):
    visitor = visit() if language == "nb" else visit(lang="en")
    visitor.multiselect(key="eligible").set_value([]).run()
    assert not visitor.exception
    assert Locale(language).text("app.eligible") in visitor.error[0].value
    assert "--" not in visitor.error[0].value


def test_a_programme_that_winds_down_makes_the_years_after_differ_and_both_are_shown(visit):
    visitor = visit()
    visitor.selectbox(key="fate_barnehager").set_value("wind_down").run()
    grants = next(
        element.value for element in visitor.html if Locale("nb").text("app.grants_programme") in element.value
    )
    assert Locale("nb").text("app.grants_later") in grants
    assert "avvikles" in grants


def test_the_made_up_figures_say_so_on_the_page(visit, language):
    visitor = visit()
    visitor.selectbox(key="data").set_value("syntetisk").run()
    if language == "en":
        visitor.button_group(key="lang").set_value("en").run()
    assert not visitor.exception
    assert [warning.value for warning in visitor.warning] == [Locale(language).text("app.synthetic")]


@pytest.mark.parametrize("tab", ["by_number", "why_out", "alternatives", "rests_on", "reasons", "download"])
def test_every_tab_below_opens_in_both_languages(visitor, language, tab):
    visitor.session_state["more_tabs"] = Locale(language).text(f"app.tab_{tab}")
    visitor.run()
    assert not visitor.exception


def test_every_industry_that_is_out_is_told_why(visitor, language):
    """32 industries that can be chosen and today's seven are known; the five that are chosen are not out."""
    visitor.session_state["more_tabs"] = Locale(language).text("app.tab_why_out")
    visitor.run()
    heading = Locale(language).text("plans.out_why")
    (table,) = [element.value for element in visitor.table if heading in element.value.columns]
    told = list(table[heading])
    assert len(told) == 39 - 5
    assert (
        sum(reason.endswith({"nb": "har program i dag.", "en": "has a programme today."}[language]) for reason in told)
        == 7
    )


def test_the_table_behind_the_figure_lists_all_32(visitor, language):
    visitor.session_state["ranking_tabs"] = Locale(language).text("app.tab_table")
    visitor.run()
    assert not visitor.exception
    (table,) = [element.value for element in visitor.html if "grid sorted" in element.value]
    assert table.count("<tr") == 1 + 32


def test_changing_language_keeps_what_was_chosen(visit):
    visitor = visit()
    visitor.multiselect(key="must").set_value(["undervisning"]).run()
    visitor.button_group(key="lang").set_value("en").run()
    assert visitor.multiselect(key="must").value == ["undervisning"]
    assert "Education" in said(visitor)


def test_a_folded_section_is_made_when_it_is_opened_and_its_setting_outlives_the_folding(visit):
    visitor = visit(unfolded=False)
    assert "must" not in {widget.key for widget in visitor.multiselect}
    visitor.session_state["section_conditions"] = True
    visitor.run().multiselect(key="must").set_value(["undervisning"]).run()
    visitor.session_state["section_conditions"] = False
    visitor.run()
    move_weight(visitor, "absence", 60)
    assert not visitor.exception
    assert setting(visitor).changes == (("must", ("undervisning",)),)
    assert visitor.multiselect(key="must").value == ["undervisning"]


def test_what_a_link_says_of_a_folded_section_holds(visit):
    visitor = visit(unfolded=False, must="undervisning", frame="80")
    assert setting(visitor).changes == (("frame", 80.0), ("must", ("undervisning",)))
    move_weight(visitor, "absence", 60)
    assert setting(visitor).changes == (("frame", 80.0), ("must", ("undervisning",)))
    assert visitor.query_params["must"] == "undervisning"


def test_reset_everything_folds_nothing_away_that_still_holds(visit):
    visitor = visit(unfolded=False, must="undervisning")
    next(button for button in visitor.button if button.label == Locale("nb").text("app.reset_all")).click().run()
    assert setting(visitor).changes == ()
    move_weight(visitor, "absence", 60)
    assert setting(visitor).changes == ()
    assert "must" not in visitor.query_params


def test_the_workbook_is_made_when_it_is_asked_for_and_is_the_commands(visit, tmp_path):
    """Sheet by sheet and cell by cell what ``export`` writes for the same setting; the first also says its origin."""
    visitor = visit(unfolded=False)
    visitor.session_state["more_tabs"] = Locale("nb").text("app.tab_download")
    visitor.run()
    next(button for button in visitor.button if button.label == Locale("nb").text("app.make_workbook")).click().run()
    assert not visitor.exception
    asked = file_cache.workbook(setting(visitor), Locale("nb"), date.today(), TOLD, cached.UNWATCHED)
    file = tmp_path / "underlag.xlsx"
    assert main(["export", "--data", "publisert", "--out", str(file)]) == 0
    ours, theirs = (openpyxl.load_workbook(stream) for stream in (io.BytesIO(asked), file))
    assert ours.sheetnames == theirs.sheetnames
    assert Locale("nb").text("stability.sheet") in ours.sheetnames
    for worksheet in ours.worksheets:
        assert [row for row in worksheet.values if row[0] not in TOLD] == list(theirs[worksheet.title].values), (
            worksheet.title
        )
    assert sum(row[0] in TOLD for row in ours.worksheets[0].values) == len(TOLD)
