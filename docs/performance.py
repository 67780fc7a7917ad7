"""``docs/performance.md`` and its picture, from what one run of ``make bench`` measured.

python docs/performance.py        read docs/performance.json, write the page and docs/img/growth.svg
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
OURS = "bransjevalg"
Points = list[tuple[int, float]]

PAGE = """# Performance

`make bench` measures what stands here and writes this page from it: one run, {date}, {cores} cores, Python {python}.
Over its last 15 minutes {load} programs wanted the cores at once; where that is more than the cores, clock times are
longer than on an idle machine: read the ratios, and the processor's time. Nothing in the tests depends on time.

## Beside what one would pick instead

Median by the clock; in brackets the processor's part of it. What is compared gave the same answer.

{beside}
## On its own

{alone}
## How the time grows

Seconds of the processor, the least of up to three rounds; with users, by the clock. The exponent is the slope of a
straight line through the logarithms: 1 is twice the time for twice as much, 2 four times. Where the last step is
steeper than the line, it ends there, and beyond the last size nothing is promised.

{growth}
![Time against size, both axes logarithmic](img/growth.svg)

## Where the time goes

- 10 000 draws with a limit a section: almost half goes to following what bounds leave open, a quarter to the bounds,
  a fifth to solving a hundred draws again.
- Importing a workbook: more than half goes to a call for each cell while the sheet is read, so that formulas are told
  from values and limits are met before memory is; the rest to texts and checks of every row.
- `check` of 1000 industries: two fifths go to the nearest change, searched for by 245 rounds of draws where jobs limit
  the selection; one model of HiGHS takes a tenth.
- Ten million respondents: half goes to preparing the answers once, most of that to writing them; with clusters, most
  to the variances.
- Core, possible and excluded over all weights: with a number as the only limit, a programme for each candidate; where
  money limits, every feasible selection is gone through, and with more than 1.5 million of them those that the ends do
  not settle stay open and are told as such.
"""


def said(seconds: float) -> str:
    """A time as it is read."""
    if seconds >= 1:
        return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"


def exponent(points: Points) -> float:
    """The slope of the least-squares line through the points' logarithms."""
    xs, ys = zip(*((math.log(size), math.log(seconds)) for size, seconds in points), strict=True)
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / sum((x - x_mean) ** 2 for x in xs)


def table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = list(heading)
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def comparisons(figures: list[dict[str, Any]]) -> tuple[list[list[str]], list[list[str]]]:
    """Rows with something beside them, and rows without."""
    by_task: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for figure in figures:
        by_task[figure["what"]].append(figure)
    beside, alone = [], []
    for what, figures_of_task in by_task.items():
        ours = next((figure for figure in figures_of_task if figure["who"] == OURS), None)
        if ours is None:
            continue
        time = said(ours["seconds"])
        if ours["processor_seconds"]:
            time += f" ({said(ours['processor_seconds'])})"
        others = [figure for figure in figures_of_task if figure is not ours]
        if not others:
            alone.append([what, time, ours["note"]])
        for other in others:
            ratio = other["seconds"] / ours["seconds"]
            beside.append(
                [what, time, other["who"], said(other["seconds"]), f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"]
            )
            what = time = ""
    return beside, alone


def series(growth: list[dict[str, Any]]) -> dict[tuple[str, str], Points]:
    """The points of each task and what it grows with, smallest first."""
    by_task: dict[tuple[str, str], Points] = defaultdict(list)
    for point in growth:
        by_task[point["task"], point["what"]].append((point["number"], point["seconds"]))
    return {key: sorted(points) for key, points in by_task.items()}


def growth_rows(by_task: dict[tuple[str, str], Points]) -> Iterator[list[str]]:
    """A row a series: times, exponent, and the slope of the last step."""
    for (task, what), points in by_task.items():
        times = ", ".join(f"{size:,}: {said(seconds)}" for size, seconds in points)
        yield [task, what, times, f"{exponent(points):.1f}", f"{exponent(points[-2:]):.1f}"]


def draw(by_task: dict[tuple[str, str], Points], file: Path) -> None:
    """One panel for each thing that the time grows with."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "growth"
    from matplotlib import pyplot

    panels = list(dict.fromkeys(what.partition(",")[0] for _, what in by_task))
    tasks = list(dict.fromkeys(task for task, _ in by_task))
    figure, axes = pyplot.subplots(1, len(panels), figsize=(4 * len(panels), 3.6), sharey=True, squeeze=False)
    for panel, axis in zip(panels, axes[0], strict=True):
        measured: set[int] = set()
        for (task, what), points in by_task.items():
            if what.partition(",")[0] == panel:
                label, colour = f"{task} ({exponent(points):.1f})", f"C{tasks.index(task)}"
                axis.loglog(*zip(*points, strict=True), marker="o", label=label, color=colour)
                measured |= {size for size, _ in points}
        axis.minorticks_off()
        axis.set_xticks(sorted(measured), [f"{size:,}" for size in sorted(measured)])
        axis.set_xlabel(panel)
        axis.grid(True, which="major", alpha=0.3)
        axis.legend(fontsize=8)
    axes[0][0].set_ylabel("seconds")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main() -> None:
    """Write the page and the picture."""
    run = json.loads((DOCS / "performance.json").read_text(encoding="utf-8"))
    beside, alone = comparisons(run["figures"])
    points = series(run["growth"])
    page = PAGE.format(
        date=run["date"],
        cores=run["cores"],
        python=run["python"],
        load="an unknown number of" if run["load"] is None else f"{run['load']:.0f}",
        beside=table(["what", "time", "beside", "its time", "times longer there"], beside),
        alone=table(["what", "time", "note"], alone),
        growth=table(["what", "with", "times", "exponent", "last step"], growth_rows(points)),
    )
    (DOCS / "performance.md").write_text(page, encoding="utf-8")
    (DOCS / "img").mkdir(exist_ok=True)
    draw(points, DOCS / "img" / "growth.svg")


if __name__ == "__main__":
    main()
