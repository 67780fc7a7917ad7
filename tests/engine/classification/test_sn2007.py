"""SN2007 (Statistics Norway; NACE Rev. 2, Regulation (EC) 1893/2006, annex I) and groups of its codes."""

import numpy as np
import pytest

from engine.classification.sn2007 import SECTIONS, group, section_of


@pytest.mark.parametrize(
    ("code", "section"),
    [
        ("01110", "A"),  # growing of cereals
        ("06100", "B"),  # extraction of crude petroleum
        ("33200", "C"),  # installation of machinery
        ("35111", "D"),  # production of electricity
        ("38110", "E"),  # collection of waste
        ("43990", "F"),  # specialised construction
        ("47111", "G"),  # retail
        ("50101", "H"),  # sea transport
        ("56101", "I"),  # restaurants
        ("84110", "O"),  # public administration
        ("88911", "Q"),  # kindergartens
        ("94910", "S"),  # religious organisations
        ("97000", "T"),  # households as employers
        ("99000", "U"),  # extraterritorial organisations
    ],
)
def test_sections_of_nace_rev_2(code, section):
    assert section_of(code) == section


def test_there_are_21_sections_and_88_divisions_as_in_nace_rev_2():
    assert len(SECTIONS) == 21
    assert sum(section_of(f"{division:02}") is not None for division in range(100)) == 88


@pytest.mark.parametrize("division", ["00", "04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89"])
def test_a_division_that_nace_rev_2_lacks_has_no_section(division):
    assert section_of(division) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("84", (("84", "84"),)),
        ("45-47", (("45", "47"),)),
        ("05 07-09", (("05", "05"), ("07", "09"))),
        ("07-09  05", (("05", "05"), ("07", "09"))),
        ("45 - 47", (("45", "47"),)),
        ("45\N{EN DASH}47", (("45", "47"),)),
        ("05\N{NO-BREAK SPACE}07\N{NARROW NO-BREAK SPACE}-\N{NO-BREAK SPACE}09", (("05", "05"), ("07", "09"))),
        ("86101 862-863", (("86101", "86101"), ("862", "863"))),
    ],
)
def test_groups_as_tables_print_them(text, parts):
    assert group(text).parts == parts


@pytest.mark.parametrize(
    "text", ["", " ", "8", "861011", "86.1", "45-471", "47-45", "45-", "-45", "45,47", "G", "４５"]
)
def test_what_is_no_group(text):
    assert group(text) is None


def test_the_same_group_has_one_spelling():
    assert group("07 - 09  05").text == group("05 07-09").text == "05 07-09"


def test_a_range_covers_both_its_ends_and_nothing_beside_them():
    codes = np.array([44999, 45111, 46900, 47999, 48000])
    assert group("45-47").covers(codes).tolist() == [False, True, True, True, False]


def test_a_longer_prefix_covers_only_what_begins_with_it():
    codes = np.array([86901, 86902, 86909, 86910, 8690])
    assert group("8690").covers(codes).tolist() == [True, True, True, False, False]


def test_leading_zeros_count():
    codes = np.array([1110, 5100, 10110])  # 01110, 05100, 10110
    assert group("01").covers(codes).tolist() == [True, False, False]
    assert group("05 07-09").covers(codes).tolist() == [False, True, False]


def test_the_two_national_lines_are_known_as_such():
    assert group("00-99").everything
    assert group("00").unknown
    assert not group("01-99").everything
    assert not group("00-01").unknown


def test_overlapping_ranges_cover_what_any_of_them_covers():
    """Against each range alone, over every code there can be."""
    codes = np.arange(100_000)
    for text in ("05-40 07 10-12", "10-12 11-30 8690 86901-86909", "01 01 02-99", "99 00"):
        alone = [group(part).covers(codes) for part in text.split()]
        assert (group(text).covers(codes) == np.any(alone, axis=0)).all()
