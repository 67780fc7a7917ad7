"""What a visitor does while the connection is lost is not lost with it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import settled, slider

STATE = "document.querySelector(\"[data-testid='stApp']\").dataset.testConnectionState"


class Line:
    """The connection, which can be lost and come back."""

    def __init__(self, page):
        self.page, self.sides = page, ()
        page.route_web_socket(re.compile("_stcore/stream"), self._join)

    def _join(self, browser_side):
        self.sides = (browser_side, browser_side.connect_to_server())

    def lose(self):
        self.page.route("**/_stcore/health", lambda route: route.abort())
        for side in self.sides:
            side.close()
        self.page.wait_for_function(f"{STATE} !== 'CONNECTED'")

    def come_back(self):
        self.page.unroute("**/_stcore/health")
        self.page.wait_for_function(f"{STATE} === 'CONNECTED'")


@pytest.fixture
def line(tab, app_server):
    line = Line(tab)
    tab.goto(f"{app_server}/?data=publisert")
    slider(tab, "frame").wait_for()
    settled(tab)
    return line


def test_a_weight_that_is_moved_without_a_connection_counts_when_it_is_back(line):
    """The other sliders cannot be moved meanwhile."""
    page = line.page
    line.lose()
    slider(page, "w_msk").focus()
    page.keyboard.press("End")
    page.wait_for_timeout(500)  # longer than a slider waits before it sends
    assert "w_msk" not in page.url
    line.come_back()
    page.wait_for_url("**w_msk=1*")
    expect(slider(page, "w_msk")).to_have_value("100")


def test_nothing_is_asked_of_the_server_where_nothing_was_done_without_a_connection(line):
    page = line.page
    line.lose()
    page.evaluate(
        """() => { window.runs = 0; new MutationObserver(() => { window.runs += 1; }).observe(
            document.querySelector("[data-testid='stApp']"), { attributeFilter: ["data-test-script-state"] }); }"""
    )
    line.come_back()
    page.wait_for_timeout(1500)
    assert page.evaluate("window.runs") == 0
