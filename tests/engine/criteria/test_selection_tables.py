"""What the conditions and mergers of a file must satisfy together."""

from engine.criteria.model import Bounds, Cost, Grant, Merge
from engine.criteria.selection_tables import SELECTION, check_merges, check_selection, merge, selection
from engine.criteria.tables import Findings
from engine.foundation.declared_tables import Place, read_table


def read(**keys):
    findings = Findings("file.toml")
    values = read_table("selection", keys, SELECTION, findings)
    check_selection(values, findings)
    return values, [(problem.code, problem.place) for problem in findings.problems]


def merges(*tables):
    findings = Findings("file.toml")
    read_in = [(Place(f"[[merge]] {table['id']}"), read_table("merge", table, Place(), findings)) for table in tables]
    check_merges(read_in, findings)
    return [merge(values) for _, values in read_in], [problem.code for problem in findings.problems]


def test_limits_may_be_equal():
    values, problems = read(min_new=3, max_new=3, require_indicator={"absence": {"min": 4, "max": 4.0}})
    assert problems == []
    assert selection(values).require_indicator == {"absence": Bounds(4.0, 4.0)}


def test_a_selection_of_nobody_new_is_allowed():
    values, problems = read(max_new=0)
    assert problems == []
    assert selection(values).max_new == 0


def test_today_s_programmes_may_be_ranked_beside_the_others():
    """Contract, section 2: who is ranked follows eligible; a programme is never chosen as new whatever it says."""
    values, problems = read(eligible=["programme", "candidate", "other"])
    assert problems == []
    assert selection(values).eligible == ("programme", "candidate", "other")


def test_conditions_that_cannot_hold_together_are_for_the_selection_to_name():
    """Contract, section 4: where no selection is feasible the answer is the conflict, not a bad file."""
    _, problems = read(must=["a"], must_not=["a"], min_new=6, max_new=5)
    assert problems == []


def test_the_grant_keys_defaults_are_the_contracts():
    values, problems = read(grant={"kind": "key", "frame": 70, "equal_share": 0.6})
    assert problems == []
    assert selection(values).grant == Grant("key", 70.0, 0.6, 0.0, 0.0, 0.5, None)


def test_an_equal_share_of_zero_is_given_and_not_missing():
    values, problems = read(grant={"kind": "key", "frame": 70, "equal_share": 0})
    assert problems == []
    assert selection(values).grant.equal_share == 0.0


def test_a_cost_may_have_one_part_only():
    values, problems = read(grant={"kind": "cost", "frame": 70, "cost": {"per_1000_jobs": 0.1}})
    assert problems == []
    assert selection(values).grant.cost == Cost(0.0, 0.1)


def test_every_key_of_the_other_kind_is_told_of():
    keys = {"equal_share": 0.6, "minimum": {"new": 1}, "wind_down_share": 0.5}
    _, problems = read(grant={"kind": "cost", "frame": 70, **keys})
    assert problems == [("grant_other_kind", f"[selection.grant], {key}") for key in keys]


def test_a_merger_keeps_its_names_and_members():
    table = {"id": "sea", "name_nb": "Sjø", "name_en": "Sea", "members": ["a", "b"]}
    assert merges(table) == ([Merge("sea", "Sjø", ("a", "b"), "Sea")], [])


def test_an_industry_is_part_of_one_merger_only():
    first = {"id": "x", "name_nb": "X", "members": ["a", "b"]}
    other = {"id": "y", "name_nb": "Y", "members": ["b", "c"]}
    assert merges(first, other)[1] == ["merged_twice"]


def test_a_merger_is_not_itself_merged():
    first = {"id": "x", "name_nb": "X", "members": ["a", "b"]}
    other = {"id": "y", "name_nb": "Y", "members": ["x", "c"]}
    assert merges(first, other)[1] == ["merge_id_is_member"]
