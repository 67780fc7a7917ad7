"""Slider, address and page always tell of one value: quick keys on many widgets and pages, against the engine."""

import random
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from app.fields.all_fields import fields_of
from app.shell import cache as cached
from app.shell.links import read_link
from app.shell.setting import setting_of
from tests.browser.visitor import go_to, settled, slider

RUNS = 50
SEED = 20261128
SLIDERS = ("minimum_new", "minimum_continuing", "frame", "max_new", "w_absence", "w_msk", "equal_share")
KEYS = ("ArrowRight", "ArrowLeft", "ArrowRight", "PageUp", "PageDown")
TITLES = ("Vekter og utvalg", "Metode", "Partene", "Sammenfall")


def asked(url):
    """The values and the setting of a link, read as a second visitor's browser would bring it."""
    fields = fields_of("publisert", "nb")
    found, problems = read_link(parse_qs(urlsplit(url).query, keep_blank_values=True), fields, "nb")
    assert problems == (), url
    values = {key: one.default for key, one in fields.items()} | found
    return values, setting_of("publisert", fields, values)


def at(page, key):
    return float(slider(page, key).input_value())


def shown_names(page):
    """Who is selected, in the words of the first page; none where the page says that nobody is."""
    line = page.locator("[data-testid='stMain'] p", has_text=re.compile(r"^\s*✓ ")).first
    return set(line.inner_text().removeprefix("✓ ").split(", ")) if line.count() else set()


def agrees(page):
    """Slider, address and result, where the visitor's keys have come to rest."""
    settled(page)
    values, setting = asked(page.url)
    for key in SLIDERS:
        if key.startswith("w_"):
            continue
        assert at(page, key) == pytest.approx(values[key], abs=1e-6), (key, page.url)
    weights = {key: at(page, key) for key in values if key.startswith("w_")}
    total = sum(weights.values())
    for key, weight in weights.items():
        assert weight / total == pytest.approx(values[key] / sum(values[one] for one in weights), abs=2e-5), page.url
    return setting


@pytest.mark.parametrize("part", range(5))
def test_quick_keys_leave_slider_address_and_result_at_one_value(page, part):
    drawn = random.Random(SEED + part)
    page.set_default_timeout(60_000)
    for _ in range(RUNS // 5):
        go_to(page, drawn.choice(TITLES))
        for key in drawn.sample(SLIDERS, drawn.choice((1, 1, 2))):
            slider(page, key).focus()
            for _ in range(drawn.randint(3, 7)):
                page.keyboard.press(drawn.choice(KEYS))
                page.wait_for_timeout(drawn.randint(0, 200))
        setting = agrees(page)
        go_to(page, TITLES[0])
        assert agrees(page) == setting
        found = cached.outcome(setting)
        names = {one.industry_id: one.name("nb") for one in found.scores.dataset.industries}
        assert shown_names(page) == {names[one] for one in found.selected}, page.url
