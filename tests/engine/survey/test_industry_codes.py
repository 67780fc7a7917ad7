"""What an industry code of a survey file stands for."""

import pytest

from engine.dataset.model import Industry
from engine.survey.industry_codes import Owners, Place, groups_of, places_of, read_codes

KNOWN = ("01110", "01490", "11070", "45200", "47110", "47190", "86101", "86210", "86901", "88101")
RETAIL = Industry("retail", "r", sn2007_prefixes=("47",))
HOSPITALS = Industry("hospitals", "h", sn2007_prefixes=("861",))
OTHER_HEALTH = Industry("other_health", "o", sn2007_prefixes=("86",))
HOME_CARE = Industry("home_care", "c", sn2007_prefixes=("86901", "88101"))
ALL = (RETAIL, HOSPITALS, OTHER_HEALTH, HOME_CARE)


@pytest.mark.parametrize(
    ("code", "owner"),
    [
        ("47", "retail"),
        ("471", "retail"),
        ("47110", "retail"),
        ("86", None),  # hospitals, other health and home care
        ("861", "hospitals"),
        ("862", "other_health"),
        ("869", "home_care"),  # the only code of the table there
        ("45", None),
        ("88", "home_care"),
    ],
)
def test_a_code_that_lies_wholly_in_one_industry_counts_there(code, owner):
    assert Owners(ALL, KNOWN).of(code) == owner


def test_without_a_code_table_the_prefixes_decide():
    owners = Owners(ALL, ())
    assert [owners.of(code) for code in ("47", "4711", "86", "861", "8610", "862", "869", "88")] == [
        *("retail", "retail", None, "hospitals", "hospitals", "other_health", None, None)
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["1", "11", "47", "86"], {"1": "01", "11": "11", "47": "47", "86": "86"}),
        (["111", "861", "4711"], {"111": "0111", "861": "861", "4711": "4711"}),  # 01.11: not 11.1, which is not there
        (["110", "4711"], {"110": "110", "4711": "4711"}),  # 01.10 is not there, 11.0 is
        (["1110", "47110"], {"1110": "01110", "47110": "47110"}),
        (["86.1", "1.11", "47.110"], {"86.1": "861", "1.11": "0111", "47.110": "47110"}),
        (["47.0", "1.0"], {"47.0": "47", "1.0": "01"}),  # whole numbers as some programs write them
        (["01", "011", "47"], {"01": "01", "011": "011", "47": "47"}),
        (["62010"], {"62010": "62010"}),
        (["47.999", "47999"], {"47.999": "47999", "47999": "47999"}),  # not in the table, which need not have all
        (["62", "6201"], {"62": "62", "6201": "6201"}),  # the table has nothing of the division
    ],
)
def test_codes_of_two_to_five_digits_get_their_lost_zero_back(written, read):
    assert read_codes(written, KNOWN) == read


def test_a_column_of_one_length_tells_a_lost_zero_where_the_code_alone_does_not():
    """11.0 and 01.10 are both there: beside four digits it has lost its zero, beside two digits as 47 it has not."""
    known = (*KNOWN, "01100")
    assert read_codes(["110", "4711"], known)["110"] == "0110"
    assert read_codes(["110", "47"], known)["110"] == "110"
    assert read_codes(["110", "0149"], known)["110"] == "110"


@pytest.mark.parametrize(
    "written", ["666", "777", "888", "999", "0", "4", "34", "00", "G", "47-49", "471101", "", "-47"]
)
def test_what_is_no_code_is_left_out(written):
    assert read_codes([written, "47"], KNOWN) == {"47": "47"}
    assert read_codes([written, "47"], ()) == {"47": "47"}


@pytest.mark.parametrize("written", ["666", "777", "888", "999", "9999", "99999", "999.0"])
def test_what_surveys_write_for_no_answer_is_no_code_of_division_66_or_99(written):
    assert places_of([written], [Industry("embassies", "e", sn2007_prefixes=("66", "77", "88", "99"))]) == {
        written: Place(None)
    }


def test_222_is_a_group_as_it_stands():
    """22.2, plastics."""
    assert read_codes(["222", "255"], ("22210", "25500")) == {"222": "222", "255": "255"}


def test_divisions_and_sections_are_groups_and_a_section_of_one_division_is_that_division():
    assert groups_of("47110") == ("47", "45-47")
    assert groups_of("861") == ("86", "86-88")
    assert groups_of("84") == ("84", None)
    assert groups_of("00000") == (None, None)


def test_a_code_in_no_industry_is_in_its_groups():
    assert places_of(["86", "45200"], ALL, KNOWN) == {
        "86": Place(None, "86", "86-88"),
        "45200": Place(None, "45", "45-47"),
    }
