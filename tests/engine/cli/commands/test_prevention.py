"""The command as strangers run it: options, mistakes, and the potential used as a criterion."""

import csv
import io
import json

import pytest

from engine.cli.main import main
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data

QUICK = ("prevention", "--data", "syntetisk", "--draws", "50")


def answer(capsys, *words):
    assert main([*QUICK, *words, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_same_seed_gives_the_same_answer_and_another_gives_another(capsys):
    first, again, other = (answer(capsys, "--seed", seed) for seed in ("3", "3", "4"))
    assert first == again
    assert first["outcomes"] != other["outcomes"]


def test_csv_and_json_give_the_same_shares(capsys):
    industries = answer(capsys, "--outcome", "low_back_pain")["outcomes"]["low_back_pain"]["industries"]
    assert main([*QUICK, "--outcome", "low_back_pain", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [float(row["share"]) for row in rows] == [industry["fraction"] for industry in industries]


def test_a_stated_risk_and_other_working_days_are_used_and_said(capsys):
    before = answer(capsys)
    after = answer(capsys, "--risk", "psychological_distress=0,18", "--working-days", "115")
    assert after["outcomes"]["psychological_distress"]["overall_risk"] == 0.18
    assert after["outcomes"]["psychological_distress"]["risk_stated"] is True
    days = [
        result["outcomes"]["sick_leave_over_16_days"]["industries"][0]["burden"]["amount"] for result in (before, after)
    ]
    assert days[1] == pytest.approx(days[0] / 2)
    assert "stated_risk" in {assumption["code"] for assumption in after["assumptions"]}


def test_the_folder_it_writes_ranks_with_the_potential_as_a_criterion(capsys, tmp_path):
    made = tmp_path / "made"
    assert main([*QUICK, "--to", str(made)]) == 0
    assert "prevention_potential_work_disability" in capsys.readouterr().err
    asked = ["rank", "--data", str(made), "--criteria", "utvidet", "--format", "json"]
    assert main(asked) == 0
    off = json.loads(capsys.readouterr().out)
    assert main([*asked, "--weights", "prevention_potential=1"]) == 0
    on = json.loads(capsys.readouterr().out)
    assert off["industries"][0]["contributions"]["prevention_potential"] == 0
    assert on["industries"][0]["contributions"]["prevention_potential"] > 0
    assert "synthetic" in on["indicators"]["prevention_potential_low_back_pain"]["quality"]


def test_the_shipped_synthetic_data_have_the_potential_that_the_command_computes(capsys):
    """To the rounding of two decimals; the build draws fewer times, which moves no share."""
    industries = answer(capsys, "--outcome", "work_disability")["outcomes"]["work_disability"]["industries"]
    column = read_dataset(shipped_data() / "syntetisk").column("prevention_potential_work_disability")
    assert column.values.tolist() == pytest.approx([100 * industry["fraction"] for industry in industries], abs=0.0051)


def test_published_data_have_no_exposures_and_the_error_lists_those_that_are_needed(capsys):
    assert main(["prevention"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "prolonged_standing" in err
    assert "violence_and_threats" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--outcome", "low_bak_pain"), "Mente du «low_back_pain»"),
        (("--risk", "low_back_pain"), "ID=0.18"),
        (("--risk", "low_back_pain=mye"), "ID=0.18"),
        (("--risk", "low_back_pain=12"), "ikke en risiko"),
        (("--risk", "low_back_pain=0.1", "--risk", "low_back_pain=0.2"), "mer enn én gang"),
        (("--working-days", "0"), "arbeidsdager"),
        (("--working-days", "400"), "arbeidsdager"),
        (("--draws", "0"), "trekninger"),
        (("--draws", "mange"), "ikke et helt tall"),
        (("--effects", "ingen.csv"), "ingen.csv"),
        (("--to", str(shipped_data() / "syntetisk")), "mappen som leses"),
        (("--weights", "msk=1"), "--weights"),
    ],
)
def test_mistakes_end_with_one_line(words, message, capsys):
    assert main(["prevention", "--data", "syntetisk", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.count("\n") == 1
