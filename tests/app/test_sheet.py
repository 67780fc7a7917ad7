"""The parts of an industry's sheet: what transfers, what prevention could win, and the baseline."""

import json

import pytest

from app.fields.sheet_fields import demand_of
from app.panels.baseline import by_role
from app.shell import cache as cached
from app.shell import session as state
from engine.foundation.locale import Locale
from engine.results.baseline import baseline_table
from engine.transfer.detectable_change import Demand
from tests.app.opened import opened, said


def sheet(part, language, data="syntetisk", industry="sjofart", **chosen):
    """A visitor on one part of an industry's sheet."""
    visitor = opened("industry", language, data=data)
    visitor.session_state[state.SHEET_TABS] = Locale(language).text(f"app_transfer.tab_{part}")
    visitor.selectbox(key="industry").set_value(industry).run()
    for key, value in chosen.items():
        visitor.selectbox(key=key).set_value(value).run()
    assert not visitor.exception
    return visitor


def tables(visitor):
    return [table.value for table in visitor.table]


def files(visitor):
    return [button.proto.url for button in visitor.get("download_button")]


def test_two_figures_of_different_years_are_explained_beside_the_figure_and_at_the_weight(language):
    """Retail: 4.8 in 2016K3 counts, the last period that nine in ten have; 5.2 in 2025K2 is its newest."""
    visitor = opened("industry", language, data="publisert", industry="butikkhandel")
    assert not visitor.exception
    figures = {"nb": ("4,8 (2016K3)", "5,2 (2025K2)"), "en": ("4.8 (2016 Q3)", "5.2 (2025 Q2)")}[language]
    (line,) = [line for line in said(visitor).splitlines() if all(figure in line for figure in figures)]
    assert {"nb": "ni av ti", "en": "nine in ten"}[language] in line
    (sliders,) = [
        component for component in visitor.get("bidi_component") if component.proto.component_name == "linked_weights"
    ]
    note = {member["id"]: member["note"] for member in json.loads(sliders.proto.json)["members"]}["absence"]
    assert Locale(language).period("2016K3") in note
    assert Locale(language).period("2025K2") in note


@pytest.mark.parametrize("data", ["publisert", "noa", "syntetisk"])
def test_no_id_is_shown_on_the_sheet_and_every_figure_has_three_points_or_more(data, language):
    visitor = opened("industry", language, data=data, industry="butikkhandel")
    assert not visitor.exception
    assert not visitor.error
    shown = said(visitor)
    for indicator in cached.dataset(data).columns:
        assert indicator not in shown.replace("\\", "") or "_" not in indicator


def test_the_programme_industries_are_listed_most_alike_first_with_the_figures_behind(language):
    visitor = sheet("transfer", language)
    programmes, exposures, everybody = tables(visitor)
    places = programmes[Locale(language).text("transfer.place")].tolist()
    assert places == sorted(places, key=int)
    assert len(programmes) == 7
    assert len(exposures) == 13
    assert len(everybody) >= 39
    assert Locale(language).text("transfer.tools_unknown") in said(visitor)


def test_another_programme_can_stand_beside_and_exposures_can_be_left_out():
    visitor = sheet("transfer", "en", beside="sykehjem")
    assert any("Nursing homes" in element.value for element in visitor.markdown if "**" in element.value)
    visitor.multiselect(key="compared").set_value(["awkward_lifting", "neck_flexion"]).run()
    assert not visitor.exception
    assert len(tables(visitor)[1]) == 2
    assert Locale("en").text("transfer.few_exposures", count=2) in said(visitor)


def test_a_programme_industry_is_not_compared_with_itself():
    visitor = sheet("transfer", "en", industry="sykehjem", beside="sykehjem")
    assert len(tables(visitor)[0]) == 6
    assert Locale("en").text("app_transfer.beside_itself") in said(visitor)


def test_without_declared_exposures_the_sheet_says_why_and_lets_some_be_chosen(language):
    visitor = sheet("transfer", language, data="publisert")
    assert Locale(language).text("app_transfer.nothing_declared") in said(visitor)
    assert not tables(visitor)
    visitor.multiselect(key="compared").set_value(["shift_work", "outside_daytime"]).run()
    assert not visitor.exception
    distances = tables(visitor)[0][Locale(language).text("transfer.distance")].tolist()
    tied = distances[0] == distances[1]
    assert (Locale(language).text("app_transfer.beside_tied") in said(visitor)) == tied


