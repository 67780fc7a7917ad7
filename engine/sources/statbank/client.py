"""Answers of a PxWebApi v2 server, asked for politely: paced, tried again with back-off, bounded in time and size."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from engine.foundation.errors import InputError, Problem
from engine.sources.statbank.services import SERVICES, SSB

if TYPE_CHECKING:
    from requests import Response, Session
    from urllib3.util import Retry

    from engine.sources.statbank.deadline import WatchedAdapter

BASE_URL = SERVICES[SSB].base_url
PROGRAM = "bransjevalg"
JSON_TYPES = ("application/json", "application/jsonstat", "application/vnd.json-stat2+json")
TRY_AGAIN = (429, 500, 502, 503, 504)
CHUNK = 64 * 1024
MOST_SAID = 2_000  # bytes of an error answer that are read for its title


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much: seconds, bytes, tries.

    ``pace`` is the least time between two calls: the server's guide allows 30 calls a minute.
    ``total`` is for one answer with all its tries and waits.
    """

    connect: float = 10.0
    read: float = 30.0
    total: float = 180.0
    pace: float = 2.0
    tries: int = 5
    backoff: float = 1.0
    bytes: int = 64 * 1024 * 1024
    redirects: int = 3


class _Failed(Exception):
    """One try failed in a way that another may not; ``problem`` is what to say where all did.

    ``offline`` failures are tried once more only: a machine without a network should not wait to say so.
    """

    def __init__(self, problem: Problem, response: Response | None = None, *, offline: bool = False) -> None:
        self.problem, self.response, self.offline = problem, response, offline
        super().__init__(problem.code)


