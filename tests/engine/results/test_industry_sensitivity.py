"""The JSON of ``check`` and its reasons: the contract's keys, and sentences that say the figures found."""

import json
import re
from dataclasses import replace

import pytest

from engine.criteria.model import Indicator, Selection
from engine.foundation.locale import Locale
from engine.results.industry_sensitivity import (
    check_json,
    check_table,
    closely_in_words,
    frames_table,
    intervals_in_words,
    limits,
    reason_in_words,
    reasons,
)
from engine.results.stability_answer import density_in_words
from engine.robustness.industry_sensitivity import check
from engine.scoring.score import score
from tests.engine.results.small import CRITERIA, INDICATORS, SELECTION
from tests.engine.robustness.small import GOALPOSTS, column, criteria, dataset

CODES = {
    "stands_in",
    "stands_out",
    "stands_unranked",
    "tied",
    "flips",
    "never_flips",
    "no_flip_found",
    "price_out",
    "price_in",
    "cannot_go_out",
    "cannot_come_in",
    "drops_out",
    "returns",
    "lacks_union_density",
    "others_lack_union_density",
    "frame",
}
ADDED = (
    *("rank", "limits", "intervals_exact", "nearest_exact", "threshold_codes", "threshold_returns"),
    *("best_rank", "worst_rank", "level_with", "share_nearby", "comes_in", "comes_in_freely"),
)
TWO = {"u": [0.9, 0.5], "v": [0.2, 0.5]}
DENSITY = {"union_density": column("union_density", [24.5, 40.0], unit="percent")}
UNKNOWN = {"union_density": column("union_density", [None, 40.0], unit="percent")}
AGAIN = {"union_density": ((30.0, 40.5),), "minimum_grant": ((4.0, 5.0), (6.0, 7.25))}


def labelled(made):
    """The criteria with labels, so that an id in a sentence is seen."""
    labels = {"u": ("Fravær", "Absence"), "v": ("Frafall", "Exit")}
    indicators = {
        name: Indicator(name, GOALPOSTS, label_nb=labels[name][0], label_en=labels[name][1]) for name in made.indicators
    }
    return replace(made, indicators=indicators)


def checked(values, selection=None, columns=None, draws=20, aggregate="arithmetic"):
    made = labelled(criteria(dict.fromkeys(values, 1.0), selection, aggregate))
    count = len(next(iter(values.values())))
    return check(
        score(dataset(values, columns=columns), made), [chr(97 + index) for index in range(count)], draws=draws
    )


def together(density):
    """a and b, 0.9 together, are chosen before c, 0.8, that goes with neither."""
    columns = {"union_density": column("union_density", density, unit="percent")}
    return checked({"u": [0.5, 0.4, 0.8]}, Selection(max_new=2, conflicts=(("a", "c"), ("b", "c"))), columns)


def returning(result):
    """The same where every industry that is in comes in again when more is asked."""
    industries = tuple(
        replace(industry, returns=AGAIN) if industry.selected else industry for industry in result.industries
    )
    return replace(result, industries=industries)


@pytest.fixture
def money(scores_of):
    """The small case with money, and with a third that is out."""
    return check(scores_of(), ["alfa", "beta", "gamma", "delta"], draws=50)


@pytest.fixture
def every_result(scores_of, money):
    """Results that between them have every kind of reason."""
    indicators = INDICATORS + "alfa,union_density,2014,24,percent,,,published,s1\n"
    return [
        checked(TWO, columns=DENSITY),
        checked({"u": [0.5, 0.5], "v": [0.5, 0.5]}),
        checked({"u": [0.5, 0.9], "v": [0.4, 0.8]}),
        checked(TWO, Selection(max_new=1, must=("b",))),
        checked({"u": [0.9, 0.4], "v": [0.8, 0.3]}, aggregate="geometric"),
        checked(TWO, columns=UNKNOWN),
        together([30.0, None, 20.0]),
        returning(checked(TWO, columns=DENSITY)),
        money,
        check(scores_of(CRITERIA + SELECTION, indicators=indicators), ["alfa"], draws=5),
    ]


