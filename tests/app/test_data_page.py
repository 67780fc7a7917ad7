"""The page of data starts on absence, with its source once and its values as bars."""

import re

from engine.foundation.locale import Locale
from tests.app.opened import opened


def test_it_starts_on_absence_with_the_source_once_and_bars(language):
    visitor = opened("data", language)
    assert not visitor.exception
    body = next(element.proto.body for element in visitor.get("html") if "value-cell" in element.proto.body)
    assert len(re.findall("value-cell", body)) == 39
    assert "value-bar" in body
    source = "Legemeldt sykefravær i prosent, 3. kvartal 2009-2016, næring (NAV)"
    assert source not in body
    assert [caption.value for caption in visitor.caption if "2009-2016" in caption.value] == [
        Locale(language).text("app_leaving.sources", sources=source)
    ]
