"""The declared tables are those of the contract, section 1."""

import pytest

from engine.dataset.schema import TABLES

INDUSTRIES = """
    industry_id name_nb name_en name_nn status sn2007_prefixes sector jobs jobs_quality persons persons_low persons_high
"""


@pytest.mark.parametrize(
    ("stem", "columns"),
    [
        ("industries", INDUSTRIES),
        ("indicators", "industry_id indicator_id period value unit se n quality source_id"),
        ("group_values", "sn2007_group indicator_id period value unit quality source_id"),
        ("codes", "sn2007 name_nb jobs"),
        ("resources", "industry_id resource_id amount"),
        ("sources", "source_id title publisher published reference"),
    ],
)
def test_columns_are_the_contracts_and_notes(stem, columns):
    assert set(TABLES[stem].field_names) - {"note", "used_for"} == set(columns.split())
    assert set(TABLES[stem].key) <= set(columns.split())


def test_only_the_first_two_columns_of_industries_are_required():
    assert [field.name for field in TABLES["industries"].fields if field.required] == ["industry_id", "name_nb"]


def test_of_a_value_only_standard_error_and_sample_size_may_be_empty():
    optional = [field.name for field in TABLES["indicators"].fields if not field.required]
    assert optional == ["se", "n", "note"]