def sentences(result, name, language="nb"):
    industry = next(industry for industry in result.industries if industry.industry_id == name)
    explanations = (*reasons(result, industry), *limits(industry))
    return {reason.code: reason_in_words(result, industry, reason, Locale(language)) for reason in explanations}


def test_the_json_has_the_contracts_keys_and_no_nan(every_result):
    for result in every_result:
        answer = check_json(result)
        json.dumps(answer, allow_nan=False)
        assert set(answer["industries"]) == {industry.industry_id for industry in result.industries}
        for industry in answer["industries"].values():
            contract = "selected share_of_weights intervals nearest_change price frame_breakpoints thresholds reasons"
            assert set(industry) == {*contract.split(), *ADDED}
            assert set(industry["intervals"]) == set(industry["intervals_exact"]) == set(result.scores.root_members)
            assert set(industry["thresholds"]) == {"union_density", "minimum_grant"}
            for frame_breakpoint in industry["frame_breakpoints"]:
                assert set(frame_breakpoint) == {"frame", "enters", "leaves", "selected"}
            nearest = industry["nearest_change"]
            assert nearest is None or set(nearest) == {"weights", "distance", "rival", "exact"}
            assert nearest is None or set(nearest["weights"]) == set(result.scores.root_members)


def test_the_json_of_two_industries_by_hand():
    a = check_json(checked(TWO))["industries"]["a"]
    assert (a["selected"], a["rank"]) == (True, 1)
    assert a["intervals"] == {"u": [pytest.approx([3 / 7, 1])], "v": [pytest.approx([0, 4 / 7])]}
    assert a["nearest_change"]["weights"] == pytest.approx({"u": 3 / 7, "v": 4 / 7})
    assert a["nearest_change"]["distance"] == pytest.approx(1 / 14)
    assert a["nearest_change"]["rival"] == ["b"]
    assert a["price"] == pytest.approx(0.05)


def test_every_reason_is_a_whole_sentence_in_both_languages(every_result):
    codes = set()
    for result in every_result:
        for industry in result.industries:
            assert 2 <= len(reasons(result, industry)) <= 3
            explanations = (*reasons(result, industry), *limits(industry))
            codes |= {reason.code for reason in explanations}
            for reason in explanations:
                for language in ("nb", "en"):
                    sentence = reason_in_words(result, industry, reason, Locale(language))
                    assert not re.search(r"[{}]|nan|None|\b[uv]\b", sentence), sentence
                    assert sentence.endswith(".")
                    assert sentence[0].isupper()
                    assert "  " not in sentence
                    # 1,5 in bokmål, 1.5 in English.
                    assert not re.search(r"\d\.\d" if language == "nb" else r"\d,\d(?!\d\d)", sentence), sentence
    assert codes == CODES


def test_the_json_says_each_reason_with_its_code_figures_and_both_languages():
    for reason in check_json(checked(TWO))["industries"]["a"]["reasons"]:
        assert {"code", "nb", "en"} <= set(reason)
        assert reason["nb"] != reason["en"]


def test_the_figures_of_a_flip_are_those_of_the_nearest_change():
    """From a half to 3/7 and 4/7: 1/14 of the weight moves."""
    result = checked(TWO)
    assert sentences(result, "a")["flips"] == (
        "Det snur tidligst når 7,1 prosent av vekten flyttes (fravær fra 50,0 til 42,9 prosent, "
        "frafall fra 50,0 til 57,1 prosent); da kommer bransje b inn og bransje a går ut."
    )
    assert "moves 7.1 per cent of the weight (absence from 50.0 to 42.9" in sentences(result, "b", "en")["flips"]


