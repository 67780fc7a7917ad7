"""Pictures of the document: they are pictures, and their words say the numbers."""

import io

import pytest
from PIL import Image

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale
from engine.results.document_figures import grants_figure, ranking_figure
from engine.scoring.score import score


@pytest.fixture(scope="module")
def scores():
    return score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))


def test_the_ranking_s_words_have_the_first_five_and_mark_the_selected(scores):
    figure = ranking_figure(scores, ("hjemmetjenesten",), "Laget i dag.", Locale("nb"))
    assert "✓ Hjemmetjenesten 83,9" in figure.alternative
    assert Image.open(io.BytesIO(figure.png)).size[0] > 1000


def test_the_grants_words_say_before_and_after(scores):
    figure = grants_figure({"sykehus": 11.2}, {"sykehus": 6.7, "luftfart": 3.7}, scores, "", Locale("nb"))
    assert "Sykehus: 11,2 → 6,7" in figure.alternative
    assert "Luftfart: – → 3,7" in figure.alternative


def test_the_same_figure_has_the_same_bytes(scores):
    first, other = (ranking_figure(scores, (), "x", Locale("en")).png for _ in range(2))
    assert first == other
