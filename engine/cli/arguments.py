"""What stands after a command on the command line: options to values, every mistake as a problem, and the help.

Click parses; its exceptions become the project's own problems, in the user's language.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import click

from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import DEFAULT_LANGUAGE, LANGUAGES, Locale, area

Completer = Callable[[click.Context, click.Parameter, str], list[str]]

HELP_FLAGS = ("--help", "-h")
_NEGATIVE_NUMBER = re.compile(r"-\.?\d")
_HELP_INDENT = 28
_HELP_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Option:
    """One option of the command line; its meaning stands in ``texts/<language>/cli.toml``.

    ``many`` can be given several times. ``choices`` are all that it takes. A ``switch`` takes no value.
    """

    flag: str
    metavar: str = ""
    many: bool = False
    choices: tuple[str, ...] = ()
    switch: bool = False

    @property
    def name(self) -> str:
        """What commands and texts call it."""
        return self.flag.removeprefix("--").replace("-", "_")

    @property
    def usage(self) -> str:
        """As the help writes it."""
        return self.flag if self.switch else f"{self.flag} {self.metavar or '|'.join(self.choices)}"


@dataclass(frozen=True, slots=True)
class Given:
    """What the user gave: values by option name, in order, and the arguments that belong to no option."""

    values: Mapping[str, tuple[str, ...]]
    arguments: tuple[str, ...] = ()

    def one(self, name: str) -> str | None:
        """The value of an option, None where it was not given."""
        return self.values[name][0] if name in self.values else None

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of an option that can be given several times."""
        return self.values.get(name, ())

    @property
    def locale(self) -> Locale:
        """The language of the answer."""
        return Locale(self.one("lang") or DEFAULT_LANGUAGE)


def parsed(program: str, options: Sequence[Option], takes: str, words: Iterable[str]) -> Given:
    """The options and arguments among ``words``.

    Parameters
    ----------
    takes
        What the command's arguments are called; empty where it takes none.

    Raises ``InputError`` with the first option that does not exist, lacks its value, stands twice or has another value
    than its choices, or with an argument of a command that takes none: one mistake often looks like several.
    """
    words = tuple(words)
    command = click_command(program, options, takes)
    try:
        parameters = command.make_context(program, list(words)).params
    except click.UsageError as error:
        raise InputError(_problem(error, program, options, words)) from None
    arguments = parameters.pop("arguments")
    if arguments and not takes:
        flags = tuple(option.flag for option in options)
        raise InputError(Problem("cli_argument", place=program, given=arguments[0], allowed=flags))
    values = {option.name: _given(parameters[option.name], option) for option in options if parameters[option.name]}
    for option in options:
        if len(values.get(option.name, ())) > 1 and not option.many:
            twice = Problem("cli_twice", place=f"{program} {option.flag}", given=values[option.name][1])
            raise InputError(twice)
    return Given(values, arguments)


def click_command(
    program: str, options: Sequence[Option], takes: str, offered: Mapping[str, Iterable[str]] = MappingProxyType({})
) -> click.Command:
    """The command as Click knows it: every option as often as anybody writes it, and any number of arguments.

    ``offered`` is what the shell completes an option (or ``arguments``) to, where that is not its choices.
    """
    parameters = [_parameter(option, _completer(offered.get(option.name))) for option in options]
    complete = _completer(offered.get("arguments"))
    rest = click.Argument(["arguments"], nargs=-1, metavar=takes, shell_complete=complete)
    return click.Command(program, params=[*parameters, rest], add_help_option=False)


