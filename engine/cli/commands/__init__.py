"""The commands of the command line, a module for each part of the work; ``cli.py`` runs them.

A new command is a function from what was given to an ``Answer``, one line in its module's ``COMMANDS`` and its words in
``texts/<language>/cli.toml``. Everything heavy is imported inside the functions, so that ``--help`` is quick.
"""

from engine.cli.commands.command import Command
from engine.cli.commands.document import COMMANDS as DOCUMENT
from engine.cli.commands.intake import COMMANDS as INTAKE
from engine.cli.commands.microdata import COMMANDS as MICRODATA
from engine.cli.commands.planning import COMMANDS as PLANNING
from engine.cli.commands.prevention import COMMANDS as PREVENTION
from engine.cli.commands.robustness import COMMANDS as ROBUSTNESS
from engine.cli.commands.scenario import COMMANDS as SCENARIO
from engine.cli.commands.selection import COMMANDS as SELECTING
from engine.cli.commands.statbank import COMMANDS as STATBANK
from engine.cli.commands.transfer import COMMANDS as TRANSFER
from engine.cli.commands.whole_result import COMMANDS as WHOLE_RESULT

COMMANDS: dict[str, Command] = {
    **SELECTING,
    **ROBUSTNESS,
    **PLANNING,
    **TRANSFER,
    **INTAKE,
    **STATBANK,
    **MICRODATA,
    **PREVENTION,
    **SCENARIO,
    **SCENARIO,
    **DOCUMENT,
    **WHOLE_RESULT,
}
"""Every command by name, in the order of the help."""
