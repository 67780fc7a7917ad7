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
def test_industries_that_lack_the_same_figures_stand_together_by_the_names_that_are_read(language):
    locale = Locale(language)
    scores = score(read_dataset(shipped_data() / "noa"), read_criteria(shipped_criteria() / "kjent.toml"))
    lacking = dict(zip(scores.industry_ids, scores.lacks, strict=True))
    shown = missing_frame(scores, locale)
    assert len(shown) == len({lacks for lacks in map(tuple, lacking.values()) if lacks})
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    for lacks in map(tuple, lacking.values()):
        if lacks:
            label = "; ".join(scores.criteria.label(indicator, locale) for indicator in lacks)
            (there,) = shown.loc[shown.iloc[:, 0] == label].iloc[:, 1]
            together = sorted(names[industry] for industry in lacking if tuple(lacking[industry]) == lacks)
            assert there == ("; " if any(", " in name for name in together) else ", ").join(together)
