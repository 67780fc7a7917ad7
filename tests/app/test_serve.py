"""What the server makes ready before the first visitor asks. That it serves is tested in a browser."""

import socket
import subprocess
import sys

import pytest

from app import serve
from app.shell import cache as cached
from app.shell import data_sets


@pytest.fixture
def forgetful():
    """Nothing remembered, before and after."""

    def forget():
        data_sets.started.cache_clear()
        cached.forget()

    forget()
    yield
    forget()


@pytest.mark.usefixtures("forgetful")
def test_the_first_visitor_finds_calculated_what_the_first_page_shows(visit):
    serve.make_ready()
    calculated = cached.outcome.cache_info().misses
    assert not visit(data=None).exception
    assert cached.outcome.cache_info().misses == calculated


@pytest.mark.usefixtures("forgetful")
def test_data_that_cannot_be_used_are_left_for_the_page_to_explain(monkeypatch, tmp_path):
    monkeypatch.setenv("BRANSJEVALG_DATA", str(tmp_path / "nothing here"))
    serve.make_ready()
    assert data_sets.started().problems


SERVED = """
import socket, sys, threading, time, urllib.request
LOCAL, outside = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None), []
def watch(event, arguments):
    # A datagram socket that is only connected sends nothing: Streamlit reads its own address off one.
    if event == "socket.connect" and arguments[0].type == socket.SOCK_STREAM and arguments[0].family != socket.AF_UNIX:
        outside.extend(one for one in [arguments[1][0]] if one not in LOCAL)
    elif event == "socket.getaddrinfo" and arguments[0] not in LOCAL:
        outside.append(arguments[0])
sys.addaudithook(watch)
from app import serve
serve.make_ready = lambda: None
port = sys.argv[1]
def visit():
    address = f"http://127.0.0.1:{port}"
    while True:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health").read()
            break
        except OSError:
            time.sleep(0.05)
    from streamlit.web.server import server_util
    assert not server_util.is_url_from_allowed_origins("http://stranger.example")
    print("asked", outside, flush=True)
    import os
    os._exit(0)
threading.Thread(target=visit, daemon=True).start()
flags = ("server.address=0.0.0.0", "server.headless=true", "browser.gatherUsageStats=false")
serve.main([f"--server.port={port}", *(f"--{flag}" for flag in flags)])
"""


def test_the_server_asks_no_other_machine_for_anything():
    """On every address of the machine, where Streamlit would ask for the outer one; and for a stranger's origin."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    done = subprocess.run(
        [sys.executable, "-c", SERVED, str(port)], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.splitlines()[-1] == "asked []"
