"""A data folder from texts, for every test of this room."""

import pytest


@pytest.fixture
def data_folder(tmp_path):
    """A function that writes files by stem (``industries="..."``) and gives the folder."""

    def write(name="data", **files):
        folder = tmp_path / name
        folder.mkdir()
        for stem, content in files.items():
            file = folder / ("datapackage.json" if stem == "datapackage" else f"{stem}.csv")
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write
