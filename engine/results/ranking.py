"""The ranking as a table, one row an industry, and the notes that must stand below it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable

import numpy as np

from engine.criteria.open_figures import leaves_open
from engine.dataset.model import Dataset, Industry, Source
from engine.foundation.locale import DEFAULT_LOCALE, Locale, area
from engine.foundation.quality import CLASSIFIED, QUALITIES, SYNTHETIC
from engine.output.table import Cell, Column, RepeatedNote, Table
from engine.results.known_figures import Known
from engine.results.provenance import Footing, awaiting, footings, used_sources
from engine.scoring.cooccurrence import HIGH, UNKNOWN
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import MISSING, SHARE_NAMES, Scores

NO_MEASUREMENT = frozenset((CLASSIFIED, SYNTHETIC, MISSING))
"""What a screen always says of figures: that somebody judged them, made them up, or that there are none."""
SHOWN_SHARE = 0.005  # below it a share would read as 0 per cent


def ranking_table(scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Every industry that the criteria rank, best first, the unranked last; notes below."""
    absent, known = set(awaiting(scores)), Known(scores)
    columns = (
        Column("place", locale.text("report.rank"), data=False),
        Column("rank", locale.text("report.rank"), "integer", screen=False),
        Column("industry_id", locale.text("report.industry_id"), screen=False),
        Column("name", locale.text("report.industry")),
        score_column(scores, locale),
        Column("score_range", locale.text("known.score_range"), screen=known.any_open, data=False, sheet=False),
        Column("level_places", locale.text("known.level_places"), screen=_any_level(known), data=False, sheet=False),
        Column("known_share", locale.text("known.known"), "share", screen=known.any_open, data=False, sheet=False),
        *_contribution_columns(scores, locale, shown=True),
        *_contribution_columns(scores, locale),
        *(
            Column(
                f"flag_{node}",
                f"{locale.text('report.high_on_both')} {scores.criteria.label(node, locale)}",
                "boolean",
            )
            for node in _flagged(scores)
        ),
        Column("lacks", locale.text("report.lacks"), screen=False),
        Column("jobs", locale.text("report.jobs"), "integer"),
        *_known_columns(scores, known, locale),
        *basis_columns(locale),
        Column(
            "lacks_for",
            locale.text("report.lacks"),
            screen=any(set(one) - absent for one in scores.lacks),
            data=False,
            sheet=False,
        ),
    )
    tied = Counter(scores.ranks.tolist())
    rows = tuple(_row(scores, at, tied[int(scores.ranks[at])] > 1, known, locale) for at in scores.order)
    return Table("", columns, rows, (*marks(scores, known, locale), *basis_notes(scores, locale)))


def marks(scores: Scores, known: Known, locale: Locale) -> tuple[str, ...]:
    """What the marks beside a place mean: shared by equal scores, and level with others as far as the figures can say.

    None of what is not there.
    """
    there = {"report.ties_marked": _any_tie(scores), "known.level_places_mean": _any_level(known)}
    return tuple(locale.text(one) for one, shown in there.items() if shown)


def score_column(scores: Scores, locale: Locale) -> Column:
    """The score, with as many decimals as its scale deserves."""
    return Column("score", locale.text("report.score"), "number", score_decimals(scores))


def score_decimals(scores: Scores) -> int:
    """Three significant places below the scale: 1 where scores run to 100, 3 where they run to 1."""
    return min(6, max(0, 3 - math.floor(math.log10(scores.criteria.scale))))


def basis_columns(locale: Locale) -> tuple[Column, ...]:
    """What a score rests on: in words for a screen, as shares, sources and periods for CSV and workbook.

    Each row also says whether anything in the data set is made up: rows travel without the file's first line.
    """
    return (
        Column("rests_on", locale.text("report.rests_on"), data=False, sheet=True),
        *(
            Column(f"quality_{name}", locale.text(f"report.quality_{name}"), "share", screen=False, sheet=False)
            for name in SHARE_NAMES
        ),
        Column("source_ids", locale.text("report.source_ids"), screen=False),
        Column("periods", locale.text("report.periods"), screen=False, sheet=False),
        Column("synthetic", locale.text("report.made_up"), "boolean", screen=False, sheet=False),
    )


