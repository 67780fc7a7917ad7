"""`options` and `ledger` from the outside: answers, exit codes, and mistakes all told at once."""

import csv
import io
import json

import pytest

from engine.cli.main import main
from engine.dataset.shipped import shipped_criteria

FILE = str(shipped_criteria() / "alternativer_2025.toml")


def run(capsys, *words):
    code = main(list(words))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_shipped_options_fit_on_one_screen(capsys):
    code, out, err = run(capsys, "options", "--file", FILE)
    assert (code, err) == (0, "")
    assert out.startswith("Illustrasjon")


def test_table_json_and_csv_are_of_one_plan(capsys):
    _, out, _ = run(capsys, "options", "--file", FILE, "--format", "json")
    result = json.loads(out)["options"]
    _, out, _ = run(capsys, "options", "--file", FILE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["option_id"] for row in rows} == set(result)
    for row in rows:
        own = result[row["option_id"]]["half_years"][row["half_year"]]
        expected = own["grants"][row["industry_id"]] if row["industry_id"] else own["unspent"]
        assert float(row["grant_mnok"]) == expected
    assert {row["role"] for row in rows} == {"new", "continuing", "wind_down"}


def test_only_the_named_option_is_given(capsys):
    _, out, _ = run(capsys, "options", "--file", FILE, "--option", "c", "--format", "json")
    assert list(json.loads(out)["options"]) == ["c"]
    code, _, err = run(capsys, "options", "--file", FILE, "--option", "x", "--lang", "en")
    assert code == 2
    assert "Allowed: a, b, c, d." in err


def test_an_inverse_question_from_the_command_line(capsys):
    """4 MNOK to luftfart of twelve programmes: 4 / (0.6/12 + 0.4 * 15 230 jobs / 1 322 825) = 73.253."""
    words = ("--option", "a", "--want", "luftfart=4", "--inverse", "frame", "--format", "json")
    code, out, _ = run(capsys, "options", "--file", FILE, *words)
    assert code == 0
    low, high = json.loads(out)["range"]
    assert 73.252 < low < 73.254
    assert high is None


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--file", FILE, "--want", "luftfart=4"),
        ("--file", FILE, "--inverse", "frame", "--option", "a"),
        ("--file", FILE, "--inverse", "frame", "--want", "luftfart=4"),
        ("--file", FILE, "--inverse", "frame", "--want", "luftfart", "--option", "a"),
        ("--file", "ingen.toml"),
        ("--file", FILE, "--inverse", "rammen", "--want", "luftfart=4", "--option", "a"),
    ],
)
def test_a_question_that_is_not_whole_is_one_line(capsys, words):
    code, out, err = run(capsys, "options", *words)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_every_mistake_of_a_file_is_on_a_line_of_its_own(capsys, tmp_path):
    path = tmp_path / "f.toml"
    path.write_text(
        'id = "x"\nfrom = "2025-H1"\nto = "2025-H2"\nframe = { 2025 = 70.0 }\n'
        '[[option]]\nid = "a"\nname_nb = "A"\nnew = ["butikhandel", "sykehus"]\n',
        encoding="utf-8",
    )
    code, out, err = run(capsys, "options", "--file", str(path))
    assert code == 2
    assert len(out.splitlines()) == 2
    assert err.count("\n") == 1


def test_the_shipped_ledger_is_shown_where_none_is_named(capsys):
    code, out, _ = run(capsys, "ledger", "--rule", "left", "--format", "json")
    assert code == 0
    assert json.loads(out)["programmes"]["sykehus"]["2024"]["left"] == 0.633532


def test_a_ledger_that_does_not_add_up_ends_with_two_and_says_it(capsys, tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(
        "programme_id;year;entry;amount_nok;source_id;note\nsykehus;2024;granted;10,50;s;\nsykehus;2024;spent;12;s;\n",
        encoding="utf-8",
    )
    code, out, err = run(capsys, "ledger", str(path), "--format", "json")
    assert code == 2
    assert json.loads(out)["problems"][0]["row"] == 3
    assert err.count("\n") == 1


def test_rows_that_cannot_be_understood_are_all_told(capsys, tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(
        "programme_id,year,entry,amount_nok,source_id,note\nx,2024,granted,1,s,\ny,2024,granted,1,s,\n",
        encoding="utf-8",
    )
    code, out, _ = run(capsys, "ledger", str(path))
    assert code == 2
    assert len(out.splitlines()) == 2


def test_a_rule_that_is_none_and_two_files_are_refused(capsys):
    assert run(capsys, "ledger", "--rule", "alt")[0] == 2
    assert run(capsys, "ledger", "a.csv", "b.csv")[0] == 2


def test_an_option_with_nobody_to_choose_has_no_inverse_and_says_why(capsys, tmp_path):
    path = tmp_path / "f.toml"
    path.write_text(
        'id = "x"\nfrom = "2025-H1"\nto = "2025-H2"\nframe = { 2025 = 70.0 }\n'
        '[[option]]\nid = "a"\nname_nb = "A"\nchoose = { max_new = 1, must = ["luftfart", "sjofart"] }\n',
        encoding="utf-8",
    )
    words = ("options", "--file", str(path), "--option", "a")
    code, _, err = run(capsys, *words, "--inverse", "frame", "--want", "luftfart=4")
    assert code == 3
    assert "Luftfart skal være med" in err
    code, out, _ = run(capsys, *words, "--format", "json")
    option = json.loads(out)["options"]["a"]
    assert (code, option["feasible"], option["selected"]) == (0, False, [])
    assert set(option["conflict"]) == {"max_new", "must.luftfart", "must.sjofart"}
