"""Codes of one classification carried to another by weights. The codes here are made up; sums are done by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.foundation.errors import InputError
from engine.sources.statbank.correspondence import Correspondence, means, read_correspondence, split

HEADER = "from_code,to_code,weight,from_jobs,source\n"
# 11111 becomes 22221 and 22222, three quarters and a quarter; 11112 becomes 22222 too.
ROWS = "11.111,22221,0.75,400,prøve\n11111,22.222,0.25,400,prøve\n11112,22222,,100,prøve\n"
BY = Correspondence(
    {"11111": {"22221": 0.75, "22222": 0.25}, "11112": {"22222": 1.0}}, {"11111": 400, "11112": 100}, ("prøve",)
)


def written(folder, rows, header=HEADER):
    file = folder / "overgang.csv"
    file.write_text(header + rows)
    return file


def test_the_table_is_read_with_and_without_points_and_a_single_row_needs_no_weight(tmp_path):
    assert read_correspondence(written(tmp_path, ROWS)) == BY


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ("11111,22221,0.75,,p\n11111,22222,0.3,,p\n", "statbank_weights_total", 2),
        ("11111,22221,0.9,,p\n", "statbank_weights_total", 2),
        ("11111,22221,,,p\n11111,22222,1,,p\n", "statbank_no_weight", 2),
        ("11111,22221,0.5,1,p\n11111,22222,0.5,2,p\n", "statbank_jobs_differ", 3),
        ("11111,22221,0.5,,p\n11111,22.221,0.5,,p\n", "row_twice", 3),
        ("1111,22221,1,,p\n", "not_a_code", 2),
        ("11111,A,1,,p\n", "not_a_code", 2),
        ("11111,22221,-1,,p\n", "negative", 2),
        ("11111,22221,1,,\n", "empty_cell", 2),
        ("11111,,1,,p\n", "empty_cell", 2),
    ],
)
def test_a_mistake_is_told_with_its_row(rows, code, row, tmp_path):
    file = written(tmp_path, rows)
    with pytest.raises(InputError) as error:
        read_correspondence(file)
    problem = error.value.problems[0]
    assert (problem.code, problem.row, problem.file) == (code, row, str(file))


def test_a_file_that_is_something_else_is_refused(tmp_path):
    with pytest.raises(InputError, match="source"):
        read_correspondence(written(tmp_path, "11111,22221\n", header="from_code,to_code\n"))


def test_counts_are_split_by_weight():
    """400 in 11111: 300 to 22221 and 100 to 22222, where the 100 of 11112 join them."""
    assert split({"11111": 400, "11112": 100, "99999": 7}, BY) == ({"22221": 300, "22222": 200}, ("99999",))


def test_what_is_left_by_rounding_goes_to_the_largest_remainder():
    """7 · 0.75 = 5.25 and 7 · 0.25 = 1.75: 5 and 2."""
    assert split({"11111": 7}, BY)[0] == {"22221": 5, "22222": 2}


@given(st.dictionaries(st.sampled_from(["11111", "11112", "33333"]), st.integers(0, 10**9), max_size=3))
def test_no_count_is_lost_or_made(counts):
    whole, unmapped = split(counts, BY)
    assert sum(whole.values()) + sum(counts[code] for code in unmapped) == sum(counts.values())
    assert all(count >= 0 for count in whole.values())


def test_rates_are_means_weighted_by_the_jobs_that_come_from_each_code():
    """22222 gets 100 jobs at 6 % and 100 at 8 %: 7 %. 22221 has one part only: exactly its 6 %."""
    carried = means({"11111": 6.0, "11112": 8.0}, BY)
    assert carried.values == {"22221": 6.0, "22222": pytest.approx(7.0, abs=1e-12)}
    assert carried.unmapped == ()


def test_parts_that_agree_give_exactly_their_figure_without_jobs():
    without = Correspondence(BY.parts, {}, BY.sources)
    assert means({"11111": 0.1, "11112": 0.1}, without).values == {"22221": 0.1, "22222": 0.1}
    assert means({"11111": 6.0, "11112": 8.0}, without).unmapped == ("22222",)


def test_a_code_with_a_part_that_has_no_figure_gets_none_and_is_listed():
    carried = means({"11111": 6.0, "77777": 1.0}, BY)
    assert carried.values == {"22221": 6.0}
    assert carried.unmapped == ("22222", "77777")


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_mean_lies_between_its_parts(first, second):
    value = means({"11111": first, "11112": second}, BY).values["22222"]
    assert min(first, second) - 1e-9 <= value <= max(first, second) + 1e-9