def basis_cells(scores: Scores, at: int | None, locale: Locale) -> tuple[Cell, ...]:
    """The cells of ``basis_columns`` for the industry at a position of the ranking; empty for None."""
    if at is None:
        return (*(None,) * (len(basis_columns(locale)) - 1), scores.dataset.synthetic)
    shares = dict(zip(SHARE_NAMES, scores.quality_shares[at].tolist(), strict=True))
    position = scores.dataset.position[scores.industry_ids[at]]
    there = {name: column for name, column in scores.columns.items() if column.source_ids[position]}
    sources = sorted({source for column in there.values() for source in column.source_ids[position]})
    valued = [name for name, column in scores.columns.items() if not math.isnan(column.values[position])]
    return (
        quality_words(shares, locale) or None,
        *shares.values(),
        " ".join(sources),
        " ".join(f"{name}={scores.columns[name].period.replace(', ', ',')}" for name in valued),
        scores.dataset.synthetic,
    )


def quality_words(shares: dict[str, float], locale: Locale) -> str:
    """The shares that are not next to nothing, largest first: ``nedarvet 50 %, publisert 50 %``."""
    shown = [(name, share) for name, share in shares.items() if share >= SHOWN_SHARE]
    shown.sort(key=lambda one: -one[1])
    return ", ".join(f"{locale.text(f'report.quality_{name}')} {percent(share, locale)}" for name, share in shown)


def percent(share: float, locale: Locale) -> str:
    """A share as per cent, without decimals."""
    return locale.per_cent(locale.number(100 * share, 0))


def warning(dataset: Dataset, locale: Locale) -> str:
    """What must stand first on every page and file where any figure is made up; empty where none is."""
    return locale.text("report.synthetic_first") if dataset.synthetic else ""


def basis_notes(scores: Scores, locale: Locale) -> tuple[str, ...]:
    """What must be said with every result: criteria, weights, qualities, periods, sources, what was clipped."""
    found = footings(scores)
    criteria, dataset = scores.criteria, scores.dataset
    notes = [
        locale.text(
            "report.asked_of",
            criteria=criteria_title(scores, locale),
            id=criteria.id,
            data=dataset.shown_title(locale),
            name=dataset.name,
        )
    ]
    if scores.root_members:
        notes.append(locale.text("report.weights", weights=weights_in_words(scores, locale)))
    notes += basis_meanings(scores, locale)
    absent = awaiting(scores)
    notes += [
        about_figures(_footing(one, locale), (*one.qualities, *([MISSING] if one.missing else [])))
        for one in found
        if one.indicator_id not in absent
    ]
    return (*notes, *map(source_note, used_sources(scores)))


def about_figures(note: str, qualities: Collection[str]) -> str:
    """A note about figures of these qualities: a repeated one, unless some of the figures are no measurement."""
    return RepeatedNote(note) if NO_MEASUREMENT.isdisjoint(qualities) else note


def source_note(source: Source) -> RepeatedNote:
    """One source in words, after its id."""
    return RepeatedNote(f"{source.source_id}: {source_in_words(source.title, source.publisher, source.published)}")


def basis_meanings(scores: Scores, locale: Locale) -> tuple[str, ...]:
    """What the qualities mean, what co-occurrence does not say, what was clipped, and what nobody has figures for."""
    criteria = scores.criteria
    qualities = {quality for one in footings(scores) for quality in one.qualities}
    if any(scores.quality_shares[:, SHARE_NAMES.index(MISSING)] > 0):
        qualities.add(MISSING)
    notes = [about_figures(_meaning(scores, name, locale), [name]) for name in SHARE_NAMES if name in qualities]
    if CLASSIFIED in qualities or any(one.pairs for one in criteria.criteria.values()):
        notes.append(locale.text("report.ecological_fallacy"))
    notes += [_clipped(scores, at, locale) for at in range(len(scores.clipped))]
    if absent := awaiting(scores):
        labels = ", ".join(criteria.label(one, locale) for one in absent)
        notes.append(locale.text("report.awaiting", indicators=labels))
    return tuple(notes)


