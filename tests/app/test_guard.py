"""A defect is told of in the project's own words, and goes to the log."""

import logging

import pytest
from streamlit.testing.v1 import AppTest

from engine.foundation.locale import Locale
from tests.app.opened import said


def breaking(language):
    """A page with a defect; runs inside the visitor's session."""
    from app.shell.defect_guard import guarded
    from engine.foundation.locale import Locale

    with guarded(Locale(language)):
        raise ZeroDivisionError("secret detail")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_defect_is_told_of_in_the_pages_own_words(language, monkeypatch, caplog):
    monkeypatch.setattr("app.shell.defect_guard.LOG", logging.getLogger("app.shell.defect_guard"))
    visitor = AppTest.from_function(breaking, kwargs={"language": language}, default_timeout=30).run()
    assert not visitor.exception
    assert said(visitor).strip() == Locale(language).text("app.defect")
    assert "secret detail" in caplog.text
