"""A PxWebApi v2 server on this machine that answers, stalls, breaks off, limits the rate and lies as it is told."""

import http.server
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote

JSON = "application/json; charset=utf-8"


@dataclass
class Reply:
    """One answer: a length other than the body's breaks it off; ``hold`` stalls until the server closes.

    ``chunks`` are sent one by one instead of the body, and the end of them only where ``ended``. ``trickled`` sends the
    first line and then one header after another, each soon enough, for ten seconds.
    """

    body: bytes = b"{}"
    status: int = 200
    headers: dict = field(default_factory=dict)
    content_type: str = JSON
    length: int | None = None
    hold: bool = False
    drop: bool = False
    chunks: tuple = ()
    ended: bool = True
    trickled: bool = False


class StatBank:
    """``replies`` are given one after the other to each path (the part before ``?``); the last one stays."""

    def __init__(self):
        self.replies, self.asked, self.agents = {}, [], []
        self.closing = threading.Event()

    def says(self, path, *replies):
        self.replies[path] = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]

    def reply_to(self, target):
        self.asked.append(unquote(target))
        waiting = self.replies.get(target.partition("?")[0], [Reply(b"{}", 404)])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        bank = self.server.bank
        bank.agents.append(self.headers["User-Agent"])
        reply = bank.reply_to(self.path)
        if reply.drop:
            self.close_connection = True
            return
        if reply.trickled:
            self.trickle(reply)
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        if reply.chunks:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.chunks:
            self.send_chunks(reply)
            return
        self.wfile.write(reply.body)
        if reply.hold:
            self.wfile.flush()
            bank.closing.wait(20)
        if reply.length is not None or reply.hold:
            self.close_connection = True

    def trickle(self, reply):
        self.wfile.write(f"HTTP/1.1 {reply.status} OK\r\nContent-Type: application/json\r\n".encode())
        for index in range(200):
            self.wfile.write(f"X-{index}: ".encode())
            self.wfile.flush()
            if self.server.bank.closing.wait(0.05):
                break
            self.wfile.write(b"a\r\n")
        self.close_connection = True

    def send_chunks(self, reply):
        for chunk in reply.chunks:
            self.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        if reply.ended:
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = not reply.ended

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass  # clients that give up are what is tested


@contextmanager
def serving():
    """The server and its address."""
    server = Server(("127.0.0.1", 0), Handler)
    server.bank = StatBank()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.bank, f"http://127.0.0.1:{server.server_port}/v2/"
    finally:
        server.bank.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def closed_port():
    """The number of a port where nobody answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