class _Value(click.ParamType[str]):
    """Any text but none; what looks like the next option is none."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value or _is_flag(value):
            flag = param.opts[0] if param is not None else ""
            raise click.BadOptionUsage(flag, "no value", ctx)
        return value


def _completer(offered: Iterable[str] | None) -> Completer | None:
    if offered is None:
        return None
    return lambda _context, _parameter, start: [choice for choice in offered if choice.startswith(start)]


def _parameter(option: Option, complete: Completer | None) -> click.Option:
    if option.switch:
        return click.Option([option.flag, option.name], count=True)
    kind = click.Choice(option.choices) if option.choices else _Value()
    return click.Option([option.flag, option.name], multiple=True, type=kind, shell_complete=complete)


def _given(value: int | tuple[str, ...], option: Option) -> tuple[str, ...]:
    return (option.flag,) * value if isinstance(value, int) else value


def _problem(error: click.UsageError, program: str, options: Sequence[Option], words: Sequence[str]) -> Problem:
    """What Click refused, in the project's own words."""
    by_flag = {option.flag: option for option in options}
    if isinstance(error, click.NoSuchOption):
        return Problem("unknown", place=program, given=error.option_name, allowed=tuple(by_flag))
    if isinstance(error, click.BadOptionUsage):
        flag = error.option_name
        place, option = f"{program} {flag}", by_flag[flag]
        if option.switch:
            given = next(word.partition("=")[2] for word in words if word.startswith(f"{flag}="))
            return Problem("cli_switch", place=place, given=given)
        return Problem("cli_no_value", place=place, allowed=(option.usage,))
    assert isinstance(error, click.BadParameter)
    assert error.param is not None
    option = by_flag[error.param.opts[0]]
    place, wrong = f"{program} {option.flag}", _refused(option, words)
    if not wrong or _is_flag(wrong):
        return Problem("cli_no_value", place=place, allowed=(option.usage,))
    return Problem("unknown", place=place, given=wrong, allowed=option.choices)


def _refused(option: Option, words: Sequence[str]) -> str:
    """The first value of an option that is none of its choices."""
    values = [
        follows if word == option.flag else word.partition("=")[2]
        for word, follows in pairwise([*words, ""])
        if word.partition("=")[0] == option.flag
    ]
    return next(value for value in values if value not in option.choices)


def asks_for_help(words: Iterable[str]) -> bool:
    """Whether the user wants the help instead of the answer."""
    return any(word in HELP_FLAGS for word in words)


def chosen_locale(words: Iterable[str]) -> Locale:
    """The language asked for, found before the rest is parsed: mistakes are told in it."""
    words = list(words)
    values = dict(pairwise([*words, ""])) | dict(word.split("=", 1) for word in words if "=" in word)
    asked = values.get("--lang", "")
    return Locale(asked if asked in LANGUAGES else DEFAULT_LANGUAGE)


def help_text(program: str, command: str, options: Sequence[Option], takes: str, locale: Locale) -> str:
    """What one command does and each of its options."""
    usage = f"{program} {takes and f'[{takes}] '}[{locale.text('cli.options')}]"
    lines = [f"{locale.text('cli.usage')}{usage}", "", locale.text(f"cli.command_{command}"), ""]
    lines += [_explained(option.usage, option_meaning(command, option, locale)) for option in options]
    return "\n".join([*lines, _explained(", ".join(HELP_FLAGS), locale.text("cli.option_help"))]) + "\n"


def option_meaning(command: str, option: Option, locale: Locale) -> str:
    """What an option does in one command: most mean the same in all of them."""
    own = f"option_{option.name}_of_{command}"
    return locale.text(f"cli.{own}" if own in area("cli") else f"cli.option_{option.name}")


def overview(program: str, commands: Iterable[str], locale: Locale) -> str:
    """Every command in a line."""
    words = f"{locale.text('cli.command_word')} [{locale.text('cli.options')}]"
    lines = [
        f"{locale.text('cli.usage')}{program} {words}",
        "",
        locale.text("cli.about"),
        "",
        *(_explained(command, locale.text(f"cli.command_{command}")) for command in commands),
        "",
        _explained("--help, --version", locale.text("cli.more_help")),
    ]
    return "\n".join(lines) + "\n"


def _is_flag(word: str) -> bool:
    return word.startswith("-") and word != "-" and not _NEGATIVE_NUMBER.match(word)


def _explained(what: str, meaning: str) -> str:
    first = f"  {what}"
    indent = " " * _HELP_INDENT
    told = textwrap.fill(meaning, _HELP_WIDTH, initial_indent=indent, subsequent_indent=indent)
    return f"{first.ljust(_HELP_INDENT - 1)} {told.lstrip()}" if len(first) < _HELP_INDENT else f"{first}\n{told}"
