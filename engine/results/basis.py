"""What a score rests on, in words: the columns of a row, and the notes that must stand below every result."""

from __future__ import annotations

import math
from collections.abc import Collection

from engine.criteria.open_figures import leaves_open
from engine.dataset.model import Dataset, Source
from engine.foundation.locale import Locale, area
from engine.foundation.quality import CLASSIFIED, QUALITIES, SYNTHETIC
from engine.output.table import Cell, Column, RepeatedNote
from engine.results.provenance import IndicatorProvenance, awaiting, indicator_provenances, used_sources
from engine.scoring.score import MISSING, SHARE_NAMES, Scores

NO_MEASUREMENT = frozenset((CLASSIFIED, SYNTHETIC, MISSING))
"""What a screen always says of figures: that somebody judged them, made them up, or that there are none."""
MONEY = "MNOK"
SHOWN_SHARE = 0.005  # below it a share would read as 0 per cent


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


def basis_cells(scores: Scores, place: int | None, locale: Locale) -> tuple[Cell, ...]:
    """The cells of ``basis_columns`` for the industry at a position of the ranking; empty for None."""
    if place is None:
        return (*(None,) * (len(basis_columns(locale)) - 1), scores.dataset.synthetic)
    shares = dict(zip(SHARE_NAMES, scores.quality_shares[place].tolist(), strict=True))
    position = scores.dataset.position[scores.industry_ids[place]]
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
    shown.sort(key=lambda pair: -pair[1])
    return ", ".join(f"{locale.text(f'report.quality_{name}')} {percent(share, locale)}" for name, share in shown)


def percent(share: float, locale: Locale) -> str:
    """A share as per cent, without decimals."""
    return locale.per_cent(locale.number(100 * share, 0))


def warning(dataset: Dataset, locale: Locale) -> str:
    """What must stand first on every page and file where any figure is made up; empty where none is."""
    return locale.text("report.synthetic_first") if dataset.synthetic else ""


def basis_notes(scores: Scores, locale: Locale) -> tuple[str, ...]:
    """What must be said with every result: criteria, weights, qualities, periods, sources, what was clipped."""
    provenances = indicator_provenances(scores)
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
        about_figures(
            _provenance(provenance, locale), (*provenance.qualities, *([MISSING] if provenance.missing else []))
        )
        for provenance in provenances
        if provenance.indicator_id not in absent
    ]
    return (*notes, *(source_note(source, locale) for source in used_sources(scores)))


def about_figures(note: str, qualities: Collection[str]) -> str:
    """A note about figures of these qualities: a repeated one, unless some of the figures are no measurement."""
    return RepeatedNote(note) if NO_MEASUREMENT.isdisjoint(qualities) else note


def source_note(source: Source, locale: Locale) -> RepeatedNote:
    """One source in words, after its id."""
    return RepeatedNote(
        f"{source.source_id}: {source_in_words(source.title, source.publisher, source.published, locale)}"
    )


def basis_meanings(scores: Scores, locale: Locale) -> tuple[str, ...]:
    """What the qualities mean, what co-occurrence does not say, what was clipped, and what nobody has figures for."""
    criteria = scores.criteria
    qualities = {quality for provenance in indicator_provenances(scores) for quality in provenance.qualities}
    if any(scores.quality_shares[:, SHARE_NAMES.index(MISSING)] > 0):
        qualities.add(MISSING)
    notes = [about_figures(_meaning(scores, name, locale), [name]) for name in SHARE_NAMES if name in qualities]
    if CLASSIFIED in qualities or any(criterion.pairs for criterion in criteria.criteria.values()):
        notes.append(locale.text("report.ecological_fallacy"))
    notes += [_clipped(scores, index, locale) for index in range(len(scores.clipped))]
    if absent := awaiting(scores):
        labels = ", ".join(criteria.label(indicator, locale) for indicator in absent)
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


def source_in_words(title: str, publisher: str, published: str, locale: Locale) -> str:
    """``title (publisher published)``, as much of it as there is."""
    by, title = " ".join(part for part in (publisher, published) if part), locale.period(title)
    return f"{title} ({by})" if title and by else title or by or "–"


def _clipped(scores: Scores, index: int, locale: Locale) -> str:
    clipped = scores.clipped[index]
    return locale.text(
        "report.clipped",
        industry=scores.dataset.industries[scores.dataset.position[clipped.industry_id]].name(locale),
        indicator=scores.criteria.label(clipped.indicator_id, locale),
        value=plain(clipped.value, locale),
        limit=plain(clipped.limit, locale),
    )


def plain(value: float, locale: Locale) -> str:
    """A number with the decimals it was given with."""
    decimals = len(repr(float(value)).partition(".")[2]) if value % 1 and "e" not in repr(float(value)) else 0
    return locale.number(value, decimals)


def _provenance(provenance: IndicatorProvenance, locale: Locale) -> str:
    counts = [
        f"{locale.text(f'report.quality_{quality}')} {provenance.qualities[quality]}"
        for quality in QUALITIES
        if quality in provenance.qualities
    ]
    if provenance.missing:
        counts.append(f"{locale.text('report.quality_missing')} {provenance.missing}")
    return locale.text(
        "report.indicator_basis",
        indicator=provenance.label(locale),
        unit=unit_in_words(provenance.unit, locale),
        period=locale.period(provenance.period),
        counts=", ".join(counts),
        sources=", ".join(provenance.source_ids) or "–",
    )


def amount_of(figure: str, unit: str, locale: Locale) -> str:
    """A figure with its unit; of money in English the currency comes first."""
    if unit == MONEY:
        return locale.text("report.amount_MNOK", amount=figure)
    return f"{figure} {unit_in_words(unit, locale)}".rstrip()


def unit_in_words(unit: str, locale: Locale) -> str:
    """A unit as a reader says it; as the file has it where no words are known."""
    known = area("report").get(f"unit_{unit}")
    return known[locale.tag] if known else unit.replace("_", " ")
