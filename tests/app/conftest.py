"""The app without a browser: a visitor in each language, on the page that a test asks for."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.opened import PUBLISHED, unfold

MAIN = Path(__file__).resolve().parents[2] / "app" / "main.py"


@pytest.fixture(autouse=True)
def _defects_are_seen(monkeypatch):
    """A test is to meet a defect itself, not the sentence that a visitor gets."""
    monkeypatch.setattr("app.shell.defect_guard.LOG", Reraising())


class Reraising:
    """In place of the log."""

    def exception(self, _):
        raise


@pytest.fixture
def visit():
    """Open the app with query parameters, as a link does, and every section of the panel; after the first run.

    The data are the published ones where nothing else is asked for; ``data=None`` asks for what the app opens with.
    """

    def opened(unfolded=True, **params):
        visitor = AppTest.from_file(str(MAIN), default_timeout=60)
        if unfolded:
            unfold(visitor)
        for key, value in (PUBLISHED | params).items():
            if value is not None:
                visitor.query_params[key] = value
        return visitor.run()

    return opened


@pytest.fixture(params=("nb", "en"))
def language(request):
    return request.param


@pytest.fixture
def visitor(visit, language):
    """A visitor on the first page in each of the languages."""
    return visit() if language == "nb" else visit(lang=language)
