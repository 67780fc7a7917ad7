"""Figures of the document: drawn on the server, with title, sources and date inside the picture."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing

from engine.foundation.locale import Locale
from engine.output.document_model import Figure
from engine.output.table import MISSING
from engine.results.basis import source_in_words
from engine.results.options_slope import ENDS, GAINS, LOSES, NEW, SAME, SlopeLine, spread_out
from engine.results.provenance import used_sources
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores

COLOURS = ("#1f5a8a", "#c8702a", "#3f7f4f", "#8a4f7d", "#7a6a2f", "#4a4a4a", "#a33b3b", "#2f7f86")
FONT = "DejaVu Sans"
SHOWN = 20
WIDTH_INCHES, ROW_INCHES = 8.6, 0.24
POINTS_AN_INCH = 150
COMPRESSION = 3  # of 9: beyond it pictures of lines and letters take longer, and no less room
SOURCE_LETTERS, SOURCE_LINE = 150, 0.125  # of 7 points: letters a line, and inches a line
NAME_LETTER, AXIS_INCHES, HEAD_INCHES, SLOPE_HEAD_INCHES = 0.072, 0.6, 0.5, 1.05


def ranking_figure(scores: Scores, selected: Sequence[str], footer: str, locale: Locale) -> Figure:
    """The best ranked with what each criterion gives; the selected ones are marked in words, not by colour alone."""
    order = [index for index in scores.order if scores.ranks[index] != UNRANKED][:SHOWN]
    names = [_name(scores, index, scores.industry_ids[index] in selected, locale) for index in order]
    totals = [locale.number(float(scores.scores[index]), 1) for index in order]
    drawing, axes = _drawing(len(order))
    left = [0.0] * len(order)
    contributions = scores.contributions
    for column, member in enumerate(scores.root_members if contributions is not None else ()):
        widths = [] if contributions is None else [max(float(contributions[index, column]), 0.0) for index in order]
        label = scores.criteria.short(member, locale)
        axes.barh(range(len(order)), widths, left=left, color=COLOURS[column % len(COLOURS)], label=label)
        left = [start + width for start, width in zip(left, widths, strict=True)]
    if scores.contributions is None:
        axes.barh(range(len(order)), [float(scores.scores[index]) for index in order], color=COLOURS[0])
    else:
        axes.legend(loc="lower right", fontsize=8, frameon=True)
    for place, points in enumerate(totals):
        axes.text(float(scores.scores[order[place]]), place, f" {points}", va="center", fontsize=8)
    axes.set_yticks(range(len(order)), names, fontsize=9)
    axes.set_xlabel(locale.text("report.score"), fontsize=9)
    title = locale.text("document.figure_ranking")
    first = ", ".join(f"{name} {points}" for name, points in list(zip(names, totals, strict=True))[:5])
    words = locale.text("document.figure_ranking_words", title=title, first=first)
    return _finished(drawing, title, footer, words, scores, locale)


def grants_figure(
    today: Mapping[str, float], then: Mapping[str, float], scores: Scores, footer: str, locale: Locale
) -> Figure:
    """Each programme's grant today and with the selection, as two bars; MNOK a year."""
    programmes = sorted({*today, *then}, key=lambda programme: (-then.get(programme, 0.0), programme))
    drawing, axes = _drawing(2 * len(programmes))
    names = [scores.dataset.industries[scores.dataset.position[programme]].name(locale) for programme in programmes]
    for offset, (grants, key, colour, hatch) in enumerate(
        ((today, "today", "#b9c4cf", "//"), (then, "then", COLOURS[0], ""))
    ):
        places = [2.4 * place + 0.8 * offset for place in range(len(programmes))]
        values = [grants.get(programme, 0.0) for programme in programmes]
        axes.barh(places, values, 0.8, color=colour, hatch=hatch, label=locale.text(f"document.grants_{key}"))
        for place, value, programme in zip(places, values, programmes, strict=True):
            axes.text(value, place, f" {_grant(grants.get(programme), locale)}", va="center", fontsize=7)
    axes.set_yticks([2.4 * place + 0.4 for place in range(len(programmes))], names, fontsize=9)
    axes.set_xlabel(locale.text("document.mnok"), fontsize=9)
    axes.legend(loc="lower right", fontsize=8)
    title = locale.text("document.figure_grants")
    summary = "; ".join(
        f"{name}: {_grant(today.get(programme), locale)} → {_grant(then.get(programme), locale)}"
        for name, programme in zip(names, programmes, strict=True)
    )
    return _finished(
        drawing, title, footer, locale.text("document.figure_grants_words", title=title, said=summary), scores, locale
    )


def _grant(amount: float | None, locale: Locale) -> str:
    """A programme that is not there yet, or no longer, has no grant; that is not a grant of 0."""
    return MISSING if amount is None else locale.number(amount, 1)


