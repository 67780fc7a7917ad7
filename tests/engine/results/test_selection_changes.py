"""Who came in and who went out, and why, in words."""

import pytest

from engine.foundation.locale import LANGUAGES, Locale
from engine.results.selection_changes import ENTERED, LEFT, Answer, Switch, switch_in_words, switches
from tests.engine.results.small import CRITERIA, SELECTION
from tests.engine.results.test_cut_line import under


@pytest.fixture(scope="module")
def loose():
    return Answer(*under())


@pytest.fixture(scope="module")
def strict():
    return Answer(*under(minimum_new=4.0))


def test_a_larger_minimum_takes_retail_and_aviation_out_for_their_grants(loose, strict):
    changes = switches(loose, strict)
    assert [(switch.side, switch.industry_id) for switch in changes] == [
        (ENTERED, "sosial_barnevern"),
        (ENTERED, "eiendom_vakt"),
        (LEFT, "luftfart"),
        (LEFT, "butikkhandel"),
    ]
    sentences = {switch.industry_id: switch_in_words(switch, loose, strict, Locale("nb")) for switch in changes}
    assert sentences["sosial_barnevern"] == "fortsatt plass 6, får en plass som ble ledig"
    assert sentences["luftfart"].startswith("forbigått: tilskuddet ville blitt 3,68 av 4,0 mill. kr")


def test_the_way_back_says_what_kept_them_out_and_how_far_behind_the_others_are(loose, strict):
    by_industry = {switch.industry_id: switch for switch in switches(strict, loose)}
    assert switch_in_words(by_industry["luftfart"], strict, loose, Locale("nb")).startswith("før forbigått: tilskuddet")
    index_of = loose.scores.industry_ids.index
    gap = loose.scores.scores[index_of("butikkhandel")] - loose.scores.scores[index_of("sosial_barnevern")]
    assert by_industry["sosial_barnevern"].behind == pytest.approx(gap)
    assert "poeng bak den siste som er med" in switch_in_words(
        by_industry["sosial_barnevern"], strict, loose, Locale("nb")
    )


def test_nobody_changes_sides_between_a_setting_and_itself(loose):
    assert switches(loose, loose) == ()


def test_one_that_is_no_longer_ranked_says_so(loose):
    sentence = switch_in_words(Switch("alfa", LEFT, 2, None), loose, loose, Locale("nb"))
    assert sentence == "rangeres ikke lenger"


@pytest.mark.parametrize("language", LANGUAGES)
def test_out_of_an_infeasible_setting_all_enter_and_into_it_all_leave(loose, language):
    nobody = Answer(loose.scores, None)
    assert {switch.side for switch in switches(nobody, loose)} == {ENTERED}
    left = switches(loose, nobody)
    assert {switch.industry_id for switch in left} == set(loose.selected)
    assert all(switch_in_words(switch, loose, nobody, Locale(language)) for switch in left)


def test_a_move_of_rank_is_said_from_and_to(scores_of):
    """All weight on rate: gamma has none and is unranked; share 3 to 1 puts alfa and beta first either way."""
    before = scores_of(CRITERIA + SELECTION)
    assert switch_in_words(
        Switch("gamma", ENTERED, 3, 1), Answer(before, None), Answer(before, None), Locale("en")
    ) == ("from rank 3 to 1")
