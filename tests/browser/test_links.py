"""Slider, address and page always tell of one value: quick keys on many widgets and pages, against the engine."""

import random
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from app.fields.all_fields import fields_of
from app.shell import cache as cached
from app.shell.links import read_link
from app.shell.setting import setting_of
from engine.criteria.linked_weights import PER_CENT, moved, shown_tenths
from engine.foundation.locale import Locale
from tests.browser.visitor import go_to, settled, slider

RUNS = 50
SEED = 20261128
PATIENCE = 20  # looks, each when the app has been idle for a while
WEIGHTS = ("w_msk", "w_mental", "w_absence", "w_frafall", "w_union_density")
SLIDERS = ("minimum_new", "minimum_continuing", "frame", "max_new", "equal_share", *WEIGHTS)
KEYS = ("ArrowRight", "ArrowLeft", "ArrowRight", "PageUp", "PageDown")
TITLES = ("Vekter og utvalg", "Metode", "Partene", "Sammenfall")


def asked(url):
    """The values and the setting of a link, read as a second visitor's browser would bring it."""
    fields = fields_of("publisert", Locale("nb"))
    query = parse_qs(urlsplit(url).query, keep_blank_values=True)
    assert query.pop("data") == ["publisert"], url  # whose fields the others are
    linked, problems = read_link(query, fields, Locale("nb"))
    assert problems == (), url
    values = {key: field.default for key, field in fields.items()} | linked
    return values, setting_of("publisert", fields, values)


def at(page, key):
    return float(slider(page, key).input_value())


def units(values):
    return {key.removeprefix("w_"): round(10_000 * values[key]) for key in WEIGHTS}


def shown_weight(page, key):
    """Tenths of a per cent, as the words beside the slider say it."""
    text = page.locator(f".st-key-{key} output").inner_text().removesuffix("%").strip()
    return round(10 * float(text.replace(",", ".")))


def lock_of(page, key):
    return page.locator(f".st-key-{key} .weight-lock")


def locked(page, key):
    return lock_of(page, key).get_attribute("aria-pressed") == "true"


def shown_names(page, known):
    """Who of ``known`` is selected, in the words of the first page; nobody where the page says so.

    Semicolons stand between names where one has a comma of its own, as «Kultur, idrett og organisasjoner».
    """
    line = page.locator("[data-testid='stMain'] p", has_text=re.compile(r"^\s*✓ ")).first
    if not line.count():
        return set()
    text = line.inner_text().removeprefix("✓ ")
    return {text} if text in known else set(text.split("; " if "; " in text else ", "))


def agrees(page):
    """Slider, address and result, where the visitor's keys have come to rest.

    What is wrong is that they part for good: a loaded server may look idle before it has heard of the last key.
    """
    for _ in range(PATIENCE):
        settled(page)
        try:
            return same_everywhere(page)
        except AssertionError:
            continue
    return same_everywhere(page)


def same_everywhere(page):
    values, setting = asked(page.url)
    for key in SLIDERS:
        assert at(page, key) == pytest.approx(values[key], abs=1e-6), (key, page.url)
    shown = {key: shown_weight(page, key) for key in WEIGHTS}
    assert sum(shown.values()) == 1000, shown
    assert shown == {f"w_{member}": tenths for member, tenths in shown_tenths(units(values)).items()}, page.url
    assert {key for key in WEIGHTS if locked(page, key)} == {f"w_{member}" for member in values["lock"]}
    return setting


@pytest.mark.parametrize("part", range(5))
def test_quick_keys_leave_slider_address_and_result_at_one_value(page, part):
    drawn = random.Random(SEED + part)
    page.set_default_timeout(60_000)
    for _ in range(RUNS // 5 // 2):
        go_to(page, drawn.choice(TITLES[1:]))
        press_quickly(page, drawn)
        setting = agrees(page)
        go_to(page, TITLES[0])
        assert agrees(page) == setting
        shows_the_engines_selection(page, setting)
        press_quickly(page, drawn)
        shows_the_engines_selection(page, agrees(page))


def press_quickly(page, drawn):
    """Three to seven keys on a slider or two, at random delays, with now and then a lock before."""
    for key in drawn.sample(SLIDERS, drawn.choice((1, 1, 2))):
        if key in WEIGHTS and drawn.random() < 0.3:
            lock_of(page, drawn.choice(WEIGHTS)).click()
        if slider(page, key).is_disabled():
            lock_of(page, key).click()
        if slider(page, key).is_disabled():
            continue  # everything else is locked
        slider(page, key).focus()
        for _ in range(drawn.randint(3, 7)):
            page.keyboard.press(drawn.choice(KEYS))
            page.wait_for_timeout(drawn.randint(0, 200))


def shows_the_engines_selection(page, setting):
    outcome = cached.outcome(setting)
    names = {industry.industry_id: industry.name(Locale("nb")) for industry in outcome.scores.dataset.industries}
    assert shown_names(page, names.values()) == {names[industry] for industry in outcome.selected}, page.url


def test_the_browser_reckons_as_the_engine_does_at_every_key(page):
    """Before the server has answered, thumbs and words total 100 and are what the engine makes of the same pull."""
    drawn = random.Random(SEED)
    now = units(asked(page.url)[0])
    for _ in range(12):
        key = drawn.choice(WEIGHTS)
        member, start = key.removeprefix("w_"), now
        slider(page, key).focus()
        for _ in range(5):
            pressed = drawn.choice(("ArrowRight", "ArrowLeft", "PageUp", "Home", "End"))
            at_once = page.evaluate(PRESS, [key, pressed])
            now = moved(start, member, whole_per_cent(now[member], pressed))
            thumbs = {name: round(10_000 * float(value)) for name, (value, _) in at_once.items()}
            assert thumbs == {f"w_{name}": held for name, held in now.items()}
            shown = {
                name: round(10 * float(words.rstrip("%").strip().replace(",", ".")))
                for name, (_, words) in at_once.items()
            }
            assert shown == {f"w_{name}": tenths for name, tenths in shown_tenths(now).items()}
        assert units(asked_when_settled(page)) == now


PRESS = """([key, pressed]) => {
    const rows = [...document.querySelectorAll("[class*=st-key-w_]")];
    const event = new KeyboardEvent("keydown", { key: pressed, bubbles: true, cancelable: true });
    document.querySelector(`.st-key-${key} input`).dispatchEvent(event);
    return Object.fromEntries(rows.map(row => [
        row.className.match(/st-key-(w_\\w+)/)[1],
        [row.querySelector("input").value, row.querySelector("output").innerText],
    ]));
}"""


def whole_per_cent(now, pressed):
    """Where a key takes a slider: to the next whole per cent, ten further, or to an end."""
    steps = {"ArrowRight": now // PER_CENT + 1, "ArrowLeft": -(-now // PER_CENT) - 1, "Home": 0, "End": 100}
    return now + 10 * PER_CENT if pressed == "PageUp" else steps[pressed] * PER_CENT


def asked_when_settled(page):
    settled(page)
    return asked(page.url)[0]
