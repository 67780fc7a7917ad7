"""The contract's own example is read, and every mistake has its place; all of them are told at once."""

import pytest

from engine.dataset.shipped import shipped_criteria
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.plans.options import HalfYear, Standpoint, Step
from engine.plans.options_reading import parse_options, read_options

CONTRACT = """
id = "forhandling-2025"
title_nb = "Forhandling"
from = "2025-H1"
to = "2028-H2"
frame = { 2025 = 70.0, 2026 = 70.0, 2027 = 70.0, 2028 = 70.0 }

[[option]]
id = "a"
name_nb = "A"
new = ["hjemmetjenesten", "butikkhandel"]
starts = { hjemmetjenesten = "2025-H2" }
programmes = { barnehager = "wind_down", sykehjem = { end = "2026-H2" } }
standpoint = [{ party = "En part", words = "Ord" }]

[option.key]
equal_share = 0.6
size = "jobs"
floor = { new = 3.5, continuing = 3.5 }
cap = 15.0
phase = { new = [1.5, 1.0, 1.0, 1.0], continuing = [1.0, 1.0, 1.0, 1.0] }
freed = "key"
"""
TOP = 'id = "x"\nfrom = "2025-H1"\nto = "2025-H2"\nframe = { 2025 = 70.0 }\n'
OPTION = '[[option]]\nid = "a"\nname_nb = "A"\n'


def problems(text):
    with pytest.raises(InputError) as caught:
        parse_options(text, "f.toml")
    return caught.value.problems


def test_the_contracts_example_is_read():
    """Contract, section 9."""
    file = parse_options(CONTRACT, "f.toml")
    (option,) = file.options
    assert (file.first, file.last) == (HalfYear(2025, 1), HalfYear(2028, 2))
    assert len(file.half_years) == 8
    assert file.frame == {2025: 70.0, 2026: 70.0, 2027: 70.0, 2028: 70.0}
    assert option.new == ("hjemmetjenesten", "butikkhandel")
    assert option.starts == {"hjemmetjenesten": HalfYear(2025, 2)}
    assert option.programmes == {"barnehager": "wind_down", "sykehjem": HalfYear(2026, 2)}
    assert option.standpoints == (Standpoint("En part", "Ord"),)
    assert (option.key.equal_share, option.key.size, option.key.freed) == (0.6, "jobs", "key")
    assert (option.key.floor_new, option.key.floor_continuing, option.key.cap) == (3.5, 3.5, 15.0)
    assert option.key.phase_new == (1.5, 1.0, 1.0, 1.0)


def test_the_engine_is_told_what_to_observe():
    file = parse_options(f'{TOP}{OPTION}choose = {{ max_new = 2, must = ["b"] }}', "f.toml")
    assert file.options[0].new is None
    assert file.options[0].choose == {"max_new": 2, "must": ("b",)}


def test_steps_and_needs_are_read():
    text = f"{TOP}{OPTION}new = []\n[option.key]\nneed = {{ p = 3 }}\nsteps = [{{ jobs = 0, mnok = 5.0 }}]"
    key = parse_options(text, "f.toml").options[0].key
    assert key.need == {"p": 3.0}
    assert key.steps == (Step(0, 5.0),)


def test_the_shipped_file_is_read_and_says_what_it_is():
    file = read_options(shipped_criteria() / "alternativer_2025.toml")
    assert file.title_nb.startswith("Illustrasjon")
    assert file.note_nb
    assert all(option.note_nb and option.note_en for option in file.options)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (f"{TOP.replace('2025-H1', 'våren 2025')}{OPTION}new = []", "plans_not_half_year", "from"),
        (f"{TOP.replace('2025-H2', '2024-H2')}{OPTION}new = []", "plans_before", "to"),
        (f"{TOP.replace('2025-H2', '2125-H2')}{OPTION}new = []", "plans_too_long", "to"),
        (f"{TOP.replace('2025 = 70.0', '2026 = 70.0')}{OPTION}new = []", "plans_no_frame", "frame"),
        (f"{TOP.replace('{ 2025 = 70.0 }', '{ 2025 = 70.0, 2026 = 1 }')}{OPTION}new = []", "plans_outside", "frame"),
        (f"{TOP.replace('2025 = 70.0', 'i_aar = 70.0')}{OPTION}new = []", "plans_not_year", "frame"),
        (f"{TOP.replace('70.0', '-1')}{OPTION}new = []", "toml_out_of_range", "frame.2025"),
        (f"{TOP.replace('70.0', 'nan')}{OPTION}new = []", "toml_out_of_range", "frame.2025"),
        (f"{TOP.replace('70.0', 'true')}{OPTION}new = []", "toml_not_number", "frame.2025"),
        (f"{TOP}frame_ = 1\n{OPTION}new = []", "toml_unknown_key", ""),
        (f"{TOP}{OPTION}", "plans_new_or_choose", "[[option]] a"),
        (f"{TOP}{OPTION}new = []\nchoose = {{}}", "plans_new_or_choose", "[[option]] a"),
        (f"{TOP}{OPTION}new = []\n{OPTION}new = []", "duplicate_id", "[[option]] a"),
        (f'{TOP}{OPTION}new = ["b"]\nstarts = {{ b = "2026-H1" }}', "plans_outside", "[[option]] a, starts.b"),
        (f'{TOP}{OPTION}new = ["b"]\nstarts = {{ c = "2025-H2" }}', "plans_start_not_new", "[[option]] a, starts"),
        (f'{TOP}{OPTION}new = []\nprogrammes = {{ p = "stopp" }}', "unknown", "[[option]] a, programmes.p"),
        (f'{TOP}{OPTION}new = []\nprogrammes = {{ p = {{ end = "2024-H2" }} }}', "plans_outside", "programmes.p.end"),
        (f"{TOP}{OPTION}new = []\n[option.key]\nfloor = {{ new = 4 }}\ncap = 3.0", "min_above_max", "key.floor.new"),
        (f"{TOP}{OPTION}new = []\n[option.key]\nphase = {{ new = [0.0] }}", "toml_out_of_range", "key.phase.new"),
        (f"{TOP}{OPTION}new = []\n[option.key]\nphase = {{ new = [] }}", "toml_too_few", "key.phase.new"),
        (f"{TOP}{OPTION}new = []\n[option.key]\nfreed = 'x'", "unknown", "key.freed"),
        (
            f"{TOP}{OPTION}new = []\n[option.key]\nsteps = [{{ jobs = 5, mnok = 1 }}, {{ jobs = 5, mnok = 2 }}]",
            "plans_steps_order",
            "key.steps",
        ),
        (f"{TOP}{OPTION}new = []\n[option.key]\nsteps = [{{ jobs = 5, mnok = 1 }}]", "plans_steps_start", "key.steps"),
    ],
)
def test_a_mistake_is_told_with_its_place(text, code, place):
    mistakes = problems(text)
    assert code in [mistake.code for mistake in mistakes]
    assert place in next(mistake.place for mistake in mistakes if mistake.code == code)
    assert all(mistake.sentence(Locale("nb")) and mistake.sentence(Locale("en")) for mistake in mistakes)


def test_every_mistake_of_a_file_is_told_at_once():
    text = TOP.replace("2025-H2", "2024-H1") + OPTION + 'programmes = { p = "x" }\n[option.key]\nsize = "kroner"'
    assert {problem.code for problem in problems(text)} == {"plans_before", "plans_new_or_choose", "unknown"}
    assert len(problems(text)) == 4
