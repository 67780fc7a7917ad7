"""The two services that recipes can ask: how each is asked what a table is, and for its figures.

Both answer in JSON-stat 2.0. Statistics Norway's PxWebApi v2 has metadata of its own; Eurostat's statistics API has
none, and is asked for the table of the one country first, which says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

SSB, EUROSTAT = "ssb", "eurostat"
EUROSTAT_PATH = "statistics/1.0/data/"
GEO = "geo"


@dataclass(frozen=True, slots=True)
class Service:
    """One statistical service.

    Parameters
    ----------
    base_url
        Where its API is.
    page
        Where a reader finds a table, the table's code to be added.
    source_prefix
        What the id of a source begins with where the recipe names none.
    """

    name: str
    base_url: str
    page: str
    source_prefix: str


SERVICES: Mapping[str, Service] = {
    SSB: Service(SSB, "https://data.ssb.no/api/pxwebapi/v2/", "https://www.ssb.no/statbank/table/", "ssb_"),
    EUROSTAT: Service(
        EUROSTAT,
        "https://ec.europa.eu/eurostat/api/dissemination/",
        "https://ec.europa.eu/eurostat/databrowser/view/",
        "eurostat_",
    ),
}


def service_of(query: str) -> Service:
    """The service that a query is for."""
    return SERVICES[EUROSTAT if query.startswith(EUROSTAT_PATH) else SSB]


def table_of(query: str) -> str:
    """The table that a query asks for."""
    if query.startswith(EUROSTAT_PATH):
        return query.removeprefix(EUROSTAT_PATH).partition("?")[0]
    return query.split("/")[1]


def eurostat_about(table: str, geo: str) -> str:
    """The query for what a table of Eurostat has for one country: all of it, since there is no other metadata."""
    filters = {"format": "JSON", "lang": "EN", **({GEO: geo} if geo else {})}
    return f"{EUROSTAT_PATH}{quote(table)}?{urlencode(filters)}"


def eurostat_data(table: str, codes: Mapping[str, tuple[str, ...]]) -> str:
    """The query for the figures of these codes, by dimension."""
    filters = [("format", "JSON"), ("lang", "EN"), *((name, code) for name, of in codes.items() for code in of)]
    return f"{EUROSTAT_PATH}{quote(table)}?{urlencode(filters)}"
