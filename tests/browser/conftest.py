"""The app in a real Chromium: a test asks for ``page`` (on the app's first page), or ``tab`` and ``app_server``."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from engine.cli.app_process import STATBANK_VARIABLE
from tests.engine.sources.statbank.server import serving

TOP = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# The shell has no window to draw around the page, and takes an eighth less of the processor than the whole browser.
# Root in a container, no GPU, and nothing asked of the network beyond the app.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 60


def pytest_collection_modifyitems(items):
    """Mark every test of this folder."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """What the visitor saw when a test failed, and the end of the server's log: a rare failure is seen but once."""
    report = yield
    tab = getattr(item, "funcargs", {}).get("tab")
    if report.when == "call" and report.failed and tab is not None and "server_log" in item.funcargs:
        with suppress(Error):
            report.sections.append(("Address", tab.url))
            report.sections.append(("Page", tab.locator("body").inner_text(timeout=10_000)))
        log = item.funcargs["server_log"].read_text(encoding="utf-8", errors="replace")
        report.sections.append(("End of the server's log", log[-4000:]))
    return report


@pytest.fixture(scope="session")
def chromium_path():
    chromium = next((path for path in map(shutil.which, NAMES) if path), None)
    if chromium is None:
        reason = f"no Chromium on this machine ({', '.join(NAMES)})"
        if os.environ.get("BRANSJEVALG_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return chromium


@pytest.fixture(scope="session")
def statbank():
    """The server on this machine that the app asks for official statistics, and its address."""
    with serving() as (bank, url):
        yield bank, url


@pytest.fixture(scope="session")
def server_log(tmp_path_factory):
    """Where the app's server writes what it has to say."""
    return tmp_path_factory.mktemp("app") / "server.log"


@pytest.fixture(scope="session")
def app_server(chromium_path, server_log, statbank):
    """Address of the app, started as a user starts it and stopped with the session."""
    with started_app(server_log, {STATBANK_VARIABLE: statbank[1]}) as address:
        yield address


@contextmanager
def started_app(log, environment):
    """Address of an app with these variables in its environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "app.serve", "--server.headless=true"]
    with log.open("w") as output:
        server = subprocess.Popen(
            [*command, f"--server.port={port}"],
            cwd=TOP,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | environment,
        )
    try:
        wait_until_healthy(server, address, log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_healthy(server, address, log):
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the app did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser(chromium_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def tab(browser):
    """A fresh visitor's empty tab, to open any page in; an uncaught error in the browser fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="nb-NO")
    tab = context.new_page()
    errors = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    assert not errors


@pytest.fixture
def page(tab, app_server):
    """A fresh visitor on the app's first page, drawn to the end."""
    tab.goto(f"{app_server}/?data=publisert")  # whose figures the stories' expected values are worked out from
    tab.locator("[data-testid='stAppViewContainer'] h1").first.wait_for()
    tab.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
    return tab
