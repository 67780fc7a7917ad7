"""Labels of rows: groups of codes, and what else begins with digits."""

import pytest

from engine.spreadsheets.row_groups import RowGroups, heading_kind

CODES = {"47111": "Butikkhandel med bredt vareutvalg", "86101": "Alminnelige somatiske sykehus", "56101": "Restaurant"}
GROUPS = RowGroups(CODES)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("næring (SN2007)", "industry"),
        ("NACE2007", "industry"),
        ("nace_r2", "industry"),
        ("Alder", "age"),
        ("region", "municipality"),
        ("Yrke (STYRK-08)", "occupation"),
        ("12441: Sykefravær, etter næring (SN2007), kjønn og år", "industry"),
        ("11616: Noe, etter region og år", "municipality"),
        ("Hva", ""),
        ("", ""),
    ],
)
def test_a_heading_says_what_its_labels_are(heading, kind):
    assert heading_kind(heading) == kind


def test_a_group_in_which_no_known_code_lies_is_none():
    assert GROUPS.label("47", "Næring").group == "47"
    assert (GROUPS.label("50", "Næring").kind, GROUPS.label("50", "Næring").given) == ("no_codes", "50")
    assert RowGroups({}).label("50", "Næring").group == "50"


def test_the_words_after_a_code_must_be_its_own_where_no_heading_says_industry():
    assert GROUPS.label("47 Butikkhandel").group == "47"
    assert GROUPS.label("86 Sykehus").group == "86"
    assert GROUPS.label("47 Bergen").kind == "not_industry"


def test_a_single_letter_needs_a_heading():
    assert GROUPS.label("G", "nace_r2").group == "45-47"
    assert GROUPS.label("G").group == ""


def test_a_long_or_empty_label_is_nothing():
    assert GROUPS.label("").group == GROUPS.label("4" * 500).group == ""
