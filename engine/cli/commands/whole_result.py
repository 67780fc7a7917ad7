"""Commands that check a whole folder and show the whole result: the workbook and the app."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import Command, say, version
from engine.cli.options import (
    CRITERIA,
    DATA,
    LANGUAGE,
    SELECTION,
    SHARED,
    asked_criteria,
    asked_scores,
    changed_criteria,
    criteria_path,
    data_path,
)

if TYPE_CHECKING:
    from engine.results.renderers import Answer


def validate(given: Given) -> Answer:
    """Every problem in a data folder, and in a criteria file asked of it where one is given."""
    from engine.results.folder_check import check
    from engine.results.renderers import problems_answer

    asked = criteria_path(given) if given.one("criteria") or given.one("weights") else None
    return problems_answer(check(data_path(given), asked, given.one("weights")), given.locale)


def export(given: Given) -> Answer:
    """The workbook for STAMI; without a selection where the criteria file asks for none."""
    from datetime import date

    from engine.output.files import check_workbook, write_out
    from engine.output.workbook import workbook_bytes
    from engine.results.basis import warning
    from engine.results.renderers import workbook_answer
    from engine.results.stami_workbook import whole_workbook
    from engine.robustness.acceptability import acceptability
    from engine.selection.portfolio_problem import selection_problem
    from engine.selection.select import select as best_selection

    out, made = check_workbook(given.one("out")), date.today()
    criteria = changed_criteria(given)
    scores = asked_scores(given, criteria, to_select=criteria.selection is not None)
    result = best_selection(selection_problem(scores)) if criteria.selection else None
    robustness = acceptability(scores) if result is not None and scores.root_members else None
    unset = asked_scores(given, asked_criteria(given)) if result else None
    contents = whole_workbook(
        scores,
        result,
        robustness,
        made,
        version(),
        given.locale,
        link=given.one("link") or "",
        file_key=selection_problem(unset).key if unset else None,
    )
    content = workbook_bytes(made, contents, warning(scores.dataset, given.locale), given.locale)
    write_out(out, lambda path: path.write_bytes(content))
    return workbook_answer(out, contents, given.locale)


def app(given: Given) -> int:
    """The app, in place of this program; data and criteria are checked here, where a mistake is one line."""
    from engine.cli import app_process as app_server
    from engine.sources.statbank.client import checked_base

    host, port = given.one("host") or app_server.DEFAULT_HOST, given.one("port") or app_server.DEFAULT_PORT
    asked_scores(given, asked_criteria(given), to_select=True)
    checked = app_server.checked_port(port)
    app_server.check_free(host, checked)
    statbank = checked_base(base_url) if (base_url := given.one("base_url")) else None
    say(given.locale.text("cli.opening", address=f"http://{host}:{checked}"))
    named = given.one("data") or given.one("criteria")
    data, criteria = (data_path(given), criteria_path(given)) if named else (None, None)
    environment = app_server.start_environment(data, criteria, os.environ, statbank)
    return app_server.run(app_server.start_command(host, checked), environment)


COMMANDS = {
    "validate": Command(validate, takes=DATA.metavar),
    "export": Command(export, (Option("--link", "URL"), *SELECTION, *SHARED), writes_out=True),
    "app": Command(
        app,
        (Option("--port", "PORT"), Option("--host", "ADRESSE"), DATA, CRITERIA, Option("--base-url", "URL"), LANGUAGE),
    ),
}
