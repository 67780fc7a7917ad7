"""Two industries and two criteria of one name: told apart wherever they are shown or chosen, on every page."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app.fields.all_fields import fields_of
from app.shell import cache as cached
from app.shell import synchronisation
from app.shell.data_sets import OWN, DataSet
from engine.foundation.locale import Locale
from tests.app.opened import one_page, unfold

PAGES = ("ranking", "cooccurrence", "stability", "parties", "industry", "data", "method")


@pytest.fixture(scope="module")
def twins():
    """The published figures, where aviation and shipping are one name, and the two first criteria one label."""
    dataset, criteria = cached.dataset("publisert"), cached.criteria("publisert")
    names = {"name_nb": "Ferd", "name_en": "Ferd"}
    industries = tuple(
        replace(industry, **names) if industry.industry_id in ("luftfart", "sjofart") else industry
        for industry in dataset.industries
    )
    nodes = {node: replace(criteria.criteria[node], label_nb="Sammenfall", label_en="") for node in ("msk", "mental")}
    alike = replace(criteria, criteria={**criteria.criteria, **nodes})
    return DataSet("like", alike, replace(dataset, industries=industries), "a digest")


def page_with(twins, page, **state):
    visitor = AppTest.from_function(one_page, kwargs={"name": page, "language": "nb"}, default_timeout=120)
    unfold(visitor)
    visitor.session_state[synchronisation.OWN_DATA] = twins
    for key, value in state.items():
        visitor.session_state[key] = value
    visitor.query_params["data"] = OWN
    visitor.query_params["industry"] = "sjofart"
    return visitor.run()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(twins, page):
    visitor = page_with(twins, page, ranking_tabs="Tabell")
    assert not visitor.exception
    assert not visitor.error


def test_the_link_opens_the_sheet_of_the_industry_that_it_names(twins):
    visitor = page_with(twins, "industry")
    assert "Ferd (sjofart)" in [heading.value for heading in visitor.header]


def test_each_can_be_chosen_by_its_shown_name(twins):
    options = page_with(twins, "industry").selectbox(key="industry").options
    assert [option for option in options if option.startswith("Ferd")] == ["Ferd (luftfart)", "Ferd (sjofart)"]


def test_the_sliders_of_criteria_of_one_label_have_different_names(twins):
    data = page_with(twins, "method").session_state["_setting"].data
    labels = [field.label for key, field in fields_of(data, Locale("nb")).items() if key.startswith("w_")]
    assert labels[:2] == ["Sammenfall (msk)", "Sammenfall (mental)"]
    assert len(set(labels)) == len(labels)
