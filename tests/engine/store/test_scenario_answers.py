"""Scenarios in words: every setting has a name, and values are said as people write them."""

import pytest

from engine.foundation.locale import LANGUAGES, Locale
from engine.store.comparison import ORDER
from engine.store.scenario_answers import setting_name, setting_value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("setting", ORDER)
def test_every_setting_has_a_name(setting, language):
    assert setting_name(setting, Locale(language))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "som i filen"),
        (76.0, "76"),
        (["a", "b"], "a, b"),
        ({"msk": 0.5}, "msk 0,5"),
        ("publisert", "publisert"),
        ({"x": "wind_down"}, "x avvikles"),
        ([], "ingen"),
        (
            [
                {"id": "a", "name_nb": "Vi", "weights": {"msk": 0.5, "exit": 0.25}},
                {"id": "b", "name_nb": "De", "weights": {}},
            ],
            "Vi (msk 0,5, exit 0,25); De ()",
        ),
    ],
)
def test_values_are_said_plainly(value, text):
    assert setting_value(value, Locale("nb")) == text
