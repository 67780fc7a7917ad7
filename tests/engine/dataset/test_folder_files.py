"""A data folder's files by name, and nothing else that lies in it."""

from engine.dataset.folder_files import folder_files


def test_only_files_of_the_format_are_taken(tmp_path):
    (tmp_path / "industries.csv").write_bytes(b"industry_id,name_nb\na,A\n")
    (tmp_path / "datapackage.json").write_bytes(b"{}")
    (tmp_path / "notat.txt").write_bytes(b"hemmelig")
    (tmp_path / "raw").mkdir()
    assert folder_files(tmp_path) == {
        "industries.csv": b"industry_id,name_nb\na,A\n",
        "datapackage.json": b"{}",
    }