def _meaning(scores: Scores, quality: str, locale: Locale) -> str:
    if quality == MISSING and leaves_open(scores.criteria):
        by = locale.text(f"report.ranked_by_{scores.criteria.rank_by}")
        return locale.text("report.means_missing_open", by=by)
    return locale.text(f"report.means_{quality}")


def criteria_title(scores: Scores, locale: Locale) -> str:
    """What the criteria file calls itself; its id where it has no title."""
    criteria = scores.criteria
    return locale.written(criteria, "title") or criteria.id


def weights_in_words(scores: Scores, locale: Locale) -> str:
    """Each root member's normalised weight, with the file's own number."""
    return "; ".join(
        locale.text(
            "report.weight",
            member=scores.criteria.label(member, locale),
            normalised=locale.number(100 * weight, 1),
            own=f"{scores.criteria.root.members[member]:g}".replace(".", locale.decimal_sign),
        )
        for member, weight in zip(scores.root_members, scores.weights.tolist(), strict=True)
    )


def source_in_words(title: str, publisher: str, published: str) -> str:
    """``title (publisher published)``, as much of it as there is."""
    by = " ".join(part for part in (publisher, published) if part)
    return f"{title} ({by})" if title and by else title or by or "–"


def industry_at(scores: Scores, at: int) -> Industry:
    """The industry at a position of the ranking."""
    return scores.dataset.industries[scores.dataset.position[scores.industry_ids[at]]]


def _any_tie(scores: Scores) -> bool:
    ranks = scores.ranks[scores.ranks != UNRANKED].tolist()
    return len(set(ranks)) < len(ranks)


def _any_level(known: Known) -> bool:
    return any(known.level_with)


def _places_in_words(known: Known, at: int) -> str:
    """Runs of places, ``1–3, 5``."""
    return ", ".join("–".join(map(str, dict.fromkeys(run))) for run in known.level_places[at])


def _contribution_columns(scores: Scores, locale: Locale, shown: bool = False) -> Iterable[Column]:
    """A column a root member: for files, or as a screen shows them, without points of what nobody knows."""
    if scores.contributions is None:
        return
    key, sheet = ("shown", False) if shown else ("contribution", None)
    for member in scores.root_members:
        label = scores.criteria.label(member, locale)
        yield Column(f"{key}_{member}", label, "number", score_decimals(scores), shown, not shown, sheet)


def _known_columns(scores: Scores, known: Known, locale: Locale) -> tuple[Column, ...]:
    """The score's two ends, and who is level, for files; a screen has the ends beside the score."""
    shown, decimals = known.any_open, score_decimals(scores)
    return (
        Column("score_low", locale.text("known.score_low"), "number", decimals, screen=False, sheet=shown),
        Column("score_high", locale.text("known.score_high"), "number", decimals, screen=False, sheet=shown),
        Column("known", locale.text("known.known"), "share", screen=False, sheet=shown),
        Column("level_with", locale.text("known.level_with"), screen=False, sheet=False),
        Column("level_count", locale.text("export.level_count"), "integer", screen=False, data=False, sheet=shown),
    )


