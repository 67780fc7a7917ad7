"""A small question to save, and both kinds of database to save it in."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from engine.criteria.setting import Setting
from engine.store.opening import open_database
from engine.store.recomputation import Inputs

REQUIRED = os.environ.get("BRANSJEVALG_REQUIRE_POSTGRESQL") == "1"

CRITERIA = """
id = "liten"
title_nb = "Liten"
scale = 100

[[indicator]]
id = "absence"
label_nb = "Fravær"
normalise = { method = "goalposts", low = 0.0, high = 10.0 }

[[indicator]]
id = "exit"
label_nb = "Frafall"
normalise = { method = "goalposts", low = 0.0, high = 10.0 }

[[criterion]]
id = "score"
members = { absence = 0.5, exit = 0.5 }

[selection]
max_new = 1

[selection.grant]
kind = "key"
frame = 10.0
equal_share = 1.0
"""

DATA = {
    "industries.csv": b"industry_id,name_nb,status,jobs\na,A,candidate,100\nb,B,candidate,100\nc,C,programme,100\n",
    "indicators.csv": (
        b"industry_id,indicator_id,period,value,unit,se,n,quality,source_id\n"
        b"a,absence,2024,8.0,percent,,,published,s\na,exit,2024,1.0,percent,,,published,s\n"
        b"b,absence,2024,2.0,percent,,,published,s\nb,exit,2024,6.0,percent,,,published,s\n"
        b"c,absence,2024,5.0,percent,,,published,s\nc,exit,2024,5.0,percent,,,published,s\n"
    ),
    "sources.csv": b"source_id,title,publisher,published,reference\ns,S,,2024,\n",
}


def asked(**setting):
    """Two candidates: a has absence 8 and exit 1, b has absence 2 and exit 6."""
    return Inputs(Setting(**setting), CRITERIA, "liten.toml", DATA, "liten")


def binaries():
    """The folder with PostgreSQL's programs, None where it is not installed."""
    paths = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return paths[-1].parent if paths else None


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL server of the tests' own; it refuses to run as root, so root runs it as its own user."""
    programs = binaries()
    if programs is None:
        if REQUIRED:
            pytest.fail("PostgreSQL is required and not installed")
        pytest.skip("PostgreSQL is not installed")
    place = Path(tempfile.mkdtemp(prefix="bransjevalg-pg-"))
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(place, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*words):
        subprocess.run([*user, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=place)

    run(programs / "initdb", "-D", place / "data", "-U", "tester", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place}"
    run(programs / "pg_ctl", "-D", place / "data", "-w", "-o", options, "-l", place / "log", "start")
    yield f"postgresql://tester@127.0.0.1:{port}/"
    run(programs / "pg_ctl", "-D", place / "data", "-m", "immediate", "stop")
    shutil.rmtree(place)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite3"
    cluster = request.getfixturevalue("cluster")
    name = f"t{abs(hash(tmp_path)):x}"
    server = sa.create_engine(make_url(cluster + "postgres").set(drivername="postgresql+psycopg"))
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    return cluster + name


@pytest.fixture
def database(url, monkeypatch):
    monkeypatch.setenv("BRANSJEVALG_DATABASE_URL", url)
    opened = open_database()
    yield opened
    opened.close()
