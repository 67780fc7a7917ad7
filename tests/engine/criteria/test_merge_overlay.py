import pytest

from engine.criteria.merge_overlay import in_a_list, joined, with_merge
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.scoring.score import score


@pytest.fixture(scope="module")
def shipped():
    return read_criteria(shipped_criteria() / "publisert.toml"), read_dataset(shipped_data() / "publisert")


def test_two_candidates_become_one_called_by_both_names(shipped):
    criteria, dataset = shipped
    made = with_merge(criteria, dataset, ["sjofart", "luftfart"])
    (merge,) = made.merges
    assert (merge.id, merge.name_nb, merge.name_en) == ("luftfart_sjofart", "Luftfart og sjøfart", merge.name_en)
    assert merge.name_en.count(" and ") == 1
    ids = score(dataset, made).industry_ids
    assert "luftfart_sjofart" in ids
    assert not {"luftfart", "sjofart"} & set(ids)
    assert criteria.merges == ()


def test_one_candidate_alone_is_no_merger(shipped):
    with pytest.raises(InputError, match="minst to"):
        with_merge(*shipped, ["luftfart"])


def test_a_member_that_does_not_exist_is_named_with_its_near_miss(shipped):
    with pytest.raises(InputError, match="Mente du «luftfart»"):
        with_merge(*shipped, ["luftfartt", "sjofart"])


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Luftfart"], "Luftfart"),
        (["Luftfart", "Sjøfart"], "Luftfart og sjøfart"),
        (["Luftfart", "IKT og media", "Sjøfart"], "Luftfart, IKT og media samt sjøfart"),
    ],
)
def test_names_are_joined_as_in_a_sentence_and_abbreviations_keep_their_capitals(names, text):
    assert joined(names, Locale("nb")) == text


@pytest.mark.parametrize(
    ("language", "names", "row"),
    [
        ("nb", ["Luftfart", "Sjøfart", "Forsvar"], "Luftfart, sjøfart og forsvar"),
        ("nb", ["Akvakultur og fiske", "Landbruk"], "Akvakultur og fiske samt landbruk"),
        (
            "nn",
            ["Forsvar", "Bank, finans og forsikring", "Luftfart"],
            "Forsvar; bank, finans og forsikring samt luftfart",
        ),
        ("en", ["Retail", "Media and film", "Shipping"], "Retail, media and film as well as shipping"),
        ("nb", ["«Smerter og plager»", "«Fravær»"], "«Smerter og plager» og «Fravær»"),
        ("nb", ["IT og telekommunikasjon"], "IT og telekommunikasjon"),
    ],
)
def test_a_row_of_names_that_are_rows_themselves_can_be_told_apart(language, names, row):
    assert joined(names, Locale(language)) == row


def test_names_with_commas_have_semicolons_between_them_in_a_list():
    assert in_a_list(["Forsvar", "Luftfart"]) == "Forsvar, Luftfart"
    assert in_a_list(["Forsvar", "Bank, finans og forsikring"]) == "Forsvar; Bank, finans og forsikring"


@pytest.mark.parametrize(
    ("name", "inside"),
    [("Butikkhandel", "butikkhandel"), ("IT og telekommunikasjon", "IT og telekommunikasjon"), ("", "")],
)
def test_inside_a_sentence_a_name_is_in_lower_case_unless_it_is_an_abbreviation(name, inside):
    assert Locale("nb").in_sentence(name) == inside
