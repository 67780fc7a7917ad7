"""A line on which what the server sends comes late: held back until the test lets it go."""

import re

SERVER_ENDS_MS = 4000  # the run whose messages are held back is over, on a machine at work too


class Line:
    """What the server sends, which can be held back while the browser goes on with what it has."""

    def __init__(self, page):
        self.held, self.waiting = False, []
        page.route_web_socket(re.compile("_stcore/stream"), self.join)

    def join(self, browser_side):
        self.browser_side = browser_side
        browser_side.connect_to_server().on_message(self.came)

    def came(self, message):
        if self.held:
            self.waiting.append(message)
        else:
            self.browser_side.send(message)

    def release(self):
        self.held = False
        while self.waiting:
            self.browser_side.send(self.waiting.pop(0))
