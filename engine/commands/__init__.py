"""The commands of the command line, a module for each part of the work; ``cli.py`` runs them.

A new command is a function from what was given to an ``Answer``, one line in its module's ``COMMANDS`` and its words in
``texts/cli.toml``. Everything heavy is imported inside the functions, so that ``--help`` is quick.
"""

from engine.commands.choosing import COMMANDS as CHOOSING
from engine.commands.command import Command
from engine.commands.document import COMMANDS as DOCUMENT
from engine.commands.firmness import COMMANDS as FIRMNESS
from engine.commands.intake import COMMANDS as INTAKE
from engine.commands.microdata import COMMANDS as MICRODATA
from engine.commands.prevention import COMMANDS as PREVENTION
from engine.commands.scenario import COMMANDS as SCENARIO
from engine.commands.showing import COMMANDS as SHOWING
from engine.commands.statbank import COMMANDS as STATBANK
from engine.commands.transfer import COMMANDS as TRANSFER

COMMANDS: dict[str, Command] = {
    **CHOOSING,
    **FIRMNESS,
    **TRANSFER,
    **INTAKE,
    **STATBANK,
    **MICRODATA,
    **PREVENTION,
    **SCENARIO,
    **SCENARIO,
    **DOCUMENT,
    **SHOWING,
}
"""Every command by name, in the order of the help."""
