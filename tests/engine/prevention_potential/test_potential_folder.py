"""The potential as indicators of a data folder: only what can be compared, with quality, error and source."""

import csv
import json

import pytest

from engine.dataset.model import Source
from engine.dataset.reading import read_dataset
from engine.foundation.errors import InputError
from engine.prevention_potential.potential import prevention
from engine.prevention_potential.potential_folder import comparables, indicator_id, text_of, write_with_potential
from engine.prevention_potential.study_scope import Declared

NOTHING = Declared(200, Source("days", "", "", "", ""))
ANOTHER = "c,lifting,2021,30,percent,3,,published,lku\nc,lifting,2022,20,percent,2,,synthetic,lku\n"
POTENTIAL = "prevention_potential_pain"


@pytest.fixture
def written(small, pain, tmp_path):
    """The folder, its data and what was computed: b and c lack kneeling, a has both."""
    dataset = small(more=ANOTHER)
    result = prevention(dataset, [pain], declared=NOTHING, draws=200)
    write_with_potential(tmp_path / "data", tmp_path / "made", result)
    return tmp_path / "made", read_dataset(tmp_path / "made"), result


def test_only_those_with_the_exposures_of_most_can_be_compared(written):
    (comparable,) = comparables(written[2])
    assert [potential.industry_id for potential in comparable.potentials] == ["b", "c"]
    assert (comparable.lacking, comparable.left_out) == (("kneeling",), ("a",))


def test_the_indicator_is_in_percent_with_the_simulated_error_and_the_worst_quality(written):
    _, dataset, result = written
    column = dataset.column(indicator_id("pain"))
    potential = result.potentials["pain"]
    assert column.values[1:].tolist() == pytest.approx(
        [100 * estimate.fraction for estimate in potential[1:]], abs=0.005
    )
    assert column.se[1] == pytest.approx(100 * potential[1].interval.se, abs=0.005)
    assert [column.quality_of(index) for index in range(3)] == [None, "inherited", "synthetic"]
    assert (column.unit, column.period) == ("percent", "2022")


def test_its_source_says_what_it_rests_on_and_lacks(written):
    source = written[1].sources[POTENTIAL]
    assert "uavhengige" in source.title
    assert "kneeling" in source.title
    assert "SYNTETISK" in source.title
    assert "lku" in source.reference
    assert "study" in source.reference
    assert "study" in written[1].sources


def test_everything_else_is_as_it_was(written, small):
    _, dataset, result = written
    before = result.dataset
    assert dataset.columns.keys() - before.columns.keys() == {POTENTIAL}
    for name, periods in before.columns.items():
        for period, column in periods.items():
            assert dataset.columns[name][period].values.tolist() == pytest.approx(column.values.tolist(), nan_ok=True)


def test_writing_from_a_written_folder_replaces_the_potential(written, pain, tmp_path):
    folder, dataset, _ = written
    again = prevention(dataset, [pain], declared=NOTHING, draws=200)
    write_with_potential(folder, tmp_path / "twice", again)
    with (tmp_path / "twice" / "indicators.csv").open(encoding="utf-8") as file:
        rows = [row["industry_id"] for row in csv.DictReader(file) if row["indicator_id"] == POTENTIAL]
    assert rows == ["b", "c"]


def test_the_package_keeps_when_jobs_were_counted(small, pain, tmp_path):
    dataset = small()
    package = {
        "title": "Små tall",
        "licenses": [{"name": "NLOD"}],
        "version": "2",
        "resources": [{"name": "codes", "period": "2024K4"}],
    }
    (tmp_path / "data" / "codes.csv").write_text(
        "sn2007,name_nb,jobs\n86100,x,10\n47100,y,10\n50100,z,10\n", encoding="utf-8"
    )
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    result = prevention(dataset, [pain], declared=NOTHING, draws=10)
    write_with_potential(tmp_path / "data", tmp_path / "Ny Mappe", result)
    made = read_dataset(tmp_path / "Ny Mappe")
    assert (made.jobs_period, made.title) == ("2024K4", "Små tall (med forebyggingspotensial)")
    written = json.loads((tmp_path / "Ny Mappe" / "datapackage.json").read_text(encoding="utf-8"))
    assert (written["licenses"], written["version"]) == ([{"name": "NLOD"}], "2")


def test_a_package_that_tells_of_codes_that_are_not_there_does_not_stop_it(small, pain, tmp_path):
    dataset = small()
    package = {"title": "T", "resources": [{"name": "codes", "period": "2024K4"}]}
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    write_with_potential(tmp_path / "data", tmp_path / "ny", prevention(dataset, [pain], declared=NOTHING, draws=10))
    assert read_dataset(tmp_path / "ny").jobs_period is None


def test_the_folder_that_is_read_is_not_written_over(small, pain, tmp_path):
    result = prevention(small(), [pain], declared=NOTHING, draws=10)
    with pytest.raises(InputError, match="mappen som leses"):
        write_with_potential(tmp_path / "data", tmp_path / "data", result)


def test_a_folder_with_something_in_it_is_left_alone(small, pain, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("viktig", encoding="utf-8")
    result = prevention(small(), [pain], declared=NOTHING, draws=10)
    with pytest.raises(InputError, match="ny eller tom"):
        write_with_potential(tmp_path / "data", tmp_path / "mine", result)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_what_has_no_name_is_called_by_its_id():
    assert text_of("outcome", "low_back_pain") == "smerter i korsryggen"
    assert text_of("outcome", "unheard_of") == "unheard_of"
