"""The app as a program of its own: the address it will answer on, and the command that starts it."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.foundation import process
from engine.foundation.errors import InputError, Problem

SERVER = "app.serve"
DEFAULT_PORT, DEFAULT_HOST = "8501", "127.0.0.1"
LARGEST_PORT = 65535
DATA_VARIABLE, CRITERIA_VARIABLE = "BRANSJEVALG_DATA", "BRANSJEVALG_CRITERIA"
STATBANK_VARIABLE = "BRANSJEVALG_STATBANK"


def checked_port(port: str) -> int:
    """The port that ``port`` names. Raises ``InputError`` where it is none."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= LARGEST_PORT):
        raise InputError(Problem("toml_not_integer", place="--port", given=port, allowed=(f"1–{LARGEST_PORT}",)))
    return int(port)


def check_free(host: str, port: int) -> None:
    """Raise ``InputError`` where the app could not answer on this address."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            # As the server itself does: a port that was just left is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            problem = Problem("port_taken", place="--port", given=str(port))
        elif error.errno == errno.EACCES:
            problem = Problem("port_refused", place="--port", given=str(port))
        else:
            problem = Problem("not_an_address", place="--host", given=host)
        raise InputError(problem) from None


def start_command(host: str, port: int) -> tuple[str, ...]:
    """The command that starts the app: it counts nobody's use, and opens a browser only where there is a display."""
    settings = {
        "server.address": host,
        "server.port": port,
        "server.headless": str(not has_display(sys.platform, os.environ)).lower(),
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
    }
    flags = (f"--{name}={value}" for name, value in settings.items())
    return (sys.executable, "-m", SERVER, *flags)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a browser could be shown."""
    return platform in ("win32", "darwin") or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def start_environment(
    data: Path | None, criteria: Path | None, environment: Mapping[str, str], statbank: str | None = None
) -> dict[str, str]:
    """The environment that tells the app which data and criteria to open and whom to ask for figures.

    Its own where they are None.
    """
    paths = {DATA_VARIABLE: data, CRITERIA_VARIABLE: criteria}
    asked = {name: str(path.resolve()) for name, path in paths.items() if path is not None}
    return {**environment, **asked, **({STATBANK_VARIABLE: statbank} if statbank else {})}


def statbank_address(environment: Mapping[str, str] = os.environ) -> str:
    """The server that figures are fetched from: Statistics Norway's where the app was not started with another."""
    from engine.sources.statbank.client import BASE_URL

    return environment.get(STATBANK_VARIABLE) or BASE_URL


def run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the app until it ends; gives its exit code. Ctrl-C reaches the app itself, which ends in order."""
    if os.name == "posix":
        # In place of this process, so that whoever stops the command stops the app.
        process.give_back_output()
        sys.stderr.flush()
        os.execve(command[0], list(command), dict(environment))
    return subprocess.call(command, env=dict(environment))
