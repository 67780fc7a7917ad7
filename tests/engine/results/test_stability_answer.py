"""The answer as a sentence: by hand, in both languages, and true where it is rounded."""

import re
from dataclasses import replace
from math import inf

import pytest

from engine.criteria.model import Bounds, Selection
from engine.foundation.locale import Locale
from engine.results.industry_sensitivity import frames_table
from engine.results.stability_answer import (
    answer_in_words,
    beside_table,
    density_in_words,
    draws_in_words,
    frame_in_words,
    frames_in,
    frames_on_screen,
    minimum_in_words,
    stretch_in_figures,
)
from engine.robustness.industry_sensitivity import MINIMUM_GRANT, UNION_DENSITY, check
from engine.scoring.score import score
from tests.engine.results.test_industry_sensitivity import DENSITY, TWO, UNKNOWN, checked, labelled
from tests.engine.robustness.random_scores import random_scores
from tests.engine.robustness.small import criteria, dataset


def of(result, name):
    return next(industry for industry in result.industries if industry.industry_id == name)


def said(result, name, language="nb"):
    return answer_in_words(result, of(result, name), Locale(language))


def test_the_answer_of_two_industries_by_hand():
    """From a half to 3/7: 1/14 of the weight moves."""
    result = checked(TWO)
    assert said(result, "a") == (
        "Bransje a går ut når 7,1 prosent av vekten flyttes fra «Fravær» til «Frafall»; da kommer bransje b inn."
    )
    assert said(result, "b", "en").startswith("Bransje b comes in when 7.1 per cent of the weight")


@pytest.mark.parametrize(
    ("values", "name", "words"),
    [
        ({"u": [0.9, 0.1], "v": [0.9, 0.1]}, "a", "er med uansett hvordan kriteriene vektes"),
        ({"u": [0.9, 0.1], "v": [0.9, 0.1]}, "b", "er ikke med uansett hvordan kriteriene vektes"),
        ({"u": [0.5, 0.5], "v": [0.5, 0.5]}, "a", "står helt likt med bransje b"),
        ({"u": [0.6, 0.5], "v": [0.5, 0.5999]}, "a", "er akkurat med"),
        ({"u": [0.9, None], "v": [0.2, None]}, "b", "har ingen poengsum"),
    ],
)
def test_each_kind_of_answer_has_its_sentence(values, name, words):
    assert words in said(checked(values), name)


def test_drawn_weights_are_counted_and_said_not_to_be_a_probability():
    result = checked(TWO, draws=20)
    industry = replace(of(result, "a"), share_of_weights=0.55, share_nearby=0.75)
    assert draws_in_words(result, industry) == (
        "11 av 20 tilfeldige vektsett velger den – ikke en sannsynlighet. "
        "Holder hver vekt seg innenfor ±25 prosent av det den er nå, er det 15 av 20."
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("language", ["nb", "en"])
def test_what_is_said_of_money_holds_at_the_limits_that_are_named(seed, language):
    """The frames and minimums of the sentence are asked of ``check`` again: there it is in."""
    scores = random_scores(seed, grant="key", size=4, max_new=2)
    result = check(scores, [f"c{index}" for index in range(4)], draws=5)
    for industry in result.industries:
        for words, name in ((frame_in_words, "frame"), (minimum_in_words, "minimum_new")):
            sentence = words(result, industry, Locale(language))
            assert sentence.endswith(".")
            assert not re.search(r"[{}]|nan|None", sentence)
            limits = [float(number.replace(",", ".")) for number in re.findall(r"\d+[.,]\d+", sentence)]
            if "nesten" in sentence or "almost" in sentence:
                continue
            for limit in limits:
                rules = scores.criteria.selection
                changed = replace(rules, grant=replace(rules.grant, **{name: limit}))
                again = score(scores.dataset, replace(scores.criteria, selection=changed))
                (there,) = check(again, [industry.industry_id], draws=1).industries
                assert there.selected, sentence


def test_the_frames_under_which_it_is_in_are_those_of_the_breakpoints():
    result = check(random_scores(1, grant="key", size=4, max_new=2), ["c0", "c1", "c2", "c3"], draws=5)
    for industry in result.industries:
        for frame_breakpoint in industry.frame_breakpoints:
            inside = any(low <= frame_breakpoint.frame_mnok < high for low, high in frames_in(result, industry))
            assert inside == (industry.industry_id in frame_breakpoint.selected)


def test_the_figures_of_a_stretch_lie_within_it_and_are_those_of_the_sentence():
    """A frame counts from its start and not at its end, a demand to its end and not at its start unless that is 0."""
    frames = [((69.023, 210.0), "69,03–210,00"), ((64.1, 68.06), "64,10–68,05"), ((58.131, 58.138), "58,14")]
    assert [stretch_in_figures(pair, "frame", 210.0) for pair, _ in frames] == [figures for _, figures in frames]
    demands = [((0.0, 3.547), "0,00–3,54"), ((3.6, 3.826), "3,61–3,82")]
    assert [stretch_in_figures(pair, MINIMUM_GRANT, inf) for pair, _ in demands] == [figures for _, figures in demands]
    assert stretch_in_figures((0.0, 24.5), UNION_DENSITY, inf, Locale("en")) == "0.0–24.5"


def test_a_frame_shown_is_one_at_which_what_stands_beside_it_is_so():
    result = check(random_scores(1, grant="key", size=4, max_new=2), ["c0", "c1", "c2", "c3"], draws=5)
    shown = 0
    for industry in result.industries:
        exact = [float(row[0]) for row in frames_table(result, industry).rows]
        for row, frame in zip(frames_on_screen(result, industry).rows, exact, strict=True):
            assert frame - 1e-9 <= row[0] < frame + 0.01
            assert row[0] == round(row[0], 2)
            shown += 1
    assert shown


def test_a_demand_on_union_density_is_said_for_those_in_and_those_out():
    assert density_in_words(checked(TWO, columns=DENSITY), of(checked(TWO, columns=DENSITY), "a")) == (
        "Den er med så lenge kravet til organisasjonsgrad er høyst 24,5 prosent."
    )
    unknown = checked(TWO, columns=UNKNOWN)
    assert "mangler" in density_in_words(unknown, of(unknown, "a"))
    none = checked(TWO)
    assert density_in_words(none, of(none, "a")) == ""
    made = labelled(criteria({"u": 1.0, "v": 1.0}, Selection(max_new=1)))
    strict = replace(made, selection=replace(made.selection, require_indicator={"union_density": Bounds(min=30.0)}))
    result = check(score(dataset(TWO, columns=DENSITY), strict), ["a"], draws=5)
    assert density_in_words(result, of(result, "a"), Locale("en")) == (
        "It comes in if the union density required is at most 24.5 per cent."
    )


@pytest.mark.parametrize("language", ["nb", "en"])
def test_two_stand_side_by_side_with_the_same_questions(language):
    result = checked(TWO, columns=DENSITY)
    table = beside_table([result], Locale(language))
    assert [column.heading for column in table.columns[1:]] == ["Bransje a", "Bransje b"]
    assert table.rows[0][1:] == (("✓ med", "✕ ikke med") if language == "nb" else ("✓ in", "✕ out"))
    assert all(all(cell for cell in row) for row in table.rows)
    assert ("ikke en sannsynlighet" if language == "nb" else "not a probability") in table.notes[0]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_who_takes_the_place_stands_in_lower_case_inside_the_sentence(language):
    """Only the name that a sentence begins with has a capital, however many names there are."""
    assert "bransje b" in (words := said(checked(TWO), "a", language))
    assert words.startswith("Bransje a")
