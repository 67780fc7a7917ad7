"""Questions to Statistics Norway's server: one at a time for all visitors, while the page says what it waits for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

import streamlit as st

from app.shell.background_task import beside
from app.shell.wording import literal
from engine.cli.app_process import statbank_address
from engine.foundation.locale import Locale
from engine.sources.statbank.client import BASE_URL, Client, Limits
from engine.sources.statbank.services import EUROSTAT, SERVICES

Found = TypeVar("Found")
PATIENCE = Limits(read=20, total=60, tries=3)  # a visitor who has left keeps the others waiting no longer
_ONE_AT_A_TIME = Lock()


@lru_cache(maxsize=2)
def client_of(address: str) -> Client:
    """One client for everybody, so that the server is asked no faster for many visitors than for one."""
    return Client(address, PATIENCE)


def eurostat_client(client: Client) -> Client:
    """Whom recipes for Eurostat ask: its own server, unless the app was started with another one for all."""
    return client_of(SERVICES[EUROSTAT].base_url) if client.base_url == BASE_URL else client


def asked(question: Callable[..., Found], locale: Locale, *, telling: bool = False) -> Found:
    """What ``question`` makes of the server's answers; it is given the client.

    With ``telling`` it is given a function too, to call with the number of each table it reads. Raises what the
    question does.
    """
    place = st.empty()

    def work(tell: Callable[..., None]) -> Found:
        tell(locale.text("app_official.others_first"))
        with _ONE_AT_A_TIME:
            tell(locale.text("app_official.connecting"))
            more: tuple[Any, ...] = ((lambda table: tell(_reading(table, locale))),) if telling else ()
            return question(client_of(statbank_address()), *more)

    def show(message: str) -> None:
        place.info(f"{literal(message)} {locale.text('app_official.waiting')}", icon=":material/hourglass_top:")

    try:
        return beside(work, show)
    finally:
        place.empty()


def _reading(table: str, locale: Locale) -> str:
    return locale.text("statbank.fetching", table=table)
