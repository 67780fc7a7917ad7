"""What the user says of a table is nothing where nothing is said, and the quality is what a table from a source has."""

from engine.dataset.workbook.asked import Asked
from engine.quality import PUBLISHED


def test_nothing_is_asked_where_nothing_is_said_but_values_from_a_source_are_published():
    asked = Asked()
    assert asked.quality == PUBLISHED
    assert not any((asked.tables, asked.sheets, asked.period, asked.unit, asked.source_id, asked.skip, asked.replace))
