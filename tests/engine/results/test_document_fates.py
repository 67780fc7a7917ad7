"""Today's programmes on paper: a sheet each, with room for what only the parties know, and what they have written."""

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import LANGUAGES, Locale
from engine.plans.decision_facts import ASKS, decision_facts
from engine.plans.ledger import read_ledger, shipped_ledger
from engine.plans.options import OptionKey
from engine.plans.options_book import filled_key
from engine.results.document_fates import fates_sections, todays_programmes
from engine.scoring.score import score
from engine.selection.grant_key import ore


@pytest.fixture(scope="module")
def scores():
    return score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_programme_has_a_sheet_with_blanks_below_what_is_said_of_all(scores, language):
    first, *sheets = todays_programmes(scores, Locale(language))
    programmes = [
        industry.name(Locale(language)) for industry in scores.dataset.industries if industry.status == "programme"
    ]
    assert first.tables[0].rows
    assert [sheet.heading for sheet in sheets] == programmes
    assert {len(sheet.blanks) for sheet in sheets} == {len(ASKS) + 1}


def test_what_the_parties_wrote_stands_in_place_of_its_blank(scores):
    grant = scores.criteria.selection.grant
    ledger = read_ledger(shipped_ledger())
    facts = decision_facts(scores.dataset, filled_key(OptionKey(), grant), ore(grant.frame), ledger)
    told = (facts, ledger, None, scores.dataset, scores.criteria, Locale("nb"))
    _, empty, *_ = fates_sections(*told)
    label, *others = empty.blanks
    _, filled, untouched, *_ = fates_sections(*told, {next(iter(facts)): {label: "Vi vet dette."}})
    assert f"{label}: Vi vet dette." in filled.points
    assert list(filled.blanks) == others
    assert label in untouched.blanks
