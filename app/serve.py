"""The app's server: Streamlit's own, which makes ready what every first page needs while the first browser loads.

``python -m app.serve --server.port=8501``: the options are those of ``streamlit run``.
"""

from __future__ import annotations

import gc
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Thread

from streamlit import net_util, runtime
from streamlit.runtime import RuntimeState
from streamlit.web import cli

from engine.foundation.locale import DEFAULT_LOCALE

ENTRY = Path(__file__).with_name("main.py")
ON_PURPOSE = "--global.disableWidgetStateDuplicationWarning=true"
"""A widget's value is both what the app holds and its default (``app.shell.widgets.widget``)."""
POLL_SECONDS = 0.02
TURN_SECONDS = 0.001
"""How long a visitor's thread calculates before another gets its turn. Python's own 5 ms is long for the one that
sends all visitors their pages, a message at a time."""


def main(options: list[str]) -> None:
    """Serve until stopped."""
    sys.setswitchinterval(TURN_SECONDS)
    # Streamlit would ask a server on the internet what this machine is called there, at start and for every visitor
    # from an address that it does not know.
    net_util.get_external_ip = lambda: None
    Thread(target=_make_ready_once_up, daemon=True).start()
    cli.main(["run", str(ENTRY), ON_PURPOSE, *options], prog_name="streamlit")


def _make_ready_once_up() -> None:
    # Not before: the two would only take turns, and the browser has its own loading to do first.
    while not runtime.exists() or runtime.get_instance().state is RuntimeState.INITIAL:
        time.sleep(POLL_SECONDS)
    make_ready()
    # Streamlit looks for garbage in all that is in memory after every run. What is loaded by now never is any: without
    # it, each move of a slider costs the server a tenth of a second less.
    gc.collect()
    gc.freeze()


def make_ready() -> None:
    """Load the first page, read the data it opens on, and calculate and draw what it shows."""
    import_module("app.views.ranking")
    from app.figures.charts import ranking_chart
    from app.shell import cache as cached
    from app.shell.data_sets import for_everybody
    from app.shell.setting import Setting
    from engine.foundation.errors import InputError

    # The page itself says what is wrong with data that cannot be used.
    with suppress(InputError):
        outcome = cached.file_outcome(for_everybody()[0])
        cached.echo(Setting(for_everybody()[0]))
        ranking_chart(outcome.scores, outcome.selected, DEFAULT_LOCALE).to_json()


if __name__ == "__main__":
    main(sys.argv[1:])
