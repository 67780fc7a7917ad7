"""Random and broken uploads: an answer or an InputError, never another exception, never a half-written folder.

A short run here; ``make fuzz`` runs many more, and the same with atheris, which is led by what the code does.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.uploads import ASKED, TABLES, base_folder, come_to_an_answer, filled_workbook, mutated

CELLS = st.one_of(
    st.sampled_from(
        [
            "butikk",
            "Sjøfart",
            "I alt",
            "45-47",
            "..",
            ":",
            "-",
            "6,4",
            "1\u00a0234",
            "1e400",
            "NaN",
            "=1",
            "2024",
            "absence",
        ]
    ),
    st.text(max_size=6),
    st.floats().map(str),
)
HEADINGS = st.sampled_from(
    [
        "absence",
        "Frafall (prosent)",
        "2023",
        "industry_id",
        "value",
        "unit",
        "Bransje-id",
        "Bransje",
        "",
        "n",
        "quality",
    ]
)
WIDE = st.tuples(st.lists(HEADINGS, min_size=1, max_size=5), st.lists(st.lists(CELLS, max_size=5), max_size=5))


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return base_folder(tmp_path_factory.mktemp("base") / "data")


@pytest.fixture
def target(tmp_path_factory):
    return base_folder(tmp_path_factory.mktemp("target") / "data")


@pytest.fixture(scope="module")
def shared_target(tmp_path_factory):
    return base_folder(tmp_path_factory.mktemp("shared") / "data")


def tried(content, name, base, target, asked):
    base_folder(target)
    return come_to_an_answer(content, name, base, target, asked)


@given(st.integers(0, 2**32), st.sampled_from(ASKED))
def test_a_workbook_with_changed_bytes_comes_to_an_answer(base, shared_target, seed, asked):
    tried(mutated(filled_workbook(base), seed), "fil.xlsx", base, shared_target, asked)


@given(st.binary(max_size=200), st.sampled_from(["fil.xlsx", "fil.csv", "indicators.csv", "fil"]))
def test_random_bytes_come_to_an_answer(base, shared_target, content, name):
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"):
        tried(start + content, name, base, shared_target, None)


@given(st.sampled_from(TABLES), st.lists(st.tuples(st.integers(0, 400), st.text(max_size=4)), max_size=6))
def test_a_table_with_changed_text_comes_to_an_answer(base, shared_target, table, changes):
    for position, text in changes:
        table = table[: position % len(table)] + text + table[position % len(table) + 1 :]
        table = table or "x"
    tried(table.encode("utf-8", "replace"), "fil.csv", base, shared_target, ASKED[1])


@given(WIDE, st.sampled_from(";,\t"), st.sampled_from(ASKED))
def test_a_random_wide_table_comes_to_an_answer(base, shared_target, table, separator, asked):
    headings, rows = table
    lines = [separator.join(cells) for cells in (headings, *rows)]
    tried("\n".join(lines).encode("utf-8", "replace"), "fil.csv", base, shared_target, asked)


def test_a_broken_upload_leaves_the_folder_and_a_good_one_changes_it(base, target):
    """That the property can fail: the same check sees a change where there is one."""
    assert come_to_an_answer(b"\0", "fil.csv", base, target).problems
    understood = come_to_an_answer(TABLES[2].replace("Tabell", "Ny").encode(), "fil.csv", base, target)
    assert not understood.problems
    assert "Ny" in (target / "sources.csv").read_text(encoding="utf-8")
