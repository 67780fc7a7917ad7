"""What a visitor waits for, in a real Chromium: the first page, and the new ranking after a slider is let go.

The time of a move is taken inside the page, from letting go of a weight to the last change of the ranking (what
happens to the one that it takes the place of, off the page by then, does not count). Ten users are measured twice:
one in Chromium while nine others ask the same of the server, as from machines of their own; and all ten in Chromium on
the server's machine, where drawing takes most of the processor.
"""

import math
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.cli.app_process import start_command
from tests.bench.caller import called, moved_at_once

TOP = Path(__file__).resolve().parents[2]
CHROMIUM = next(
    (path for path in map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome")) if path), None
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
VIEW = {"width": 1440, "height": 1000}
IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"
FIGURE = ".bars .row"
MENU = "[data-testid='stTopNav'] a"
MOVES, USERS, MOVES_OF_EACH = 50, 10, 5
QUIET_MS = 400  # the figure is done when it has not changed for so long and nothing runs
START_SECONDS, MOVE_SECONDS = 60, 30
WEIGHTS, PER_CENT = 5, 4
WATCH = """() => {
    window.moved = { released: 0, changed: 0 };
    new MutationObserver(found => {
        const inFigure = one => one.target.isConnected && one.target.nodeType === 1 &&
            one.target.closest('[data-testid="stHtml"]')?.querySelector('.bars');
        if (moved.released && found.some(inFigure)) moved.changed = performance.now();
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""
# A weight, as its keys and a pointer's release set it: the browser moves the others at once, and the server answers.
LET_GO = """([which, by]) => {
    const range = document.querySelectorAll(".weight input[type=range]")[which];
    moved.released = performance.now();
    moved.changed = 0;
    range.value = Number(range.value) + by;
    range.dispatchEvent(new Event("input", { bubbles: true }));
    range.dispatchEvent(new Event("change", { bubbles: true }));
}"""
DONE = """([idle, quiet]) =>
    moved.changed > 0 && performance.now() - moved.changed > quiet && !!document.querySelector(idle)
"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@contextmanager
def server():
    """Address of the app, from the moment its process is started, that moment, and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = {"cwd": TOP, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # No browser of its own; and compiled modules are kept, as a user's Python keeps them after the first start.
    left_out = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONDONTWRITEBYTECODE")
    headless = {name: value for name, value in os.environ.items() if name not in left_out}
    started = time.perf_counter()
    process = subprocess.Popen([*start_command("127.0.0.1", port), "--server.headless=true"], env=headless, **quiet)
    try:
        yield f"http://127.0.0.1:{port}", started, process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_it_answers(address):
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    pytest.fail("the app did not start")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served():
    """Address and process of one server."""
    with server() as (url, _, process_id):
        wait_until_it_answers(url)
        yield url, process_id


@pytest.fixture
def address(served):
    return served[0]


def shown(browser, address):
    """A visitor who has the ranking on screen."""
    page = browser.new_context(viewport=VIEW, locale="nb-NO").new_page()
    page.goto(address)
    page.locator("h1").first.wait_for()
    page.locator(FIGURE).first.wait_for()
    return page


def watched(browser, address):
    page = shown(browser, address)
    page.locator(IDLE).wait_for()
    page.locator(".weight input").first.wait_for()
    page.evaluate(WATCH)
    return page


def let_go(page, turn, ready=lambda: None):
    """Let go of one of the weights a little higher when ready; every other time back again."""
    ready()
    page.evaluate(LET_GO, [turn // 2 % WEIGHTS, PER_CENT if turn % 2 == 0 else -PER_CENT])


def seconds_of_move(page):
    page.wait_for_function(DONE, arg=[IDLE, QUIET_MS], timeout=MOVE_SECONDS * 1000)
    return page.evaluate("(moved.changed - moved.released) / 1000")


def percentile_95(times):
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def chosen_shown(page):
    """Wait for the line that says who is chosen: the first that somebody can use."""
    page.locator("[data-testid='stMain'] p", has_text="✓ ").first.wait_for()


def processor_seconds_of(process_id):
    """How long a process has had the processor, as Linux counts it; None elsewhere."""
    try:
        words = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def test_first_page_of_a_warm_server(browser, address, record):
    shown(browser, address).context.close()
    chosen, drawn = [], []
    for _ in range(5):
        page = browser.new_context(viewport=VIEW, locale="nb-NO").new_page()
        started = time.perf_counter()
        page.goto(address)
        chosen_shown(page)
        chosen.append(time.perf_counter() - started)
        page.locator(FIGURE).first.wait_for()
        page.locator(IDLE).wait_for()
        drawn.append(time.perf_counter() - started)
        page.context.close()
    record("app: a warm server's first page, with who is chosen", sorted(chosen)[2])
    record("app: a warm server's first page, all of it", sorted(drawn)[2])


def test_first_page_after_the_servers_start(browser, record):
    told, drawn = [], []
    for _ in range(3):
        with server() as (address, started, _):
            wait_until_it_answers(address)
            page = browser.new_context(viewport=VIEW, locale="nb-NO").new_page()
            page.goto(address)
            chosen_shown(page)
            told.append(time.perf_counter() - started)
            page.locator(FIGURE).first.wait_for()
            drawn.append(time.perf_counter() - started)
            page.context.close()
    record("app: server's start to the first page, with who is chosen", sorted(told)[1])
    record("app: server's start to the ranking's figure as well", sorted(drawn)[1])


def test_from_letting_go_of_a_slider_to_the_new_ranking(browser, served, record):
    address, process_id = served
    page = watched(browser, address)
    taken, before = [], processor_seconds_of(process_id)
    for turn in range(MOVES):
        let_go(page, turn)
        taken.append(seconds_of_move(page))
    after = processor_seconds_of(process_id)
    assert page.locator("[data-testid='stException']").count() == 0
    page.context.close()
    if after is not None:
        record(f"app: the server's processor a move, mean of {MOVES}", (after - before) / MOVES)
    record(
        f"app: slider to ranking, 95th percentile of {MOVES}",
        percentile_95(taken),
        f"median {sorted(taken)[MOVES // 2]:.2f} s",
    )


def test_a_page_change(browser, address, record):
    """From the click until the page's heading stands; every page, once to warm what is shared and once timed."""
    page = watched(browser, address)
    titles = page.locator(MENU).all_inner_texts()
    taken = {}
    for title in [*titles[1:], titles[0]] * 2:
        started = time.perf_counter()
        page.get_by_test_id("stTopNav").get_by_role("link", name=title, exact=True).click()
        page.get_by_role("heading", name=title, level=1).wait_for()
        taken[title] = time.perf_counter() - started
        page.locator(IDLE).wait_for()
    page.context.close()
    longest = max(taken, key=taken.get)
    note = f"median {sorted(taken.values())[len(taken) // 2]:.2f} s; the longest is {longest}"
    record(f"app: a page change, longest of {len(taken)} pages", taken[longest], note)


@pytest.mark.parametrize(("users", "moves"), [(5, 5), (10, 5), (20, 2), (39, 1)])
def test_many_users_at_once(browser, address, record, grown, users, moves):
    """One in Chromium, the others speak the app's protocol; a time for each of them."""
    sent = []
    context = browser.new_context(viewport=VIEW, locale="nb-NO")
    page = context.new_page()
    page.on("websocket", lambda socket: socket.on("framesent", lambda payload: sent.append(payload)))
    page.goto(address)
    page.locator(FIGURE).first.wait_for()
    page.locator(IDLE).wait_for()
    page.evaluate(WATCH)
    page.locator(".st-key-equal_share input[type=range]").focus()
    page.keyboard.press("ArrowRight")  # to hear how a move is said
    page.locator(IDLE).wait_for()
    page.wait_for_timeout(QUIET_MS)
    drawn, answered = [], []
    with called(address, users - 1, sent[-1]) as callers:
        for turn in range(moves):

            def in_chromium(together, turn=turn):
                let_go(page, turn, together)
                return seconds_of_move(page)

            values = [float(52 + turn * len(callers) + index) for index in range(len(callers))]  # all of them feasible
            taken, seconds = moved_at_once(callers, values, in_chromium)
            answered += taken
            drawn.append(seconds)
    assert page.locator("[data-testid='stException']").count() == 0
    context.close()
    note = (
        f"one in Chromium, longest {max(drawn):.2f} s; {users - 1} who call the server, longest {max(answered):.2f} s"
    )
    taken = drawn + answered
    record(f"app: {users} users at once, 95th percentile of {len(taken)}", percentile_95(taken), note)
    grown("a move, 95th percentile by the clock", "users at once", users, percentile_95(taken))


def test_ten_users_at_once_all_in_chromium_on_the_servers_machine(browser, address, record):
    pages = [watched(browser, address) for _ in range(USERS)]
    taken = []
    for turn in range(MOVES_OF_EACH):
        for page in pages:
            let_go(page, turn)
        taken += [seconds_of_move(page) for page in pages]
    errors = sum(page.locator("[data-testid='stException']").count() for page in pages)
    for page in pages:
        page.context.close()
    assert errors == 0
    note = f"all {USERS} drawn by the server's own machine; median {sorted(taken)[len(taken) // 2]:.2f} s"
    record(f"app: {USERS} Chromium at once, 95th percentile of {len(taken)}", percentile_95(taken), note)
