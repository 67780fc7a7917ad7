"""What the server makes ready before the first visitor asks. That it serves is tested in a browser."""

import pytest

from app import cached, data_sets, serve


@pytest.fixture
def forgetful():
    """Nothing remembered, before and after."""

    def forget():
        data_sets.started.cache_clear()
        cached.forget()

    forget()
    yield
    forget()


@pytest.mark.usefixtures("forgetful")
def test_the_first_visitor_finds_calculated_what_the_first_page_shows(visit):
    serve.make_ready()
    calculated = cached.outcome.cache_info().misses
    assert not visit().exception
    assert cached.outcome.cache_info().misses == calculated


@pytest.mark.usefixtures("forgetful")
def test_data_that_cannot_be_used_are_left_for_the_page_to_explain(monkeypatch, tmp_path):
    monkeypatch.setenv("BRANSJEVALG_DATA", str(tmp_path / "nothing here"))
    serve.make_ready()
    assert data_sets.started().problems
