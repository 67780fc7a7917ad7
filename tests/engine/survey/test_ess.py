"""The shipped specifications for the European Social Survey, on a small made-up file with its columns."""

import csv

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.survey.estimation import prevalences
from engine.survey.specification import read_specification

COLUMNS = ["cntry", "nacer2", "anweight", "stratum", "psu", "agea", "gndr", "emplrel", "pdwrk", "mbtru"]
COLUMNS += ["hlthhmp", "hltprbn", "hltprpa", "fltdpr"]


def respondent(number, **changes):
    """Number ``number`` of 40 in division 47: the first 10 are members now, the next 10 were before."""
    row = {
        "cntry": "NO",
        "nacer2": 47,
        "anweight": 1,
        "stratum": 1,
        "psu": number,
        "agea": 30 + 20 * (number % 2),
        "gndr": 1 + number // 2 % 2,
        "emplrel": 1,
        "pdwrk": 1,
        "mbtru": 1 if number < 10 else 2 if number < 20 else 3,
        "hlthhmp": 2 if number < 8 else 3,
        "hltprbn": int(number < 16),
        "hltprpa": int(number < 12),
        "fltdpr": 4 if number < 6 else 1,
    }
    return row | changes


@pytest.fixture
def answers(tmp_path):
    """40 employed in retail; and who must not count: self-employed, not in work, abroad, without an industry."""
    others = [
        respondent(100, emplrel=2, mbtru=1),
        respondent(101, pdwrk=0, mbtru=1),
        respondent(102, cntry="SE", mbtru=1),
        respondent(103, nacer2=666, mbtru=1),
    ]
    file = tmp_path / "ess.csv"
    with file.open("w", newline="", encoding="utf-8") as target:
        writer = csv.DictWriter(target, COLUMNS)
        writer.writeheader()
        writer.writerows([*(respondent(index) for index in range(40)), *others])
    return file


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("runde_9", {"union_density": 25, "hampered_daily": 20}),
        (
            "runde_11",
            {
                "union_density": 25,
                "hampered_daily": 20,
                "back_neck_pain": 40,
                "arm_hand_pain": 30,
                "felt_depressed": 15,
            },
        ),
    ],
)
def test_members_now_are_a_quarter_of_the_employees_in_paid_work_in_norway(answers, spec, expected):
    """10 of 40 are members now, 8 hampered, 16 and 12 in pain, 6 depressed; the four others count in nothing."""
    specification = read_specification(shipped_data() / "ess" / f"{spec}.toml")
    result = prevalences(answers, specification, read_dataset(shipped_data() / "noa"))
    retail = {
        estimate.indicator_id: estimate.value
        for estimate in result.estimates
        if estimate.sn2007_group == "47" and not estimate.hidden
    }
    assert retail == pytest.approx({name: percent / 100 for name, percent in expected.items()})
    assert result.outside_subpopulation == 3