def test_where_no_weight_worth_naming_has_to_move_it_is_said_who_is_ahead_and_by_how_little():
    """Half of 0.6 and 0.5 against half of 0.5 and 0.5999: 0.00005 ahead, and equal at a weight of 0.49975."""
    result = checked({"u": [0.6, 0.5], "v": [0.5, 0.5999]})
    ahead, behind = (set(sentences(result, name).values()) for name in ("a", "b"))
    assert "Bransje a er akkurat med: den ligger under 0,01 poeng foran bransje b." in ahead
    assert "Bransje b er akkurat ute: bransje a ligger under 0,01 poeng foran." in behind
    assert "Bransje b is only just out" in str(sentences(result, "b", "en"))
    assert not any("()" in sentence or " 0,0 prosent" in sentence for sentence in ahead | behind)
    assert all(closely_in_words(checked(TWO), industry) is None for industry in checked(TWO).industries)


def test_a_flip_that_was_only_found_is_not_called_the_nearest():
    result = checked(TWO)
    unproven = replace(
        result, industries=tuple(replace(industry, nearest_exact=False) for industry in result.industries)
    )
    assert "Den minste endringen som er funnet, flytter 7,1 prosent av vekten" in sentences(unproven, "a")["flips"]
    assert "It is not proven" in sentences(unproven, "a", "en")["flips"]


def test_prices_are_told_of_the_whole():
    result = checked({"u": [0.9, 0.1], "v": [0.9, 0.1]})
    assert sentences(result, "a")["price_out"] == "Å holde den utenfor koster 0,8 av 0,9 poeng."
    assert sentences(result, "b")["price_in"] == "Å ta den med koster 0,8 av 0,9 poeng."
    assert sentences(result, "a")["never_flips"] == "Ingen vekter snur dette under vilkårene som er satt."


def test_what_no_weights_flip_is_in_under_all_of_them():
    result = checked({"u": [0.9, 0.1], "v": [0.9, 0.1]})
    assert "20 av 20 tilfeldige vektsett velger den – ikke en sannsynlighet." in sentences(result, "a")["stands_in"]
    assert "0 av 20 tilfeldige vektsett velger den – ikke en sannsynlighet." in sentences(result, "b")["stands_out"]


def test_a_tie_names_who_is_equal_and_on_the_other_side():
    texts = sentences(checked({"u": [0.5] * 3, "v": [0.5] * 3}, Selection(max_new=2)), "c")
    assert "bransje a og bransje b" in texts["tied"]
    assert "flips" not in texts


def test_a_threshold_is_told_so_that_it_is_true():
    """The union density of 24.5 is neither 24 nor 25."""
    text = sentences(checked(TWO, columns=DENSITY), "a")["drops_out"]
    assert text == "Den faller ut hvis det kreves mer enn 24,5 prosent organisasjonsgrad."


def test_limits_are_rounded_so_that_they_are_true(money):
    """alfa and beta get 0.2 + 0.4 / 7 of the frame each: 1 of 3.8889 and 2.5714 of 10."""
    texts = sentences(money, "beta")
    assert "minst 3,89 mill. kr" in texts["frame"]
    assert "mer enn 2,58 mill. kr" in texts["drops_out"]


def test_an_industry_without_a_score_says_what_it_lacks_and_has_no_rank(money):
    texts = sentences(money, "delta")
    assert texts["stands_unranked"] == "Delta er ikke med: den har ingen poengsum, for den mangler andel, rate."
    assert "stands_out" not in texts
    assert check_json(money)["industries"]["delta"]["rank"] is None


def test_the_frame_named_is_the_one_from_which_it_stays_in(money):
    """The frame holds a minimum of 1 for prog, alfa and beta: alfa gets 0.2 + 0.4 / 7 of it, 1 at 3.889."""
    (alfa, *_) = money.industries
    figures = next(reason.figures for reason in limits(alfa) if reason.code == "frame")
    entered = [frame_breakpoint for frame_breakpoint in alfa.frame_breakpoints if "alfa" in frame_breakpoint.enters]
    left = [frame_breakpoint for frame_breakpoint in alfa.frame_breakpoints if "alfa" in frame_breakpoint.leaves]
    assert figures["frame"] == entered[-1].frame_mnok
    assert all(frame_breakpoint.frame_mnok < figures["frame"] for frame_breakpoint in left)
    both = next(
        frame_breakpoint
        for frame_breakpoint in alfa.frame_breakpoints
        if set(frame_breakpoint.selected) >= {"alfa", "beta"}
    )
    assert both.frame_mnok == pytest.approx(1 / (0.2 + 0.4 / 7), abs=1e-7)