def _row(scores: Scores, at: int, tied: bool, known: Known, locale: Locale) -> tuple[Cell, ...]:
    industry, rank = industry_at(scores, at), int(scores.ranks[at])
    ranked = rank != UNRANKED
    absent = awaiting(scores)  # what nobody has is said once, below the table
    lacking = [one for one in scores.lacks[at] if one not in absent]
    labels = (scores.criteria.short(one, locale) for one in lacking)
    members = dict.fromkeys(scores.criteria.root_member_of(one) for one in lacking)
    return (
        f"{rank}{'=' if tied else ''}" if ranked else None,
        rank if ranked else None,
        industry.industry_id,
        industry.name(locale),
        float(scores.scores[at]) if ranked else None,
        _range_in_words(scores, at, known, locale) if ranked else None,
        _places_in_words(known, at) or None,
        float(known.shares[at]) if ranked else None,
        *_shown_points(scores, at, ranked),
        *_points(scores, at, ranked),
        *(_flag(int(scores.flags[node][at])) for node in _flagged(scores)),
        ", ".join(labels),
        industry.jobs,
        *((float(known.low[at]), float(known.high[at]), float(known.shares[at])) if ranked else (None, None, None)),
        " ".join(known.level_with[at]) or None,
        len(known.level_with[at]),
        *basis_cells(scores, at, locale),
        ", ".join(scores.criteria.short(one, locale) for one in members),
    )


def _range_in_words(scores: Scores, at: int, known: Known, locale: Locale) -> str:
    """Both ends of a score, ``51,9–79,4``; one number where nothing is open."""
    ends = (float(known.low[at]), float(known.high[at]))
    return "–".join(dict.fromkeys(locale.number(end, score_decimals(scores)) for end in ends))


def _flagged(scores: Scores) -> list[str]:
    """The pairings that flag, in the order of the file."""
    return [node for node in scores.criteria.criteria if node in scores.flags]


def _flag(flag: int) -> bool | None:
    return None if flag == UNKNOWN else flag == HIGH


def _points(scores: Scores, at: int, ranked: bool) -> Iterable[float | None]:
    """Points of each root member; none where it is missing and the others carry its weight."""
    if scores.contributions is None:
        return ()
    skipped = np.isnan(scores.member_values[at]) & (scores.criteria.root.missing == "skip")
    return (
        points if ranked and not skip else None
        for points, skip in zip(scores.contributions[at].tolist(), skipped.tolist(), strict=True)
    )


def _shown_points(scores: Scores, at: int, ranked: bool) -> Iterable[float | None]:
    """The same, none too where no figure of the member is known and the points are those of an end."""
    lacking = set(scores.lacks[at])
    return (
        points if lacking.isdisjoint(leaves := scores.criteria.leaves_below(member)) or leaves - lacking else None
        for member, points in zip(scores.root_members, _points(scores, at, ranked), strict=False)
    )


def _clipped(scores: Scores, at: int, locale: Locale) -> str:
    one = scores.clipped[at]
    return locale.text(
        "report.clipped",
        industry=scores.dataset.industries[scores.dataset.position[one.industry_id]].name(locale),
        indicator=scores.criteria.label(one.indicator_id, locale),
        value=plain(one.value, locale),
        limit=plain(one.limit, locale),
    )


def plain(value: float, locale: Locale) -> str:
    """A number with the decimals it was given with."""
    decimals = len(repr(float(value)).partition(".")[2]) if value % 1 and "e" not in repr(float(value)) else 0
    return locale.number(value, decimals)


def _footing(one: Footing, locale: Locale) -> str:
    counts = [
        f"{locale.text(f'report.quality_{quality}')} {one.qualities[quality]}"
        for quality in QUALITIES
        if quality in one.qualities
    ]
    if one.missing:
        counts.append(f"{locale.text('report.quality_missing')} {one.missing}")
    return locale.text(
        "report.footing",
        indicator=one.label(locale),
        unit=unit_in_words(one.unit, locale),
        period=one.period,
        counts=", ".join(counts),
        sources=", ".join(one.source_ids) or "–",
    )


def unit_in_words(unit: str, locale: Locale) -> str:
    """A unit as a reader says it; as the file has it where no words are known."""
    known = area("report").get(f"unit_{unit}")
    return known[locale.tag] if known else unit.replace("_", " ")
