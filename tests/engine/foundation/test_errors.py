import pytest

from engine.foundation.errors import (
    BransjevalgError,
    InfeasibleError,
    InputError,
    MissingExtraError,
    Problem,
    Problems,
    problem_count,
)
from engine.foundation.locale import Locale


def test_a_sentence_says_file_place_value_near_miss_and_what_exists():
    """The example sentence of the project's style rules, in full."""
    problem = Problem(
        "unknown",
        file="criteria/publisert.toml",
        place="[[criterion]] msk, exposure",
        given="msk_exposur",
        allowed=("absence", "msk_exposure", "msk_pain"),
    )
    assert problem.sentence(Locale("nb")) == (
        "criteria/publisert.toml, [[criterion]] msk, exposure: «msk_exposur» finnes ikke. "
        "Mente du «msk_exposure»? Gyldig: absence, msk_exposure, msk_pain."
    )


def test_a_sentence_about_a_table_says_row_and_column_in_the_readers_language():
    problem = Problem("unknown", file="data/industries.csv", row=7, column="status", given="candidat")
    assert problem.sentence(Locale("nb")).startswith("data/industries.csv, rad 7, kolonne status: «candidat»")
    assert problem.sentence(Locale("en")).startswith("data/industries.csv, row 7, column status: “candidat”")


def test_nothing_is_suggested_where_nothing_is_near_or_the_value_itself_is_allowed():
    assert "Mente du" not in Problem("unknown", given="zzz", allowed=("absence", "frafall")).sentence(Locale("nb"))
    assert "Mente du" not in Problem("unknown", given="absence", allowed=("absence",)).sentence(Locale("nb"))


def test_a_long_list_of_what_exists_is_cut_and_says_how_many_more():
    allowed = tuple(f"indicator_{number:02}" for number in range(1, 16))
    sentence = Problem("unknown", given="x", allowed=allowed).sentence(Locale("nb"))
    assert "indicator_12 og 3 til" in sentence
    assert "indicator_13" not in sentence


def test_a_sentence_is_one_line_whatever_was_given():
    sentence = Problem("unknown", file="a.csv", given="two\nlines\tand " + "x" * 500).sentence(Locale("nb"))
    assert "\n" not in sentence
    assert "\t" not in sentence
    assert "x" * 100 not in sentence


def test_braces_in_what_was_given_are_shown_as_they_are():
    assert "“{given} {0} {”" in Problem("unknown", given="{given} {0} {").sentence(Locale("en"))


def test_an_input_error_shows_the_first_problem_and_counts_the_rest():
    first, *rest = (Problem("unknown", file="a.toml", given=given) for given in ("one", "two", "three"))
    error = InputError([first, *rest])
    assert error.problems == (first, *rest)
    assert error.sentence(Locale("en")).startswith(first.sentence(Locale("en")))
    assert "2 more" in error.sentence(Locale("en"))
    assert InputError(first).sentence(Locale("en")) == first.sentence(Locale("en"))


def test_what_is_wrong_with_viewpoints_is_not_looked_for_with_validate():
    twice = [Problem("toml_repeated", "p.toml", "[[profile]] x", given="x")] * 2
    assert "validate" not in InputError(twice).sentence(Locale("nb"))
    assert "1" in InputError(twice).sentence(Locale("nb"))


def test_a_library_that_always_comes_along_names_no_extra():
    message = MissingExtraError("SALib", "").sentence(Locale("en"))
    assert "SALib" in message
    assert "[" not in message


def test_a_file_is_named_only_where_the_problem_names_none():
    unnamed, named = Problem("unknown", given="x"), Problem("unknown", file="own.toml", given="y")
    assert [problem.file for problem in InputError([unnamed, named]).in_file("given.toml").problems] == [
        "given.toml",
        "own.toml",
    ]


def test_an_infeasible_request_names_its_conflict_in_words_where_there_are_words():
    conflict = ("max_new", "must")
    assert InfeasibleError(conflict).sentence(Locale("en")).endswith("max_new, must")
    assert InfeasibleError(conflict, {"en": "at most 1 new"}).sentence(Locale("en")).endswith("at most 1 new")


def test_a_missing_library_says_what_to_install():
    assert "pip install 'bransjevalg[dask]'" in MissingExtraError("distributed", "dask").sentence(Locale("nb"))


@pytest.mark.parametrize(
    ("error", "code"),
    [(InputError(Problem("unknown")), 2), (MissingExtraError("dask", "dask"), 2), (InfeasibleError(("must",)), 3)],
)
def test_exit_codes_are_the_contracts(error, code):
    assert isinstance(error, BransjevalgError)
    assert error.exit_code == code


def test_half_a_character_in_what_was_given_can_be_shown():
    assert "\\ud800" in Problem("unknown", "f\ud800.json", given="x\ud800").sentence()
    Problem("unknown", "f\ud800.json", given="x\ud800").sentence().encode("utf-8")


def problems(count, code="no_rows"):
    return [Problem(code, f"{index}.csv") for index in range(count)]


def test_the_first_hundred_problems_are_kept_and_the_rest_counted():
    for capped in (Problems(problems(40_003)), InputError(problems(40_003)).problems):
        assert [problem.file for problem in capped[:100]] == [f"{index}.csv" for index in range(100)]
        assert len(capped) == 101
        assert (capped[-1].sentence(), problem_count(capped)) == ("Og 39903 feil til.", 40_003)
    assert "(Og 40002 feil til;" in InputError(problems(40_003)).sentence()


def test_a_hundred_problems_are_all_told():
    assert list(Problems(problems(100))) == problems(100)
    assert problem_count(problems(100)) == 100


def test_problems_that_were_counted_before_are_counted_again():
    first, second = Problems(problems(150)), Problems(problems(30))
    second += first
    second.append(Problem("no_rows"))
    second.count_further(9)
    second.count_further(0)
    assert (len(second), problem_count(second)) == (101, 150 + 30 + 1 + 9)
    assert sum(problem.code == "more_problems" for problem in second) == 1