@dataclass(slots=True)
class Client:
    """Asks one server. ``sleep`` and ``clock`` are given in tests, so that nothing waits there."""

    base_url: str = BASE_URL
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last_call: float | None = None

    def __post_init__(self) -> None:
        self.base_url = checked_base(self.base_url)

    def url(self, path: str) -> str:
        """The full address of ``path`` at this server."""
        return urljoin(self.base_url, path)

    def get(self, path: str) -> bytes:
        """The JSON that the server answers with, as it came.

        Raises
        ------
        InputError
            With one problem: no contact, no answer in time, an answer that is refused, broken off, too large or not
            JSON. Temporary failures (429, 5xx, a broken line) are tried again, with the wait that the server asks for.
        """
        from engine.sources.statbank.deadline import Deadline

        url = self.url(path)
        session, adapter = self._open_session()
        with Deadline(self.limits.total) as deadline:
            adapter.deadline = deadline
            try:
                answer = self._tried(session, url, self.clock() + self.limits.total)
            except InputError:
                if not deadline.passed:
                    raise
            finally:
                session.close()  # a connection that is kept would be watched by nobody
            if deadline.passed:  # headers that end in the middle look whole
                raise InputError(Problem("statbank_stalled", url))
            return answer

    def _tried(self, session: Session, url: str, ends: float) -> bytes:
        """The answer of the first try that is not temporarily refused."""
        from urllib3.exceptions import ConnectTimeoutError, MaxRetryError
        from urllib3.util import Retry

        retry = Retry(total=self.limits.tries - 1, connect=1, backoff_factor=self.limits.backoff)
        while True:
            try:
                return self._once(session, url, ends)
            except _Failed as failed:
                try:
                    error = ConnectTimeoutError() if failed.offline else None
                    raw = None if failed.response is None else failed.response.raw
                    retry = retry.increment("GET", url, raw, error)
                except MaxRetryError:
                    raise InputError(failed.problem) from None
                self._wait(_wait_for(retry, failed), ends, failed.problem)

    def _once(self, session: Session, url: str, ends: float) -> bytes:
        """One try, redirects at the same server followed."""
        for _ in range(self.limits.redirects + 1):
            self._keep_pace()
            with self._answer(session, url) as response:
                if not response.is_redirect:
                    return self._checked(response, url, ends)
                target = urljoin(url, response.headers["location"])
            if urlsplit(target)[:2] != urlsplit(url)[:2]:
                raise InputError(Problem("statbank_redirect", url, given=target))
            url = target
        raise InputError(Problem("statbank_redirect", url, given=url))

    def _answer(self, session: Session, url: str) -> Response:
        import requests

        timeout = (self.limits.connect, self.limits.read)
        try:
            return session.get(url, timeout=timeout, stream=True, allow_redirects=False)
        except requests.exceptions.SSLError:
            raise InputError(Problem("statbank_tls", url)) from None
        except requests.ReadTimeout:
            raise _Failed(Problem("statbank_stalled", url)) from None
        except requests.ConnectionError as error:
            reason = _reason(error)
            if reason == "ProtocolError":
                raise _Failed(Problem("statbank_broken_off", url)) from None
            raise _Failed(Problem("statbank_no_contact", url, given=reason), offline=True) from None
        except (requests.RequestException, UnicodeError) as error:
            raise InputError(Problem("statbank_no_contact", url, given=type(error).__name__)) from None

    def _checked(self, response: Response, url: str, ends: float) -> bytes:
        status = response.status_code
        if status in TRY_AGAIN:
            code = "statbank_too_many_calls" if status == 429 else "statbank_status"
            raise _Failed(Problem(code, url, given=str(status), more={"said": ""}), response)
        if status != 200:
            title = _title(self._body(response, url, ends, MOST_SAID, cut=True))
            raise InputError(Problem("statbank_status", url, given=str(status), more={"said": title}))
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in JSON_TYPES:
            raise InputError(Problem("statbank_not_json", url, given=kind or "?"))
        return self._body(response, url, ends, self.limits.bytes)

    def _body(self, response: Response, url: str, ends: float, most: int, cut: bool = False) -> bytes:
        """The decoded body; its size and the time are watched while it comes, not after."""
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        body = bytearray()
        try:
            while chunk := response.raw.read1(CHUNK, decode_content=True):
                body += chunk
                if len(body) > most:
                    if cut:
                        return bytes(body[:most])
                    raise InputError(Problem("statbank_too_large", url, given=str(most // (1024 * 1024))))
                if self.clock() > ends:
                    raise InputError(Problem("statbank_stalled", url))
        except ReadTimeoutError:
            raise _Failed(Problem("statbank_stalled", url)) from None
        except (HTTPError, OSError):
            raise _Failed(Problem("statbank_broken_off", url)) from None
        return bytes(body)

    def _wait(self, seconds: float, ends: float, problem: Problem) -> None:
        if self.clock() + seconds > ends:
            raise InputError(problem)
        if seconds:
            self.sleep(seconds)

    def _keep_pace(self) -> None:
        if self._last_call is not None:
            rest = self._last_call + self.limits.pace - self.clock()
            if rest > 0:
                self.sleep(rest)
        self._last_call = self.clock()

    def _open_session(self) -> tuple[Session, WatchedAdapter]:
        from importlib.metadata import version

        import requests

        from engine.sources.statbank.deadline import WatchedAdapter

        session, adapter = requests.Session(), WatchedAdapter()
        for scheme in ("https://", "http://"):
            session.mount(scheme, adapter)
        session.headers.update(
            {"User-Agent": f"{PROGRAM}/{version(PROGRAM)}", "Accept": "application/json", "Accept-Encoding": "gzip"}
        )
        # No password file and no proxy comes between this machine and itself.
        session.trust_env = not _is_loopback(urlsplit(self.base_url).hostname or "")
        return session, adapter


def checked_base(address: str) -> str:
    """The address of a server, ending in ``/``: https, or http at this machine only.

    Raises ``InputError`` for any other.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise InputError(Problem("statbank_bad_address", given=address)) from None
    plain = parts.scheme == "http" and _is_loopback(host)
    if not host or parts.username or parts.query or parts.fragment or not (plain or parts.scheme == "https"):
        raise InputError(Problem("statbank_bad_address", given=address))
    return address if address.endswith("/") else f"{address}/"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wait_for(retry: Retry, failed: _Failed) -> float:
    """Seconds until the next try: what the server asks for, else the back-off."""
    from urllib3.exceptions import InvalidHeader

    try:
        asked = None if failed.response is None else retry.get_retry_after(failed.response.raw)
    except InvalidHeader:
        asked = None
    return retry.get_backoff_time() if asked is None else asked


def _reason(error: Exception) -> str:
    """The machine's own word for why there is no contact."""
    inner = error.args[0] if error.args else error
    return type(getattr(inner, "reason", None) or inner).__name__


def _title(body: bytes) -> str:
    """What an error answer says in its ``title``; empty where it is none of PxWebApi's."""
    import json

    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    title = answer.get("title") if isinstance(answer, dict) else None
    return f": {title}" if isinstance(title, str) else ""
