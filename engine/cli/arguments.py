"""What stands after a command on the command line: options to values, every mistake as a problem, and the help.

The standard parsers state mistakes in their own words and language, and guess at shortened options.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import DEFAULT_LANGUAGE, LANGUAGES, area, text

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
    def language(self) -> str:
        """The language of the answer."""
        return self.one("lang") or DEFAULT_LANGUAGE


def parsed(program: str, options: Sequence[Option], takes: str, words: Iterable[str]) -> Given:
    """The options and arguments among ``words``.

    Parameters
    ----------
    takes
        What the command's arguments are called; empty where it takes none.

    Raises ``InputError`` with the first option that does not exist, lacks its value, stands twice or has another value
    than its choices, or with an argument of a command that takes none: one mistake often looks like several.
    """
    by_flag = {option.flag: option for option in options}
    values: dict[str, tuple[str, ...]] = {}
    arguments: list[str] = []
    problems: list[Problem] = []
    switches = frozenset(option.flag for option in options if option.switch)
    for flag, value in _pairs(words, switches):
        option = by_flag.get(flag)
        place = f"{program} {flag}".strip()
        if not flag:
            arguments.append(value or "")
        elif option is None:
            problems.append(Problem("unknown", place=program, given=flag, allowed=tuple(by_flag)))
        elif not value:
            problems.append(Problem("cli_no_value", place=place, allowed=(option.usage,)))
        elif option.switch and value != flag:
            problems.append(Problem("cli_switch", place=place, given=value))
        elif option.choices and value not in option.choices:
            problems.append(Problem("unknown", place=place, given=value, allowed=option.choices))
        elif option.name in values and not option.many:
            problems.append(Problem("cli_twice", place=place, given=value))
        else:
            values[option.name] = (*values.get(option.name, ()), value)
    if arguments and not takes:
        problems.append(Problem("cli_argument", place=program, given=arguments[0], allowed=tuple(by_flag)))
    if problems:
        raise InputError(problems[0])
    return Given(values, tuple(arguments))


def asks_for_help(words: Iterable[str]) -> bool:
    """Whether the user wants the help instead of the answer."""
    return any(word in HELP_FLAGS for word in words)


def chosen_language(words: Iterable[str]) -> str:
    """The language asked for, found before the rest is parsed: mistakes are told in it."""
    asked = [value for flag, value in _pairs(words) if flag == "--lang"]
    return asked[0] if asked and asked[0] in LANGUAGES else DEFAULT_LANGUAGE


def help_text(program: str, command: str, options: Sequence[Option], takes: str, language: str) -> str:
    """What one command does and each of its options."""
    usage = f"{program} {takes and f'[{takes}] '}[{text('cli.options', language)}]"
    lines = [f"{text('cli.usage', language)}{usage}", "", text(f"cli.command_{command}", language), ""]
    lines += [_explained(option.usage, option_meaning(command, option, language)) for option in options]
    return "\n".join([*lines, _explained(", ".join(HELP_FLAGS), text("cli.option_help", language))]) + "\n"


def option_meaning(command: str, option: Option, language: str) -> str:
    """What an option does in one command: most mean the same in all of them."""
    own = f"option_{option.name}_of_{command}"
    return text(f"cli.{own}" if own in area("cli") else f"cli.option_{option.name}", language)


def overview(program: str, commands: Iterable[str], language: str) -> str:
    """Every command in a line."""
    words = f"{text('cli.command_word', language)} [{text('cli.options', language)}]"
    lines = [
        f"{text('cli.usage', language)}{program} {words}",
        "",
        text("cli.about", language),
        "",
        *(_explained(command, text(f"cli.command_{command}", language)) for command in commands),
        "",
        _explained("--help, --version", text("cli.more_help", language)),
    ]
    return "\n".join(lines) + "\n"


def _pairs(words: Iterable[str], switches: Collection[str] = ()) -> Iterator[tuple[str, str | None]]:
    """``(flag, value)``, the flag empty for an argument, the value None where none follows.

    Every option but a switch takes a value: ``--frame 70`` or ``--frame=70``. After ``--`` all are arguments. The
    value of a switch is its own flag.
    """
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            yield from (("", rest) for rest in waiting)
            return
        if not _is_flag(word):
            yield "", word
            continue
        flag, equals, value = word.partition("=")
        if equals:
            yield flag, value
        elif flag in switches:
            yield flag, flag
        else:
            yield flag, None if not waiting or _is_flag(waiting[0]) else waiting.pop(0)


def _is_flag(word: str) -> bool:
    return word.startswith("-") and word != "-" and not _NEGATIVE_NUMBER.match(word)


def _explained(what: str, meaning: str) -> str:
    first = f"  {what}"
    indent = " " * _HELP_INDENT
    told = textwrap.fill(meaning, _HELP_WIDTH, initial_indent=indent, subsequent_indent=indent)
    return f"{first.ljust(_HELP_INDENT - 1)} {told.lstrip()}" if len(first) < _HELP_INDENT else f"{first}\n{told}"
