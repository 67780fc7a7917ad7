"""A line on which what the server sends comes late: held back until the test lets it go."""

import re

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LOOK_MS = 25
LOOKS = 2400  # in all
QUIET_LOOKS = 20  # a run may begin the next one


class Line:
    """What the server sends, which can be held back while the browser goes on with what it has."""

    def __init__(self, page):
        self.held, self.waiting, self.counted = False, [], 0
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

    def server_ends(self, page):
        """Waits until one more run whose messages are held back is over, and none has followed."""
        quiet, seen = 0, 0
        for _ in range(LOOKS):
            page.wait_for_timeout(LOOK_MS)
            quiet = quiet + 1 if self.ended() > self.counted and len(self.waiting) == seen else 0
            seen = len(self.waiting)
            if quiet == QUIET_LOOKS:
                self.counted = self.ended()
                return
        raise AssertionError("the server has not ended a run")

    def ended(self):
        return sum(ForwardMsg.FromString(message).WhichOneof("type") == "script_finished" for message in self.waiting)
