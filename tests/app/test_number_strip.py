"""How many new programmes, side by side on the first page."""

import re
from fractions import Fraction

from app.figures.number_strip import number_strip
from app.shell import cache as cached
from app.shell.setting import Setting
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from tests.app.opened import opened, said

OPENS_WITH = "noa"
FIELD = re.compile(r"<li><b>(\d+)</b><span>(.*?)</span><small>(.*?)</small></li>")


def outcome():
    return cached.outcome(Setting(OPENS_WITH))


def fields(language="nb"):
    return FIELD.findall(number_strip(outcome().selection, Locale(language)))


def test_every_number_has_a_field_and_all_fields_are_alike():
    numbers = [int(count) for count, *_ in fields()]
    assert numbers == list(range(len(numbers)))
    assert numbers[-1] >= 5
    markup = number_strip(outcome().selection, Locale("nb"))
    assert "class=" not in markup.replace("class='numbers'", "")


def test_what_comes_in_addition_adds_up_to_the_best_selection_of_each_number():
    chosen = outcome().selection
    names: set[str] = set()
    for count, who, _ in fields():
        wanted = {chosen.problem.name(industry, Locale("nb")) for industry in chosen.by_number[int(count)].selected}
        added = {name for name in wanted if name in who}
        names = names | added if who.startswith("+\N{NO-BREAK SPACE}") else added
        assert names == wanted


def test_what_todays_seven_get_less_is_what_the_key_of_the_report_gives_the_new_one():
    """70 MNOK a year, 60 per cent of it equally, the rest by jobs (the report, 3.1), by fractions here."""
    chosen = outcome().selection
    (first,) = chosen.by_number[1].selected
    shown = outcome().scores.dataset.industries
    sharing = {
        industry.industry_id: industry.jobs
        for industry in shown
        if industry.status == "programme" or industry.industry_id == first
    }
    assert len(sharing) == 8
    amount = Fraction(42, 8) + 28 * Fraction(sharing[first], sum(sharing.values()))
    assert fields()[1][2].startswith(f"{Locale('nb').number(float(amount), 1)} mill. kr")


def test_the_first_page_says_that_the_number_is_the_parties_choice_and_puts_none_forward():
    visitor = opened("ranking", data=None)
    on_page = said(visitor)
    assert DEFAULT_LOCALE.text("first_page.numbers_heading") in on_page
    assert DEFAULT_LOCALE.text("first_page.numbers_says_alone").split(".")[0] in on_page
    headings = [heading.value for heading in visitor.header]
    order = [DEFAULT_LOCALE.text("first_page.numbers_heading"), DEFAULT_LOCALE.text("app.selected_heading", count=6)]
    assert [heading for heading in headings if heading in order] == order


def test_the_questions_that_find_weights_are_a_door():
    visitor = opened("ranking", data=None)
    visitor.button(key="door_questions").click().run()
    assert not visitor.exception
    assert DEFAULT_LOCALE.text("tradeoff.question", number=1) in said(visitor)
