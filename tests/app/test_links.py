"""Contract, section 7: links carry ids and plain numbers, and the page's answer is the command line's."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from app.fields.all_fields import fields_of
from app.shell import cache as cached
from app.shell.data_sets import criteria_choices, paired
from app.shell.links import address, read_link, write_link
from app.shell.setting import setting_of
from engine.cli.main import main
from engine.foundation import locale as texts
from engine.foundation.locale import Locale

DATA = "publisert"


def values_of(link, data=DATA, language="nb"):
    """What a link's fields are set to, the files' own where it is silent."""
    fields = fields_of(data, Locale(language))
    given = parse_qs(urlsplit(link).query, keep_blank_values=True)
    values, problems = read_link(given, fields, Locale(language))
    assert problems == ()
    return {key: field.default for key, field in fields.items()} | values


def setting_from(link, data=DATA):
    return setting_of(data, fields_of(data, Locale("nb")), values_of(link, data))


# Each written by hand from the contract's words beside the command line's own options.
SAME = [
    ("/", ""),
    (
        "/?max_new=4&frame=76&minimum_new=4&must=undervisning",
        "--max-new 4 --frame 76 --minimum-new 4 --must undervisning",
    ),
    ("/?must=undervisning&must=luftfart", "--must undervisning --must luftfart"),
    ("/?must=undervisning,luftfart", "--must undervisning --must luftfart"),
    ("/?must_not=butikkhandel&min_new=2", "--must-not butikkhandel --min-new 2"),
    ("/?programme=barnehager=wind_down", "--programme barnehager=wind_down"),
    ("/?programme=barnehager%3Dend,sykehus%3Dwind_down", "--programme barnehager=end --programme sykehus=wind_down"),
    ("/?minimum_continuing=4.25", "--minimum-continuing 4.25"),
    (
        "/?w_msk=0.1&w_mental=0.1&w_absence=0.5&w_frafall=0.2&w_union_density=0.1",
        "--weights msk=0.1,mental=0.1,absence=0.5,frafall=0.2,union_density=0.1",
    ),
    ("/?w_absence=0.5", "--weights absence=0.5"),
]


@pytest.mark.parametrize(("link", "options"), SAME)
def test_the_pages_answer_is_the_command_lines(link, options, capsys):
    assert main(["select", "--data", DATA, "--format", "json", *options.split()]) == 0
    theirs = json.loads(capsys.readouterr().out)
    ours = cached.outcome(setting_from(link)).selection
    assert list(ours.selected) == theirs["selected"]
    # A share in a link has six decimals; sums of scores run to some hundreds.
    assert ours.objective == pytest.approx(theirs["objective"], abs=1e-3)


def test_a_link_that_is_written_and_read_again_is_the_same_values_and_the_same_link():
    fields = fields_of(DATA, Locale("nb"))
    values = {key: field.default for key, field in fields.items()} | {
        "w_msk": 36.0,
        "must": ("luftfart", "undervisning"),
        "eligible": ("other",),
        "max_per_section": "2",
        "equal_share": 55.0,
        "frame": 76.0,
        "fate_barnehager": "end",
        "above": "absence",
        "below": "frafall",
        "sides": "one",
        "alpha": "1",
        "industry": "sjofart",
        "least_union_density": 12.5,
    }
    link = address(write_link(values, fields))
    again = values_of(link)
    assert address(write_link(again, fields)) == link
    assert {key: again[key] for key in again if not key.startswith("w_")} == {
        key: values[key] for key in values if not key.startswith("w_")
    }
    assert setting_of(DATA, fields, again) == setting_of(DATA, fields, values)
    for part in ("w_msk=", "equal_share=0.55", "alpha=0.01", "one_sided=yes", "programme=barnehager%3Dend"):
        assert part in link, link
    assert "order=absence%3E%3Dfrafall" in link


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_link_is_the_same_in_every_language(language):
    fields = fields_of(DATA, Locale(language))
    values = {key: field.default for key, field in fields.items()} | {"must": ("luftfart",), "lock": ("absence", "msk")}
    link = address(write_link(values, fields))
    assert "must=luftfart" in link
    assert "lock=absence&lock=msk" in link


def test_what_nobody_has_set_is_not_in_a_link():
    fields = fields_of(DATA, Locale("nb"))
    assert address(write_link({key: field.default for key, field in fields.items()}, fields)) == "/"


def test_shares_of_a_link_do_not_drift_however_often_it_is_passed_on():
    """Sevenths, which no decimals hold: 36, 25, 20, 15 and 15 of 111."""
    fields = fields_of(DATA, Locale("nb"))
    values = {key: field.default for key, field in fields.items()} | {"w_msk": 36.0}
    links = [address(write_link(values, fields))]
    for _ in range(5):
        links.append(address(write_link(values_of(links[-1]), fields)))
    assert set(links) == {links[0]}
    # Rounded down to millionths one is left over, and 36 / 111 = 0.324324324… has the largest remainder.
    assert "w_msk=0.324325&w_mental=0.225225" in links[0]


def test_a_list_can_be_emptied_of_what_the_file_asks_for():
    fields = fields_of(DATA, Locale("nb"))
    everybody = fields["eligible"].default
    values = {key: field.default for key, field in fields.items()} | {"eligible": ()}
    link = address(write_link(values, fields))
    assert len(everybody) > 0
    assert values_of(link)["eligible"] == ()


@pytest.mark.parametrize("data", ["publisert", "syntetisk"])
def test_the_extended_criteria_can_be_asked_of_both_shipped_data_sets_by_a_link(data):
    own, *others = criteria_choices(data)
    assert own == {"publisert": "publisert", "syntetisk": "stami"}[data]
    assert "utvidet" in others
    assert cached.criteria(paired(data, "utvidet")).id == "utvidet"
    assert cached.criteria(paired(data, criteria_choices(data)[0])) is cached.criteria(data)


def test_the_page_follows_the_criteria_of_the_link(visit):
    visitor = visit(criteria="utvidet", frame="80")
    assert not visitor.error
    assert cached.criteria(visitor.session_state["_setting"].data).id == "utvidet"
    assert dict(visitor.query_params) == {"data": "publisert", "criteria": "utvidet", "frame": "80"}


def test_nynorsk_is_one_of_the_languages_of_a_link(visit):
    visitor = visit(lang="nn", data=None)
    assert not visitor.error
    assert visitor.title[0].value == "Vekter og utval"
    assert dict(visitor.query_params) == {"lang": "nn"}


def test_a_language_without_texts_is_refused(visit):
    assert "se" not in texts.LANGUAGES
    assert "nb, nn, en" in visit(lang="se").error[0].value


def test_a_thousand_bad_fields_are_told_of_in_a_few_lines(visit):
    visitor = visit(**{f"x{index}": "y" * 200 for index in range(900)})
    (error,) = visitor.error
    assert len(error.value) < 20_000
    assert "Og 880 til." in error.value


def test_a_refused_value_is_quoted_short_and_never_as_markup(visit):
    bad = "[click](https://example.org)![x](https://example.org/x.png)" + "a" * 500
    visitor = visit(must=bad, **{bad: "1"})
    (error,) = visitor.error
    assert "[click](" not in error.value
    assert "a" * 100 not in error.value
