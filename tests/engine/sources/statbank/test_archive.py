"""Kept answers: found again, never changed unseen, never outside their folder."""

import json
from dataclasses import replace

import pytest

from engine.foundation.errors import InputError
from engine.sources.statbank.archive import INDEX, files_to_keep, kept_answers, new_answer, read_index

FIRST = new_answer("12441", "tables/12441/data?a", "https://x/tables/12441/data?a", "2025-01-01T00:00:00Z", b"one")
SECOND = new_answer("12441", "tables/12441/data?a", "https://x/tables/12441/data?a", "2025-06-01T00:00:00Z", b"two")


def kept(folder, *answers):
    for name, content in files_to_keep(answers, folder).items():
        (folder / name).write_bytes(content)
    return folder


def refused(call):
    with pytest.raises(InputError) as error:
        call()
    (problem,) = error.value.problems
    return problem


def test_the_checksum_is_sha_256(tmp_path):
    """FIPS 180-4: SHA-256 of the three bytes «abc»."""
    answer = new_answer("1", "q", "u", "t", b"abc")
    assert answer.entry.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert answer.entry.file == "1-ba7816bf8f01cfea.json"


def test_an_answer_is_found_again_and_the_newest_counts(tmp_path):
    kept(tmp_path, FIRST)
    assert kept_answers(tmp_path)("tables/12441/data?a") == FIRST
    kept(tmp_path, SECOND)
    assert kept_answers(tmp_path)("tables/12441/data?a") == SECOND
    assert read_index(tmp_path) == [FIRST.entry, SECOND.entry]


def test_a_file_that_has_changed_or_is_gone_is_refused(tmp_path):
    file = kept(tmp_path, FIRST) / FIRST.entry.file
    file.write_bytes(b"One")
    problem = refused(lambda: kept_answers(tmp_path)("tables/12441/data?a"))
    assert (problem.code, problem.file) == ("statbank_checksum", str(file))
    file.unlink()
    assert refused(lambda: kept_answers(tmp_path)("tables/12441/data?a")).file == str(file)


def test_a_query_that_was_never_answered_is_named(tmp_path):
    problem = refused(lambda: kept_answers(kept(tmp_path, FIRST))("tables/1/data"))
    assert (problem.code, problem.given) == ("statbank_not_kept", "tables/1/data")


def test_a_folder_without_answers_says_so(tmp_path):
    assert refused(lambda: kept_answers(tmp_path)).code == "statbank_no_index"


@pytest.mark.parametrize(
    "index",
    ["", "{}x", "3", "[1]", '[{"query": "a"}]', '{"a": 1}', "[" * 100_000,
     json.dumps([{"query": "a", "fetched": "b", "file": "../../secret.json", "sha256": "d", "url": "e"}]),
     json.dumps([{"query": "a", "fetched": "\ud800", "file": f"a-{'0' * 16}.json", "sha256": "d", "url": "e"}]),
     json.dumps([{"query": "a", "fetched": "b", "file": 3, "sha256": "d", "url": "e"}]),
     json.dumps([{"query": "a", "fetched": "b", "file": "", "sha256": "d", "url": "e"}])],
)  # fmt: skip
def test_an_index_that_is_not_what_was_written_is_refused(index, tmp_path):
    (tmp_path / INDEX).write_text(index)
    assert refused(lambda: kept_answers(tmp_path)).code == "statbank_bad_index"


def test_the_same_answers_give_the_same_index_in_whatever_order(tmp_path):
    assert files_to_keep([FIRST, SECOND], tmp_path) == files_to_keep([SECOND, FIRST, FIRST], tmp_path)
    other = replace(FIRST, entry=replace(FIRST.entry, url="https://y"))
    assert files_to_keep([other], tmp_path)[INDEX] != files_to_keep([FIRST], tmp_path)[INDEX]