def test_the_table_has_a_row_an_industry_and_criterion_with_todays_weight():
    table = check_table(checked(TWO))
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    assert [(row["industry_id"], row["criterion"]) for row in rows] == [
        ("a", "Fravær"),
        ("a", "Frafall"),
        ("b", "Fravær"),
        ("b", "Frafall"),
    ]
    assert rows[0]["holds_percent"] == "42,9–100,0"
    assert {row["weight_percent"] for row in rows} == {50}
    assert all(row["exact"] for row in rows)


def test_intervals_are_written_as_the_language_writes_numbers():
    assert intervals_in_words([(0, 0.497), (0.602, 1)]) == "0,0–49,7; 60,2–100,0"
    assert intervals_in_words([(0, 0.497)], Locale("en")) == "0.0–49.7"
    assert intervals_in_words([]) == ""


def test_the_frames_are_only_those_at_which_the_industry_comes_or_goes(money):
    for industry in money.industries:
        shown = [row[0] for row in frames_table(money, industry).rows]
        status, expected = False, []
        for frame_breakpoint in industry.frame_breakpoints:
            if (industry.industry_id in frame_breakpoint.selected) != status:
                status = not status
                expected.append(frame_breakpoint.frame_mnok)
        assert shown == expected


def test_no_flip_is_said_with_a_reservation_where_it_is_not_proven():
    """a is best in everything: proven by algebra where scores are a weighted mean, tried only where they are not."""
    best_in_all = {"u": [0.9, 0.4], "v": [0.8, 0.3]}
    for aggregate, code, sure in (("arithmetic", "never_flips", True), ("geometric", "no_flip_found", False)):
        result = checked(best_in_all, aggregate=aggregate)
        answer = check_json(result)["industries"]["a"]
        assert (answer["nearest_change"], answer["nearest_exact"]) == (None, sure)
        assert code in sentences(result, "a")
    assert "ikke bevist" in sentences(result, "a")["no_flip_found"]


def test_why_there_is_no_threshold_is_told_apart():
    """In and with a figure, in and without one, out; and nothing to ask of where there is no key or no figure."""
    known, unknown, neither = (checked(TWO, columns=columns) for columns in (DENSITY, UNKNOWN, None))
    codes = [check_json(result)["industries"]["a"]["threshold_codes"] for result in (known, unknown, neither)]
    assert [code["union_density"] for code in codes] == ["drops_out", "lacks_figure", "nothing_to_ask"]
    assert {code["minimum_grant"] for code in codes} == {"nothing_to_ask"}
    assert set(check_json(known)["industries"]["b"]["threshold_codes"].values()) == {"not_selected"}
    assert "mangler" in sentences(unknown, "a")["lacks_union_density"]


def test_one_that_goes_with_those_that_lack_the_figure_is_not_said_to_stay():
    """b has no figure: asked for any, c is chosen up to its own 20 per cent, and a alone up to its 30."""
    result = together([30.0, None, 20.0])
    codes = [industry.threshold_codes["union_density"] for industry in result.industries]
    assert codes == ["others_lack_figure", "lacks_figure", "not_selected"]
    explained = sentences(result, "a", "en")
    assert "others in the selection lack the figure" in explained["others_lack_union_density"]
    assert "20–30 per cent" in explained["returns"]
    assert "drops_out" not in explained
    words = density_in_words(result, result.industries[0], Locale("en"))
    assert words.startswith(explained["others_lack_union_density"])
    assert words.endswith("It is in at other places along the strip too.")


def test_where_it_comes_in_again_is_said_within_what_is_true():
    text = sentences(returning(checked(TWO, columns=DENSITY)), "a", "en")["returns"]
    assert "30–40.5 per cent" in text
    assert "for the last time where" in text
    assert "NOK 6.00–7.25 million" in text
    assert "4.00–5.00" not in text  # the strip shows where else; a sentence of ten ranges is repeated by nobody