SLOPE_COLOURS = {NEW: "#11866f", GAINS: "#11866f", LOSES: "#b24d12", ENDS: "#a33b63", SAME: "#4a4a4a"}
SLOPE_DASHES = {NEW: ":", ENDS: "--"}


def slope_figure(lines: Sequence[SlopeLine], letter: str, scores: Scores, footer: str, locale: Locale) -> Figure:
    """Who gets more and less than today: today to the left, the option's full year to the right, MNOK a year."""
    drawing, axes = _drawing(18)
    axes.invert_yaxis()
    highest = max((value for line in lines for value in (line.today, line.then) if value is not None), default=1.0)
    named: set[str] = set()
    for line in lines:
        label = None if line.kind in named else locale.text(f"options.slope_{line.kind}")
        named.add(line.kind)
        axes.plot(
            (0, 1),
            (line.today or 0.0, line.then or 0.0),
            SLOPE_DASHES.get(line.kind, "-"),
            marker="o",
            markersize=4,
            color=SLOPE_COLOURS[line.kind],
            label=label,
        )
    for position, side in ((0, "today"), (1, "then")):
        shown = [line for line in lines if getattr(line, side) is not None]
        places = spread_out([getattr(line, side) for line in shown], [highest * 0.047] * len(shown))
        for line, place in zip(shown, places, strict=True):
            value = locale.number(getattr(line, side), 1)
            text = f"{line.name} {value}" if position == 0 else f"{value} {line.name}"
            axes.text(
                position + (0.03 if position else -0.03),
                place,
                text,
                va="center",
                ha="left" if position else "right",
                fontsize=8,
            )
    axes.set_xlim(-0.75, 1.75)
    axes.set_ylim(-highest * 0.06, highest * 1.08)
    heads = (locale.text("options.slope_today"), locale.text("options.slope_then", letter=letter))
    axes.set_xticks((0, 1), heads, fontsize=9)
    axes.xaxis.tick_top()
    axes.tick_params("x", length=0)
    axes.set_yticks([])
    axes.spines[["left", "bottom", "top"]].set_visible(False)
    axes.legend(loc="upper center", fontsize=8, ncols=len(named), frameon=False, bbox_to_anchor=(0.5, 1.16))
    title = locale.text("options.slope_title", letter=letter)
    text = "; ".join(
        locale.text(
            "options.slope_line",
            name=line.name,
            today=MISSING if line.today is None else locale.number(line.today, 1),
            then=MISSING if line.then is None else locale.number(line.then, 1),
        )
        for line in lines
    )
    words = locale.text("options.slope_words", title=title, said=text)
    return _finished(drawing, title, footer, words, scores, locale, SLOPE_HEAD_INCHES)


def _name(scores: Scores, index: int, selected: bool, locale: Locale) -> str:
    industry = scores.dataset.industries[scores.dataset.position[scores.industry_ids[index]]]
    return f"{'✓ ' if selected else ''}{industry.name(locale)}"


def _drawing(rows: int) -> tuple[Drawing, Axes]:
    drawing = Drawing(figsize=(WIDTH_INCHES, max(2.5, ROW_INCHES * rows + 1.4)), dpi=POINTS_AN_INCH)
    axes = drawing.add_subplot()
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    return drawing, axes


def _finished(
    drawing: Drawing,
    title: str,
    footer: str,
    words: str,
    scores: Scores,
    locale: Locale,
    head: float = HEAD_INCHES,
) -> Figure:
    """The picture, its margins as wide as what stands in them: Matplotlib's own layout draws everything twice."""
    from matplotlib import rc_context

    warned = f"{locale.text('report.synthetic_first')}\n" if scores.dataset.synthetic else ""
    used = "; ".join(
        source_in_words(used_source.title, used_source.publisher, used_source.published, locale)
        for used_source in used_sources(scores)
    )
    source = textwrap.wrap(locale.text("document.figure_source", sources=used, footer=footer), SOURCE_LETTERS)
    axes = drawing.axes[0]
    height = drawing.get_figheight()
    longest = max((len(label.get_text()) for label in axes.get_yticklabels()), default=0)
    bottom = SOURCE_LINE * len(source) + (AXIS_INCHES if axes.get_xlabel() else 0.15)
    drawing.subplots_adjust(
        left=(0.15 + NAME_LETTER * longest) / WIDTH_INCHES,
        right=1 - 0.35 / WIDTH_INCHES,
        bottom=bottom / height,
        top=1 - (head + (0.2 if warned else 0)) / height,
    )
    out = io.BytesIO()
    with rc_context({"font.family": FONT}):
        drawing.text(0.01, 1 - 0.08 / height, warned + title, fontsize=11, ha="left", va="top")
        drawing.text(0.01, 0.06 / height, "\n".join(source), fontsize=7, ha="left", va="bottom")
        FigureCanvasAgg(drawing)
        drawing.savefig(out, format="png", metadata={"Software": None}, pil_kwargs={"compress_level": COMPRESSION})
    return Figure(out.getvalue(), words)
