"""Visitors without a browser: they speak the app's own protocol, so that ten of them cost the server, not the machine.

Ten visitors sit at ten machines. Ten Chromium on the server's own machine take its processor for drawing.
"""

import time
from contextlib import ExitStack, contextmanager
from threading import Barrier, Thread

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

WAIT_SECONDS = 60


class Caller:
    """One visitor; ``message`` is a move of a slider as a browser sends it."""

    def __init__(self, connection, message):
        self.connection, self.message = connection, message

    def open(self):
        """Seconds until the first page is here."""
        first = BackMsg.FromString(self.message)
        first.rerun_script.ClearField("widget_states")
        first.rerun_script.query_string = ""
        return self.ask(first)

    def ask(self, message):
        """Seconds until the whole answer is here."""
        asked = time.perf_counter()
        self.connection.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(self.connection.recv(timeout=WAIT_SECONDS))
            assert answer.delta.new_element.WhichOneof("type") != "exception"
            if answer.WhichOneof("type") == "script_finished":
                assert answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return time.perf_counter() - asked

    def move(self, value):
        """Seconds from letting go of the equal share at ``value`` to the whole answer."""
        message = BackMsg.FromString(self.message)
        share = next(
            widget for widget in message.rerun_script.widget_states.widgets if widget.id.endswith("-equal_share")
        )
        share.double_array_value.data[:] = [value]
        return self.ask(message)


@contextmanager
def called(address, number, message):
    """So many visitors who have the first page."""
    with ExitStack() as stack:
        stream = address.replace("http", "ws", 1) + "/_stcore/stream"
        connections = [stack.enter_context(connect(stream, max_size=None)) for _ in range(number)]
        callers = [Caller(connection, message) for connection in connections]
        for caller in callers:
            caller.open()
        yield callers


def moved_at_once(callers, values, meanwhile):
    """What each waits for when all let go as ``meanwhile`` does; and what ``meanwhile`` gives."""
    together, taken = Barrier(len(callers) + 1), []

    def let_go(caller, value):
        together.wait()
        taken.append(caller.move(value))

    threads = [Thread(target=let_go, args=pair) for pair in zip(callers, values, strict=True)]
    for thread in threads:
        thread.start()
    given = meanwhile(together.wait)
    for thread in threads:
        thread.join()
    assert len(taken) == len(callers)
    return taken, given
