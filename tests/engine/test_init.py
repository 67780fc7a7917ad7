import subprocess
import sys

import pytest

import engine


@pytest.mark.parametrize("name", engine.PUBLIC)
def test_every_public_name_is_where_the_list_says(name):
    assert getattr(engine, name).__name__ == name


def test_an_unknown_name_is_an_attribute_error_as_of_any_module():
    with pytest.raises(AttributeError, match="no_such_name"):
        engine.no_such_name  # noqa: B018


def test_importing_the_engine_loads_none_of_its_rooms():
    ask = "import sys, engine; print(sorted(m for m in sys.modules if m.startswith(('engine.', 'numpy', 'pandas'))))"
    told = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
