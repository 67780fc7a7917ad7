"""Scenarios of a visitor's own data: kept with the figures, worked out again, and opened by somebody else."""

import pytest

from app.shell.data_sets import DataSet
from app.shell.scenario_store import inputs_on_screen, own
from app.shell.setting import Setting
from engine.criteria.reading import read_criteria
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.results.uploads import OwnFile, read_own_files
from engine.spreadsheets.import_options import Asked
from engine.store.content import as_folder
from engine.store.database import Database
from engine.store.opening import open_database
from engine.store.scenarios import inputs_of, replay, result_kept, save
from tests.app.test_own_data import WITH_RULES

NOTHING_ASKED = Asked()
PROPOSED = read_criteria(shipped_criteria() / "kjent.toml")


@pytest.fixture
def database(tmp_path, monkeypatch):
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", f"sqlite:///{tmp_path / 'scenarios.sqlite3'}")
    return open_database()


def data_of(files, base=None, asked=NOTHING_ASKED):
    upload = read_own_files(
        [OwnFile(name, content) for name, content, *_ in files], "Vårt", PROPOSED, base, asked=asked
    )
    assert upload.usable
    return DataSet("Vårt", upload.criteria, upload.dataset, upload.digest, files=upload.files)


def test_ones_own_folder_is_kept_and_gives_the_same_again(database: Database):
    """Strain on goalposts 0 to 40: b, with 30, is above a, with 10; c has a programme."""
    data = data_of(WITH_RULES)
    assert own(data)
    scenario = save(database, "Eget", inputs_on_screen(Setting(data)))
    kept = inputs_of(database, scenario)
    assert kept.data_files == data.files
    assert replay(database, scenario) == []
    assert result_kept(database, scenario)["selected"] == ["b"]


def test_a_table_laid_over_shipped_data_is_kept_whole(database: Database):
    """Two figures: the kept folder is the shipped one with these in it."""
    pasted = "Bransje;Organisasjonsgrad\nButikkhandel;30,1\nSjøfart;55\n".encode()
    data = data_of(
        [("organisering.csv", pasted)],
        shipped_data() / "noa",
        Asked(period="2024", source_id="egen", source_title="Vår egen"),
    )
    scenario = save(database, "Lagt over", inputs_on_screen(Setting(data)))
    with as_folder(inputs_of(database, scenario).data_files, "x") as folder:
        rows = (folder / "indicators.csv").read_text(encoding="utf-8").splitlines()
    assert any(row.startswith("butikkhandel,union_density,2024,30.1,") for row in rows)
    shipped = (shipped_data() / "noa" / "indicators.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == len(shipped) + 2
    assert replay(database, scenario) == []
