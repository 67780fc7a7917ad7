"""Completion of commands, options and ids in the shell, by Click: ``_BRANSJEVALG_COMPLETE=bash_source bransjevalg``."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping

import click
from click.shell_completion import shell_complete

from engine.cli.arguments import click_command
from engine.cli.commands import COMMANDS
from engine.cli.commands.command import PROGRAM, Command
from engine.cli.options import BUILT_IN, CRITERIA_NAMES
from engine.dataset.shipped import DEFAULT_DATA, shipped_data
from engine.foundation.locale import DEFAULT_LOCALE

VARIABLE = f"_{PROGRAM.upper()}_COMPLETE"
INDUSTRY_OPTIONS = ("must", "must_not", "industry")


def completed(instruction: str) -> int:
    """Answer the shell: what can stand next, or the script that asks; gives the exit code."""
    return shell_complete(_program(), {}, PROGRAM, VARIABLE, instruction)


def _program() -> click.Group:
    commands: Mapping[str, click.Command] = {name: _command(name, command) for name, command in COMMANDS.items()}
    return click.Group(PROGRAM, commands=dict(commands))


def _command(name: str, command: Command) -> click.Command:
    offered: dict[str, Iterable[str]] = {"data": BUILT_IN, "criteria": CRITERIA_NAMES}
    offered |= dict.fromkeys(INDUSTRY_OPTIONS, _industries())
    if command.takes.startswith("ID"):
        offered["arguments"] = _industries()
    made = click_command(name, command.options, command.takes, offered)
    made.short_help = DEFAULT_LOCALE.text(f"cli.command_{name}")
    return made


def _industries() -> tuple[str, ...]:
    """Ids of the industries in the built-in data that hold where none is named; nothing is calculated."""
    with (shipped_data() / DEFAULT_DATA / "industries.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(row["industry_id"] for row in csv.DictReader(file))
