import pytest

from app.figures.tables import missing_frame, with_unit
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale
from engine.scoring.score import score


@pytest.mark.parametrize(
    ("label", "unit", "whole"),
    [
        ("Legemeldt sykefravær", "prosent", "Legemeldt sykefravær (prosent)"),
        ("Sykefravær i alt (egen- og legemeldt)", "prosent", "Sykefravær i alt (egen- og legemeldt), prosent"),
        ("Uføretrygdede per 1000 sysselsatte", "per 1000 sysselsatte", "Uføretrygdede per 1000 sysselsatte"),
    ],
)
def test_a_unit_is_told_once_and_without_a_bracket_after_a_bracket(label, unit, whole):
    assert with_unit(label, unit) == whole


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_industries_that_lack_a_figure_stand_by_the_name_that_is_read(language):
    scores = score(read_dataset(shipped_data() / "noa"), read_criteria(shipped_criteria() / "kjent.toml"))
    names = missing_frame(scores, Locale(language)).iloc[:, 0].tolist()
    assert len(names) > 1
    assert names == sorted(names)
