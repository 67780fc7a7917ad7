"""What viewpoints have in common, in words: what is alike beforehand before what is chosen alike."""

import pytest

from engine.foundation.locale import Locale
from engine.results.viewpoint_agreement import beforehand_in_words, whoever_decides_in_words
from tests.engine.robustness.small import profile
from tests.engine.robustness.test_viewpoint_agreement import together


@pytest.mark.parametrize(("language", "share"), [("nb", "«x» minst 75 prosent"), ("en", "“x” at least 75 per cent")])
def test_those_who_choose_alike_are_named_with_what_they_all_weigh(language, share):
    result, scores = together(profile("p", x=1.0, y=0.0), profile("q", x=0.0, y=1.0), profile("r", x=3.0, y=1.0))
    (sentence,) = beforehand_in_words(result, scores, Locale(language))
    assert share in sentence
    assert "«y»" not in sentence


def test_what_stays_the_same_is_said_of_those_who_are_in_and_those_it_depends_for():
    result, scores = together(profile("p", x=1.0, y=0.0), profile("q", x=0.0, y=1.0))
    always, disputed, out = whoever_decides_in_words(result, scores)
    assert always == "Med uansett hvem som bestemmer: Bransje c."
    assert disputed == "Her avhenger det av synspunktet: Bransje a og bransje b."
    assert out.endswith(": 3.")
