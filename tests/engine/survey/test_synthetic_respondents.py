"""The respondents that do not exist."""

import csv

import numpy as np
import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.survey.synthetic_respondents import FILE, FOLDER, made_up_csv, write_made_up


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(shipped_data() / "syntetisk")


def test_the_shipped_file_is_what_the_seed_gives(dataset, tmp_path):
    write_made_up(tmp_path)
    assert (tmp_path / FILE).read_bytes() == (shipped_data() / FOLDER / FILE).read_bytes()


def test_every_industry_has_some_and_the_smallest_too_few_to_show(dataset):
    codes = [line.split(",")[0] for line in made_up_csv(dataset).splitlines()[1:]]
    counts = np.array([sum(code in industry.codes for code in codes) for industry in dataset.industries])
    assert counts.min() > 0
    assert 0 < (counts < 20).sum() < len(counts) / 3


def test_the_shares_are_about_those_of_the_synthetic_data(dataset):
    """Job-weighted, within four standard errors of a simple random sample: it is a sample of them."""
    rows = list(csv.DictReader(made_up_csv(dataset).splitlines()))
    lifting = np.array([row["loft"] in "45" for row in rows if row["loft"] != "9"])
    jobs = np.array([industry.jobs for industry in dataset.industries])
    share = np.average(dataset.column("awkward_lifting").values, weights=jobs) / 100
    assert abs(lifting.mean() - share) < 4 * (share * (1 - share) / len(lifting)) ** 0.5
