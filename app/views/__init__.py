"""One question a page: read the setting, call the engine, show.

Not called ``pages``: Streamlit takes a folder of that name for an app of its own kind, and runs it beside ours.
"""

import re
from functools import cache
from pathlib import Path

PLACE = re.compile(r"^PLACE = (\d+)\b", re.MULTILINE)


@cache
def in_order() -> tuple[str, ...]:
    """Names of the pages, in the address and in the texts, by the place in the menu that each gives itself.

    The places are read, not imported: the first page is not to wait for the others.
    """
    places = {
        file.stem: int(place[1])
        for file in Path(__file__).parent.glob("*.py")
        if (place := PLACE.search(file.read_text(encoding="utf-8")))
    }
    return tuple(sorted(places, key=lambda name: (places[name], name)))
