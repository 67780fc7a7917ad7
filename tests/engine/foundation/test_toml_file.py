"""TOML files that cannot be read: the line, the sign, and what people usually did."""

import os

import pytest

from engine.foundation import toml_file as tomlfile
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.foundation.toml_file import check_writable, parsed_toml, toml_text


def refused(call, *given, language="nb"):
    with pytest.raises(InputError) as error:
        call(*given)
    return error.value.sentence(Locale(language))


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("a = 1\nb c = 2", "Linje 2, tegn 3", "skal det stå ="),
        ("a = hei", "Linje 1, tegn 5", "tekst skal stå i anførselstegn"),
        ('a = "hei', "Linje 1, tegn 9", "ikke avsluttet"),
        ('a = "hei\nb = 1\n', "Linje 1, tegn 9", "ikke avsluttet"),
        ("a = [1, 2\n\n", "Linje 1, tegn 10", "parentes"),
        ("a = {b = 1", "Linje 1, tegn 11", "parentes"),
        ("\n[a", "Linje 2, tegn 3", "parentes"),
        ("a = 1 2", "Linje 1, tegn 7", "mer på linjen"),
        ('a = "C:\\users"', "Linje 1, tegn", "enkle anførselstegn"),
        ("a = 2,5", "Linje 1", "desimalpunktum"),
        ("a = 1\na = 2", "Linje 2", "alt er gitt"),
        ("[a]\n[a]", "Linje 2", "alt er gitt"),
        ("= 1", "Linje 1, tegn 1", "kan ikke leses som TOML"),
        ("a\N{LINE SEPARATOR} = 1", "Linje 1, tegn 2", "skal det stå ="),
    ],
)
def test_what_cannot_be_read_has_line_and_sign_and_a_reason_in_the_users_language(text, place, reason):
    sentence = refused(parsed_toml, text, "x.toml")
    assert sentence.startswith(f"x.toml: {place}")
    assert reason in sentence
    assert not {"at line", "Expected", "Invalid", "Unclosed", "Unterminated"} & set(sentence.split())


def test_the_line_itself_is_quoted():
    assert "«b c = 2»" in refused(parsed_toml, "a = 1\n  b c = 2", "x.toml")
    assert "Line 2, sign 5 cannot be read" in refused(parsed_toml, "a = 1\n  b c = 2", "x.toml", language="en")


def test_a_text_with_a_sign_that_no_file_can_hold_is_told_with_its_place():
    given = parsed_toml('[source]\ntitle = "a\\u0000"\n', "x.toml")
    assert refused(check_writable, given, "x.toml").startswith("x.toml, source, title: Her står tegnet U+0000")
    check_writable(parsed_toml('[source]\ntitle = "å\\t"\n', "x.toml"), "x.toml")


def test_half_a_character_is_no_toml():
    assert refused(parsed_toml, 'a = "\\ud800"', "x.toml").startswith("x.toml: Linje 1")


def test_numbers_and_brackets_beyond_reading_are_sentences():
    assert "kan ikke leses" in refused(parsed_toml, "a = " + "9" * 5000, "x.toml")
    assert "nivåer" in refused(parsed_toml, "a = " + "[" * 100_000, "x.toml")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a = 1".encode("utf-16"), "UTF-16"),
        (b"a = 1\0", "ikke en tekstfil"),
        ("a = 1\nb = 'å'".encode("cp1252"), "Linje 2 er ikke UTF-8"),
    ],
)
def test_bytes_that_are_no_utf8_text_say_what_to_do(content, reason, tmp_path):
    (tmp_path / "x.toml").write_bytes(content)
    assert reason in refused(toml_text, tmp_path / "x.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.toml")
    assert "ikke en fil som kan leses" in refused(toml_text, tmp_path / "x.toml")


def test_no_file_an_empty_one_and_a_folder_are_told(tmp_path):
    assert "finnes ikke" in refused(toml_text, tmp_path / "x.toml")
    assert "mappe" in refused(toml_text, tmp_path)
    assert "tom" in refused(parsed_toml, " \n", "x.toml")


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    (tmp_path / "x.toml").write_bytes("a = 1".encode("utf-8-sig"))
    assert parsed_toml(toml_text(tmp_path / "x.toml"), "x.toml") == {"a": 1}


@pytest.fixture
def unparsed(monkeypatch):
    """No work at all: the parser must not be reached."""
    monkeypatch.setattr(tomlfile.tomllib, "loads", lambda text: pytest.fail("was parsed"))


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 60_000 + " = 1",
        "[a" + " . a" * 60_000 + "]",
        "x = {'a'" + '."b c"' * 60_000 + " = 1}",
    ],
    ids=["key", "header", "quoted"],
)
def test_a_key_of_very_many_parts_is_refused_before_it_is_parsed(unparsed, text):
    with pytest.raises(InputError) as error:
        tomlfile.parsed_toml(text, "c.toml")
    assert "for mange nivåer" in error.value.sentence()


def test_a_file_past_the_limit_is_refused_before_it_is_parsed(unparsed, tmp_path):
    text = "".join(f"k{index} = 1\n" for index in range(400_003))
    (tmp_path / "c.toml").write_text(text)
    for read in (lambda: tomlfile.parsed_toml(text, "c.toml"), lambda: tomlfile.toml_text(tmp_path / "c.toml")):
        with pytest.raises(InputError) as error:
            read()
        assert "over 1 MB" in error.value.sentence()


def test_keys_of_a_few_parts_and_texts_with_points_are_read():
    text = "a.b.c = 1\n" + 'd = "' + "Ja. Nei. " * 100 + '"\n'
    assert tomlfile.parsed_toml(text, "c.toml")["a"] == {"b": {"c": 1}}


@pytest.mark.parametrize("part", ["a", '"a"', "'a'", r'"\""', r'"\"a\\"', r'"\\"', '"a\\u002e"'])
def test_a_key_of_many_parts_is_refused_however_its_parts_are_written(part):
    """The TOML library takes the square of their number in memory: 60 000 parts never came to an end."""
    with pytest.raises(InputError) as error:
        parsed_toml(".".join([part] * 60_000) + " = 1\n", "a.toml")
    assert [problem.code for problem in error.value.problems] == ["toml_too_deep"]
