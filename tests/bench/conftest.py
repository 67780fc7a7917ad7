"""Times and ratios: ``measure`` times a thing and what one would pick instead, and the table comes at the end.

Nothing is asserted of a time. What is compared must have given the same answer: that is asserted.
"""

import json
import os
import platform
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest

OURS = "bransjevalg"
GROWTH_ROUNDS, SLOW_SECONDS = 3, 3.0


@dataclass(frozen=True)
class Figure:
    """One measured median.

    Parameters
    ----------
    what, who
        The thing, and what did it.
    seconds
        Of one time, scaled up where only a part was run.
    note
        What a reader must know, such as the scale.
    processor_seconds
        The processor's part of it, own and child processes': what it would come to on an idle machine.
    """

    what: str
    who: str
    seconds: float
    note: str = ""
    processor_seconds: float | None = None


@dataclass(frozen=True)
class Growth:
    """One point of a table of growth: ``number`` of ``what`` took ``seconds`` of the processor."""

    task: str
    what: str
    number: int
    seconds: float


FIGURES = pytest.StashKey()


def pytest_addoption(parser):
    parser.addoption("--figures", help="a file for what was measured, which docs/performance.py draws the page from")


def pytest_configure(config):
    config.stash[FIGURES] = []


@pytest.fixture
def measure(benchmark, request):
    """Time ``run``; gives its result. ``times`` scales what was run up to what is asked about."""

    def timed(what, who, run, *, rounds=5, warmup=1, times=1.0, note=""):
        busy = []

        def watched():
            before = processor_seconds()
            result = run()
            busy.append(processor_seconds() - before)
            return result

        result = benchmark.pedantic(watched, rounds=rounds, warmup_rounds=warmup, iterations=1)
        seconds = benchmark.stats.stats.median * times
        request.config.stash[FIGURES].append(Figure(what, who, seconds, note, median(busy[warmup:]) * times))
        return result

    return timed


@pytest.fixture
def grows(request):
    """Time ``run`` three times, once where it is slow; the least processor time is a point of a table of growth.

    What others do on the machine at the same time only adds to it.
    """

    def timed(task, what, number, run):
        taken = []
        while len(taken) < GROWTH_ROUNDS and sum(taken) < SLOW_SECONDS:
            start = time.process_time()
            result = run()
            taken.append(time.process_time() - start)
        request.config.stash[FIGURES].append(Growth(task, what, number, min(taken)))
        return result

    return timed


@pytest.fixture
def grown(request):
    """Keep a point of a table of growth that something else has measured."""

    def kept(task, what, number, seconds):
        request.config.stash[FIGURES].append(Growth(task, what, number, seconds))

    return kept


@pytest.fixture
def record(request):
    """Keep a time that something else has measured."""

    def kept(what, seconds, note=""):
        request.config.stash[FIGURES].append(Figure(what, OURS, seconds, note))

    return kept


def processor_seconds():
    return sum(os.times()[:4])


def pytest_terminal_summary(terminalreporter, config):
    kept = config.stash[FIGURES]
    if kept and (file := config.getoption("--figures")):
        run = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "cores": os.cpu_count(), "python": platform.python_version()}
        run["load"] = os.getloadavg()[2] if hasattr(os, "getloadavg") else None
        run["figures"] = [asdict(figure) for figure in kept if isinstance(figure, Figure)]
        run["growth"] = [asdict(growth) for growth in kept if isinstance(growth, Growth)]
        Path(file).write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if kept:
        terminalreporter.section("what it comes to")
        for line in (*comparison_lines([figure for figure in kept if isinstance(figure, Figure)]), *growth_lines(kept)):
            terminalreporter.write_line(line)


def comparison_lines(figures):
    """What, ours, theirs, and how many times longer theirs took."""
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    yield f"Medians; Python {platform.python_version()}, {os.cpu_count()} cores, load over 1, 5 and 15 minutes {load}."
    yield "Where others work on the machine at the same time, read the ratios. Growth is in seconds of the processor."
    yield ""
    yield from aligned(("what", "ours", "processor", "beside", "theirs", "ratio", "note"), comparison_rows(figures))


def comparison_rows(figures):
    by_task = defaultdict(list)
    for figure in figures:
        by_task[figure.what].append(figure)
    for what, all_of_it in by_task.items():
        ours = next((figure for figure in all_of_it if figure.who == OURS), None)
        others = [figure for figure in all_of_it if figure.who != OURS]
        mine = seconds_said(ours.seconds) if ours else "–"
        # The processor's clock ticks a hundred times a second.
        long_enough = ours and ours.processor_seconds is not None and ours.processor_seconds >= 0.05
        busy = seconds_said(ours.processor_seconds) if long_enough else ""
        if not others:
            yield what, mine, busy, "", "", "", ours.note
        for other in others:
            ratio = ratio_said(other.seconds / ours.seconds) if ours else "–"
            notes = "; ".join(dict.fromkeys(note for note in (ours.note if ours else "", other.note) if note))
            yield what, mine, busy, other.who, seconds_said(other.seconds), ratio, notes


def growth_lines(kept):
    """One line a task and dimension."""
    tables = defaultdict(list)
    for measurement in kept:
        if isinstance(measurement, Growth):
            tables[measurement.task, measurement.what].append(measurement)
    if tables:
        yield ""
        yield "How the time grows"
        rows = [
            (task, what, ", ".join(f"{point.number:,}: {seconds_said(point.seconds)}" for point in points))
            for (task, what), points in tables.items()
        ]
        yield from aligned(("what", "with", "times"), rows)


def aligned(heading, rows):
    lines = [heading, *rows]
    widths = [max(len(line[index]) for line in lines) for index in range(len(heading))]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def seconds_said(seconds):
    if seconds >= 10:
        return f"{seconds:.0f} s"
    if seconds >= 1:
        return f"{seconds:.1f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"


def ratio_said(ratio):
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"
