"""One deadline for a whole exchange with a server: connection, headers, body and all tries.

A time-out of the socket starts anew with every byte that comes, so a server that drips keeps its caller for ever. Here
the connection itself is ended when the time is over, whatever is being read from it.
"""

from __future__ import annotations

import socket
from threading import Lock, Timer
from types import TracebackType
from typing import Any

from requests.adapters import HTTPAdapter


class Deadline:
    """Ends every connection that it watches when ``seconds`` are over; ``passed`` says whether that has happened."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._watched: list[socket.socket] = []
        self._lock = Lock()
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True

    def watch(self, connection: socket.socket) -> None:
        """Take a connection in; it stays the caller's own."""
        with self._lock:
            # A duplicate: TLS takes the socket itself over, and an answer outlives its connection object.
            self._watched.append(connection.dup())
        if self.passed:
            self._end()

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for connection in self._watched:
                connection.close()
            self._watched.clear()

    def _end(self) -> None:
        self.passed = True
        with self._lock:
            for connection in self._watched:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # has ended by itself


class WatchedAdapter(HTTPAdapter):
    """Connections of ``requests`` that ``deadline`` watches from the moment they are made."""

    deadline: Deadline | None = None

    def get_connection_with_tls_context(self, *arguments: Any, **options: Any) -> Any:
        """The pool of connections for one request, as ``requests`` asks for it."""
        pool = super().get_connection_with_tls_context(*arguments, **options)
        kind, adapter = type(pool).ConnectionCls, self

        class Watched(kind):  # type: ignore[misc, valid-type]
            def _new_conn(self) -> socket.socket:
                made: socket.socket = super()._new_conn()
                if adapter.deadline is not None:
                    adapter.deadline.watch(made)
                return made

        pool.ConnectionCls = Watched
        return pool
