"""A small table as PxWebApi v2 gives it, and a recipe for it."""

import copy
import json

LABELS = {
    "Kjonn": ("kjønn", {"0": "Begge kjønn", "1": "Menn", "2": "Kvinner"}),
    "NACE2007": (
        "næring (SN2007)",
        {"00-99": "Alle næringer", "45-47": "45-47 Varehandel", "84": "Offentlig administrasjon", "xx": "Annet"},
    ),
    "Sykefraver2": ("type sykefravær", {"Alt": "Egenmeldt og legemeldt", "L": "Legemeldt"}),
    "ContentsCode": ("statistikkvariabel", {"SykefravProsent": "Sykefraværsprosent"}),
    "Tid": ("kvartal", {"2024K3": "2024K3", "2024K4": "2024K4"}),
}

RECIPE = """
table = "12441"
target = "group_values"
classification = "SN2007"
verified = "2026-01-01"

[industry]
dimension = "NACE2007"
total = "Alle næringer"

[time]
dimension = "Tid"
values = ["top(2)"]

[select]
Kjonn = "0"
ContentsCode = "SykefravProsent"

[[indicator]]
id = "absence"
unit = "percent"
select = { "type sykefravær" = "Legemeldt" }
"""

SELECTED = {
    "Kjonn": ["0"],
    "NACE2007": ["00-99", "45-47", "84", "xx"],
    "Sykefraver2": ["L"],
    "ContentsCode": ["SykefravProsent"],
    "Tid": ["2024K3", "2024K4"],
}
VALUES = [5.1, 5.5, 4.7, None, 6.0, 0, 3.3, 3.4]
STATUS = {"3": ":", "5": ".."}


def dataset(codes=None, labels=None, **changes):
    """A JSON-stat dataset with these codes of each dimension; links and extensions as the server writes them."""
    labels = labels or LABELS
    codes = codes or {name: list(values) for name, (_, values) in labels.items()}
    data = {
        "version": "2.0",
        "class": "dataset",
        "href": "https://data.ssb.no/api/pxwebapi/v2/tables/12441/metadata?lang=no",
        "label": "12441: Sykefravær, etter kjønn, næring (SN2007), type og kvartal",
        "source": "Statistisk sentralbyrå",
        "updated": "2025-02-27T07:00:00Z",
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "id": list(codes),
        "size": [len(selected) for selected in codes.values()],
        "dimension": {
            name: {
                "label": labels[name][0],
                "category": {
                    "index": {code: index for index, code in enumerate(chosen)},
                    "label": {code: labels[name][1][code] for code in chosen},
                },
                "link": {"describedby": [{"extension": {name: "urn:ssb:classification:klass:6"}}]},
                "extension": {"elimination": False, "show": "value"},
            }
            for name, chosen in codes.items()
        },
        "extension": {"px": {"tableid": "12441", "decimals": 1}},
    }
    return copy.deepcopy(data) | changes


def content(data):
    return json.dumps(data, ensure_ascii=False).encode()


METADATA = content(dataset())
DATA = content(dataset(SELECTED, value=VALUES, status=STATUS))


def answers(bank, metadata=METADATA, data=DATA, table="12441"):
    """Let the server answer with these."""
    bank.says(f"/v2/tables/{table}/metadata", metadata)
    bank.says(f"/v2/tables/{table}/data", data)


def found(**changes):
    """What the server answers to a search: the first has the changes, the second is no longer updated."""
    table = {
        "type": "Table",
        "id": "12441",
        "label": "12441: Sykefravær, etter næring",
        "description": "",
        "updated": "2025-02-27T07:00:00Z",
        "firstPeriod": "2000",
        "lastPeriod": "2024",
        "category": "public",
        "variableNames": ["kjønn", "næring (SN2007)", "år"],
        "source": "Statistisk sentralbyrå",
        "timeUnit": "Annual",
        "links": [],
    }
    page = {"pageNumber": 1, "pageSize": 50, "totalElements": 61, "totalPages": 2, "links": []}
    return {
        "language": "no",
        "tables": [
            table | changes,
            table | {"id": "08816", "label": "08816: Sykefravær, avsluttet", "discontinued": True},
        ],
        "page": page,
    }