def test_judgements_alone_cannot_be_compared_by():
    visitor = sheet("transfer", "en", data="publisert")
    visitor.multiselect(key="compared").set_value(["msk_exposure_named"]).run()
    assert not visitor.exception
    assert Locale("en").text("app_transfer.incomparable") in said(visitor)


def test_prevention_shows_each_outcome_each_exposure_and_every_assumption(language):
    visitor = sheet("prevention", language, outcome="work_disability")
    outcomes, exposures = tables(visitor)
    assert len(outcomes) == 5
    assert len(exposures) == 6 + 1
    assert exposures.iloc[-1, 0] == Locale(language).text("prevention.together")
    shown = said(visitor)
    for assumption in ("causal", "same_effects", "independence", "levin", "not_additive", "cases", "jobs"):
        assert Locale(language).text(f"prevention.assumption_{assumption}") in shown


def test_a_study_of_others_says_nothing_of_the_industry():
    outcome = "sick_leave_21_days_or_more_health_social_women"
    visitor = sheet("prevention", "en", outcome=outcome)
    assert Locale("en").text("app_transfer.outcome_unknown") in said(visitor)
    assert Locale("en").text("app_transfer.outcome_unknown") not in said(
        sheet("prevention", "en", industry="hjemmetjenesten", outcome=outcome)
    )


def test_on_published_figures_the_exposures_that_are_needed_are_named(language):
    visitor = sheet("prevention", language, data="publisert")
    assert Locale(language).text("app_transfer.prevention_no_exposures") in said(visitor)
    for exposure in ("high_job_demands", "violence_and_threats", "whole_body_vibration"):
        assert Locale(language).text(f"prevention.exposure_{exposure}") in said(visitor)
    assert not files(visitor)


@pytest.mark.parametrize("data", ["publisert", "syntetisk"])
def test_the_baseline_has_every_figure_once_and_its_notes(language, data):
    visitor = sheet("baseline", language, data=data)
    figures = baseline_table(cached.baseline_of(data, "sjofart", Demand()), Locale(language))
    *parts, _years, goals = tables(visitor)
    assert sum(map(len, parts)) == len(figures.rows)
    assert len(goals) == 2
    assert Locale(language).text("transfer.baseline_absence") in said(visitor)
    assert [button.proto.label for button in visitor.get("download_button")] == [
        Locale(language).text("app_transfer.download_baseline"),
        Locale(language).text("app_transfer.download_csv"),
        Locale(language).text("export.csv_for_excel"),
    ]


def test_a_surer_follow_up_can_only_show_a_larger_change():
    fall = Locale("en").text("transfer.fall_to")
    usual = tables(sheet("baseline", "en"))[0][fall].tolist()
    surer = tables(sheet("baseline", "en", power="95"))[0][fall].tolist()

    def figure(cell):
        return float(cell.replace(",", ".").replace("–", "0"))

    assert all(figure(more) < figure(less) for more, less in zip(surer, usual, strict=True))


def test_a_link_carries_the_part_of_the_setting_that_is_the_sheets():
    visitor = opened("industry", "en", power="0.95")
    assert not visitor.error
    visitor = opened("industry", "en", power="0.96")
    assert visitor.error


def test_the_demand_of_the_fields_is_the_usual_one_where_nothing_is_changed():
    assert demand_of("5", "80", "two") == Demand()
    assert demand_of("1", "95", "one") == Demand(0.01, 0.95, one_sided=True)


def test_a_part_of_the_baseline_leaves_out_what_says_nothing_in_it(language):
    locale = Locale(language)
    parts = by_role(baseline_table(cached.baseline_of("syntetisk", "sjofart", Demand()), locale), locale)
    keys = [{column.key for column in part.columns} for part in parts]
    assert all("value" in part_keys and "quality" in part_keys for part_keys in keys)
    assert "group_share" not in keys[0]
    assert any("group_share" in part_keys for part_keys in keys)
    assert all("source_ids" not in part_keys for part_keys in keys)


def test_the_parts_of_the_baseline_are_headed_in_the_plural_and_the_first_is_other_than_nothing():
    locale = Locale("nb")
    made_up, published = (
        [part.title for part in by_role(baseline_table(cached.baseline_of(data, "sjofart", Demand()), locale), locale)]
        for data in ("syntetisk", "noa")
    )
    assert made_up == ["Eksponeringer", "Helse", "Andre kriterier", "Utenfor kriteriene"]
    assert published == ["Kriteriene", "Utenfor kriteriene"]
