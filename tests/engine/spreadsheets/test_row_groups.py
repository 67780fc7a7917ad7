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


@pytest.mark.parametrize("dash", ["-", "‐", "‑", "‒", "–", "—", "―", "−", "－"])
def test_every_kind_of_dash_makes_a_range(dash):
    assert GROUPS.label(f"45{dash}47", "Næring").group == "45-47"
    assert GROUPS.label(f"G{dash}I", "Næring").group == "45-56"


@pytest.mark.parametrize(
    "label", ["SN2007 47", "SN 2007: 47", "sn2007-47", "NACE 47", "NACE Rev. 2: 47", "NACE Rev. 2 G47"]
)
@pytest.mark.parametrize("heading", ["", "Næring"])
def test_a_label_may_say_its_own_standard(label, heading):
    assert GROUPS.label(label, heading).group == "47"
    assert GROUPS.label(label, "Alder").group == ""


def test_section_letters_may_be_small_where_the_heading_says_industry():
    assert [GROUPS.label(label, "næring").group for label in ("g", "q", "a-u", "g47")] == [
        "45-47",
        "86-88",
        "00-99",
        "47",
    ]
    assert [GROUPS.label(label).group for label in ("g", "a-u", "g47")] == ["", "", ""]


@pytest.mark.parametrize(
    "heading", ["næring (SN2025)", "Næring (SN2002)", "nace_r21", "nace_r1", "NACE Rev. 2.1", "NACE Rev. 1.1"]
)
@pytest.mark.parametrize("label", ["47", "47 Detaljhandel", "G", "Undervisning"])
def test_codes_of_another_standard_are_no_groups(heading, label):
    """In SN2025 and SN2002 the same digits and names stand for other establishments."""
    assert GROUPS.label(label, heading).group == ""


@pytest.mark.parametrize("heading", ["næring (SN2007)", "nace_r2", "NACE Rev. 2", "næring (SN2007, før SN2002)"])
def test_codes_of_the_standard_itself_are(heading):
    assert GROUPS.label("47", heading).group == "47"


@pytest.mark.parametrize("label", ["L84 Rygg", "P76 Depresjon", "G47 Søvnforstyrrelser", "E18", "E39"])
def test_diagnoses_and_roads_are_no_sections_with_a_code(label):
    """ICPC-2 and ICD-10 write a letter and two digits."""
    assert GROUPS.label(label, "diagnose").group == GROUPS.label(label).group == ""


@pytest.mark.parametrize(
    "label", ["10. nov", "01. feb", "10-Nov", "10.nov.24", "nov.10", "Oct-10", "10.11.2024", "2024-11-10 00:00:00"]
)
def test_a_code_that_excel_made_a_date_of_is_no_group(label):
    """Excel makes 10. nov of 10.11, and 01. feb of 01.2: groups 1011 and 012, not 10 and 01."""
    assert (RowGroups({}).label(label, "Næring").group, RowGroups({}).label(label, "Næring").kind) == ("", "date")


@pytest.mark.parametrize(
    ("label", "group"), [("85.1-85.2", "851-852"), ("47.11-47.19", "4711-4719"), ("01.1, 01.2", "011 012")]
)
def test_both_ends_of_a_range_may_have_points(label, group):
    assert RowGroups({}).label(label, "Næring").group == group


@pytest.mark.parametrize("label", ["1", "1.1", "3 Fiske"])
def test_a_code_of_one_digit_has_lost_a_zero(label):
    assert RowGroups({}).label(label, "Næring").kind == "lost_zero"
    assert RowGroups({}).label(label, "").kind == ""


@pytest.mark.parametrize("label", ["A,G,PC,NO", "M,C,PC_EMP,EU27", "Q,P,Y15-64,NO"])
def test_eurostats_key_of_several_dimensions_is_no_section(label):
    """Eurostat's TSV has freq,nace_r2,unit,geo in one column: the first letter is how often, not the industry."""
    assert RowGroups({}).label(label, "freq,nace_r2,unit,geo").group == ""
    assert RowGroups({}).label("A, jordbruk", "nace_r2").group == "01-03"
