"""The commands of what comes after the choice, as a stranger runs them."""

import json

import openpyxl
import pytest

from engine.cli.main import main
from tests.engine.results.alike import write_case


@pytest.fixture
def case(tmp_path):
    folder, file = write_case(tmp_path / "d")
    return ["--data", str(folder), "--criteria", str(file)]


def answered(words, capsys):
    assert main([*words, "--format", "json"]) == 0
    out, _ = capsys.readouterr()
    return json.loads(out, parse_constant=lambda constant: pytest.fail(constant))


def refused(words, capsys):
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_similar_answers_for_everybody_or_for_those_named(case, capsys):
    assert set(answered(["similar", *case, "--draws", "20"], capsys)["industries"]) == {"alfa", "beta", "gamma"}
    answer = answered(["similar", "beta", *case, "--draws", "20", "--seed", "3"], capsys)
    assert list(answer["industries"]) == ["beta"]
    assert (answer["draws"], answer["seed"]) == (20, 3)


def test_the_same_seed_gives_the_same_bytes(case, capsys):
    words = ["similar", *case, "--draws", "50", "--format", "csv"]
    assert main(words) == 0
    first = capsys.readouterr().out
    assert main(words) == 0
    assert capsys.readouterr().out == first


def test_exposures_can_be_named(case, capsys):
    answer = answered(["similar", "--exposures", "heat, dust", *case, "--draws", "5"], capsys)
    assert [exposure["indicator_id"] for exposure in answer["exposures"]] == ["heat", "dust"]


def test_the_built_in_published_data_give_no_ranking(capsys):
    answer = answered(["similar"], capsys)
    assert (answer["exposures"], answer["industries"]) == ([], {})


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["similar", "--exposures", "heet"], ("heet",)),
        (["similar", "--exposures", "heat,,dust"], ("--exposures",)),
        (["similar", "alpha"], ("alpha", "alfa")),
        (["similar", "--draws", "0"], ("--draws", "0")),
        (["similar", "--seed", "-1"], ("--seed", "-1")),
        (["baseline"], ("bransjevalg baseline",)),
        (["baseline", "alfa", "beta"], ("alfa beta",)),
        (["baseline", "alpha"], ("alpha", "alfa")),
        (["baseline", "alfa", "--alpha", "5"], ("--alpha", "«5»")),
        (["baseline", "alfa", "--alpha", "nan"], ("--alpha",)),
        (["baseline", "alfa", "--power", "80"], ("--power", "«80»")),
        (["baseline", "alfa", "--power", "much"], ("--power", "much")),
    ],
)
def test_a_mistake_is_one_line_that_says_where(case, words, parts, capsys):
    message = refused([*words, *case], capsys)
    for part in parts:
        assert part in message


def test_the_demand_follows_the_options(case, capsys):
    words = ["baseline", "alfa", *case]
    usual = answered(words, capsys)
    strict = answered([*words, "--alpha", "0,01", "--power", "0.9"], capsys)
    assert strict["demand"] == {"alpha": 0.01, "power": 0.9, "one_sided": False}
    assert strict["measures"][0]["fall_to"] < usual["measures"][0]["fall_to"]
    assert answered([*words, "--one-sided"], capsys)["measures"][0]["fall_to"] > usual["measures"][0]["fall_to"]


def test_a_baseline_is_written_as_a_workbook_or_as_text_by_the_files_name(case, tmp_path, capsys):
    book, text = tmp_path / "ut.xlsx", tmp_path / "ut.csv"
    assert main(["baseline", "alfa", *case, "--out", str(book)]) == 0
    assert openpyxl.load_workbook(book).sheetnames == ["Utgangspunkt"]
    assert main(["baseline", "alfa", *case, "--format", "csv", "--out", str(text)]) == 0
    assert text.read_text(encoding="utf-8").startswith("indicator_id,indicator,role,")
    assert capsys.readouterr() == ("", "")


def test_a_merged_candidate_can_be_asked_about(case, tmp_path, capsys):
    file = tmp_path / "merged.toml"
    merge = '\n[[merge]]\nid = "ab"\nname_nb = "Alfa og beta"\nmembers = ["alfa", "beta"]\n'
    file.write_text((tmp_path / "pairs.toml").read_text(encoding="utf-8") + merge, encoding="utf-8")
    words = ["--data", str(tmp_path / "d"), "--criteria", str(file)]
    assert list(answered(["similar", "ab", *words, "--draws", "5"], capsys)["industries"]) == ["ab"]
    assert answered(["baseline", "ab", *words], capsys)["industry_id"] == "ab"


def test_the_workbook_for_stami_says_what_transfers_where_exposures_are_declared(case, tmp_path, capsys):
    out = tmp_path / "underlag.xlsx"
    assert main(["export", *case, "--out", str(out)]) == 0
    page = openpyxl.load_workbook(out)["Hva kan overføres"]
    rows = [[cell for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]
    # The nearest of alfa, and alfa beside both programme industries.
    assert sum(row[:2] == ["Alfa", "En"] for row in rows) == 1
    assert sum(row[:1] == ["Alfa"] and row[2:3] in (["En"], ["To"]) for row in rows) == 2
