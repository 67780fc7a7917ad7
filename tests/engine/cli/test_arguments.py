"""Options to values, and each mistake in the user's words."""

import pytest

from engine.cli.arguments import Option, asks_for_help, chosen_locale, help_text, overview, parsed
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale

OPTIONS = (
    Option("--frame", "MNOK"),
    Option("--must", "ID", many=True),
    Option("--format", choices=("table", "json")),
    Option("--lang", choices=("nb", "en")),
    Option("--data-uncertainty", switch=True),
)


def given(*words, takes=""):
    return parsed("p", OPTIONS, takes, words)


def test_a_value_stands_after_its_option_or_after_an_equals_sign():
    got = given("--frame", "70", "--must=a", "--must", "b")
    assert got.one("frame") == "70"
    assert got.many("must") == ("a", "b")
    assert got.one("format") is None
    assert got.many("format") == ()
    assert got.locale == Locale("nb")


def test_a_negative_number_and_an_equals_sign_are_values():
    assert given("--frame", "-5").one("frame") == "-5"
    assert given("--frame=a=b").one("frame") == "a=b"


def test_arguments_may_stand_among_options_and_anything_may_after_two_hyphens():
    assert given("x", "--frame", "1", "y", "--", "--z", takes="DIR").arguments == ("x", "y", "--z")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--fram", "1"],
            "p: «--fram» finnes ikke. Mente du «--frame»? Gyldig: --frame, --must, --format, --lang,",
        ),
        (["-x"], "p: «-x» finnes ikke."),
        (["--frame"], "p --frame: Valget mangler en verdi. Gyldig: --frame MNOK."),
        (["--frame", "--must", "a"], "p --frame: Valget mangler en verdi."),
        (["--frame="], "p --frame: Valget mangler en verdi."),
        (["--frame", "1", "--frame", "2"], "p --frame: Valget er gitt mer enn én gang, sist med «2»."),
        (["--format", "xml"], "p --format: «xml» finnes ikke. Gyldig: table, json."),
        (["extra"], "p: «extra» hører ikke til her."),
        (["--data-uncertainty=yes"], "p --data-uncertainty: Valget tar ingen verdi, men fikk «yes»."),
        (["--data-uncertainty", "yes"], "p: «yes» hører ikke til her."),
        (["--data-uncertainty", "--data-uncertainty"], "p --data-uncertainty: Valget er gitt mer enn én gang"),
        (["--"], ""),
    ],
)
def test_a_mistake_is_told_with_what_there_is(words, message):
    if not message:
        assert given(*words).arguments == ()
        return
    with pytest.raises(InputError) as error:
        given(*words)
    assert error.value.sentence().startswith(message)


def test_a_switch_takes_no_value_and_eats_no_argument():
    got = given("--data-uncertainty", "x", "--frame", "1", takes="ID")
    assert got.one("data_uncertainty") is not None
    assert got.arguments == ("x",)
    assert given("x", takes="ID").one("data_uncertainty") is None
    assert "--data-uncertainty" in OPTIONS[-1].usage
    assert chosen_locale(["--data-uncertainty", "--lang", "en"]) == Locale("en")


def test_of_several_mistakes_the_first_is_told():
    with pytest.raises(InputError) as error:
        given("--nope", "1", "--frame")
    assert [problem.given for problem in error.value.problems] == ["--nope"]


def test_the_language_is_known_before_the_rest_is_understood():
    assert chosen_locale(["--nope", "--lang", "en"]) == Locale("en")
    assert chosen_locale(["--lang=en"]) == Locale("en")
    assert chosen_locale(["--lang", "xx"]) == Locale("nb")
    assert chosen_locale(["rank"]) == Locale("nb")


def test_help_is_asked_for_anywhere():
    assert asks_for_help(["--frame", "1", "-h"])
    assert not asks_for_help(["--frame", "help"])


def test_help_explains_each_option_and_the_overview_each_command():
    text = help_text("bransjevalg select", "select", OPTIONS, "", Locale("nb"))
    for option in OPTIONS:
        assert option.usage in text
    assert "ramme i mill. kr per år" in text
    assert "Usage: bransjevalg COMMAND" in overview("bransjevalg", ["rank", "select"], Locale("en"))
    assert "ranks the industries" in overview("bransjevalg", ["rank", "select"], Locale("en"))
