"""How the time grows with industries, criteria and draws; and what the largest promised case needs of memory."""

import subprocess
import sys
import time

import pytest

from engine.robustness.acceptability import acceptability
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.bench.cases import PROGRAMMES, made_up

OURS = "bransjevalg"
ROBUSTNESS, SELECTION, SCORING = "robustness", "one selection", "one scoring"
DRAWS = 10_000
LARGEST = "import resource, sys; sys.path.insert(0, '.')\nfrom tests.bench.test_growth import largest\nlargest()\n"
LARGEST += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


@pytest.mark.parametrize("industries", [39, 100, 200, 400, 800])
def test_growth_with_industries(grows, industries):
    dataset, criteria = made_up(industries, 5)
    scores = grows(SCORING, "industries, 5 criteria", industries, lambda: score(dataset, criteria))
    grows(SELECTION, "industries, at most 5 new", industries, lambda: select(selection_problem(scores)))
    if industries <= 400:
        what = f"industries, {DRAWS:,} draws, at most 5 new"
        result = grows(ROBUSTNESS, what, industries, lambda: acceptability(scores, draws=DRAWS, verify=0))
        assert len(result.problem.ids) == industries - PROGRAMMES


@pytest.mark.parametrize("criteria", [5, 10, 20, 50, 100])
def test_growth_with_criteria(grows, criteria):
    dataset, asked = made_up(39, criteria)
    scores = grows(SCORING, "criteria, 39 industries", criteria, lambda: score(dataset, asked))
    what = f"criteria, 39 industries, {DRAWS:,} draws"
    assert grows(ROBUSTNESS, what, criteria, lambda: acceptability(scores, draws=DRAWS, verify=0)).draws == DRAWS


@pytest.mark.parametrize("chosen", [3, 5, 8, 12])
def test_growth_with_candidates_chosen(grows, chosen):
    """So many programmes that the frame bears them: 10 MNOK for each beside the seven of today."""
    scores = score(*made_up(100, 5, max_new=chosen, frame=10.0 * (PROGRAMMES + chosen)))
    selection = grows(SELECTION, "candidates chosen, 100 industries", chosen, lambda: select(selection_problem(scores)))
    assert len(selection.selected) == chosen
    what = f"candidates chosen, 100 industries, {DRAWS:,} draws"
    assert grows(ROBUSTNESS, what, chosen, lambda: acceptability(scores, draws=DRAWS, verify=0)).draws == DRAWS


@pytest.mark.parametrize("draws", [1_000, 10_000, 30_000, 100_000])
def test_growth_with_draws(grows, draws):
    scores = score(*made_up(39, 5))
    result = grows(ROBUSTNESS, "draws, 39 industries", draws, lambda: acceptability(scores, draws=draws, verify=0))
    assert result.draws == draws


def largest():
    """400 industries, at most 10 new, 10 000 draws, with the sample that is solved again."""
    return acceptability(score(*made_up(400, 5, max_new=10, frame=90.0)), draws=DRAWS)


def test_the_largest_promised_case_and_its_memory(record):
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", LARGEST], capture_output=True, text=True, check=True)
    peak = int(done.stdout) / 1024
    record(
        "robustness, 400 industries, 10 new", time.perf_counter() - start, f"in a process of its own, {peak:,.0f} MB"
    )


TIGHT = {"nothing binds": (90.0, None), "the minimum binds": (60.0, None), "and one a section": (80.0, 1)}
"""Frame and ``max_per_section``: where sections and sizes decide together, bounds come least close."""


@pytest.mark.parametrize("binding", TIGHT)
def test_the_largest_promised_case_where_conditions_bind(measure, binding):
    frame, sections = TIGHT[binding]
    scores = score(*made_up(400, 5, max_new=10, frame=frame, max_per_section=sections))
    what = f"robustness, 400 industries, 10 new, {binding}"
    result = measure(what, OURS, lambda: acceptability(scores, draws=DRAWS), rounds=1, warmup=0)
    assert result.draws == DRAWS
