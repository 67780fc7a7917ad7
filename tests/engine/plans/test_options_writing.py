"""What is written is read back as the same options."""

from dataclasses import replace

from engine.dataset.shipped import shipped_criteria
from engine.foundation.locale import LANGUAGES, Locale
from engine.plans.options import HalfYear, Option, OptionKey, Step
from engine.plans.options_reading import parse_options, read_options
from engine.plans.options_writing import options_toml
from tests.engine.plans.test_options_reading import CONTRACT


def again(file):
    return replace(parse_options(options_toml(file), "f.toml"), file=file.file)


def test_the_shipped_example_comes_back_as_it_is():
    file = read_options(shipped_criteria() / "alternativer_2025.toml")
    assert again(file) == file


def test_the_contracts_example_comes_back_as_it_is():
    file = parse_options(CONTRACT, "f.toml")
    assert again(file) == file


def test_every_part_of_an_option_comes_back():
    file = parse_options(CONTRACT, "f.toml")
    key = OptionKey(0.5, "jobs", 1.0, None, 9.0, (1.5, 1.0), (0.5,), "kept", {"a": 2.0}, (Step(0, 3.0), Step(10, 5.0)))
    chosen = Option("b", "B", choose={"max_new": 2, "must": ("a",)}, extended=("p",), carried_over={"p": 1.5}, key=key)
    ended = Option("c", "C", "c", (), programmes={"p": HalfYear(2026, 1), "q": "end"}, note_nb='«a» = "b"\n')
    file = replace(file, options=(chosen, ended))
    assert again(file) == file


def test_what_is_not_set_is_not_written():
    file = parse_options(CONTRACT, "f.toml")
    bare = replace(file, options=(Option("a", "A", new=("x",)),))
    assert "key" not in options_toml(bare)
    assert "title_en" not in options_toml(bare)


def test_the_shipped_options_are_said_in_every_language():
    """No word of the other two is in what a nynorsk page shows."""
    file = read_options(shipped_criteria() / "alternativer_2025.toml")
    assert file.options[0].name(Locale("nn")) == "Dei fem rapporten nemner, med nøkkelen i dag"
    assert all(getattr(file, f"{what}_{language}") for what in ("title", "note") for language in LANGUAGES)
    assert all(getattr(entry, f"name_{language}") for entry in (*file.options, *file.keys) for language in LANGUAGES)
    assert all(getattr(option, f"note_{language}") for option in file.options for language in LANGUAGES)
