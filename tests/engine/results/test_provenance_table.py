"""What the points rest on, as a table without ids."""

from engine.results.provenance_table import provenance_table


def test_each_indicator_says_period_unit_qualities_and_sources_by_name(small):
    table = provenance_table(small)
    keys = [column.key for column in table.for_people.columns]
    assert keys == ["indicator", "period", "unit", "rests_on", "sources"]
    share, rate = (list(row[1:]) for row in table.rows)
    assert share == ["Andel", "2023", "prosent", "2 publisert, 1 utledet, 1 mangler", "Tabell en (SSB 2024)"]
    assert rate == ["Rate", "2022", "per 1000 sysselsatte", "2 vurdert, 2 mangler", "Notat to (Fafo 2023)"]
