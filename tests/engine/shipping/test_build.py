"""The build needs the published tables and the recipe, and says what is wrong with them in one line."""

import shutil

import pytest

from engine.dataset.shipped import shipped_data
from engine.shipping import build


@pytest.fixture
def sources(tmp_path):
    """What the build starts from, and nothing else."""
    for folder in (build.SOURCE_TABLES, build.RECIPE):
        shutil.copytree(shipped_data() / folder, tmp_path / "data" / folder)
    return tmp_path / "data"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_sources_and_the_recipe_alone_give_the_shipped_folders_byte_for_byte(sources, tmp_path):
    for folder in build.build(sources, tmp_path / "built"):
        assert contents(folder) == contents(shipped_data() / folder.name)


def test_the_order_of_lines_in_the_recipe_moves_no_figure(sources, tmp_path):
    def rows(folder):
        return sorted((folder / "indicators.csv").read_text(encoding="utf-8").splitlines())

    table = sources / build.RECIPE / "bransjeprofiler.csv"
    header, *profiles = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([header, *reversed(profiles)]), encoding="utf-8")
    *_, synthetic = build.build(sources, tmp_path / "built")
    assert rows(synthetic) == rows(shipped_data() / build.SYNTHETIC)


def test_a_missing_table_ends_with_one_line_and_exit_2(monkeypatch, sources, tmp_path, capsys):
    (sources / build.SOURCE_TABLES / "fafo_union_density_2014.csv").unlink()
    monkeypatch.setattr(build, "shipped_data", lambda: sources)
    assert build.main(["--to", str(tmp_path / "built")]) == 2
    message = capsys.readouterr().err
    assert "fafo_union_density_2014.csv" in message
    assert message.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path, capsys):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert build.main(["--to", str(tmp_path / "taken")]) == 2
    message = capsys.readouterr().err
    assert "taken" in message
    assert message.count("\n") == 1
