"""Where the names beside the bubbles of a figure go, so that they cover one another least. No Streamlit."""

from __future__ import annotations

from collections.abc import Sequence

Box = tuple[float, float, float, float]
"""Left, low, right, high; pixels."""

PLACES = (
    "top center",
    "bottom center",
    "middle right",
    "middle left",
    "top right",
    "top left",
    "bottom right",
    "bottom left",
)
"""Plotly's own words, the one that reads best first."""
LETTER_WIDTH, LINE_HEIGHT = 0.55, 1.3  # times the size of the type
MARGIN = 0.06  # of the span of the values, which the figure leaves around them
OUTSIDE = 4  # as bad as covering so many times the area


def name_places(
    points: Sequence[tuple[float, float]],
    names: Sequence[str],
    diameters: Sequence[float],
    others: Sequence[tuple[float, float]] = (),
    *,
    size: int,
    width: int = 900,
    height: int = 460,
) -> list[str]:
    """For each point one of ``PLACES``.

    Parameters
    ----------
    points, others
        (x, y) of the bubbles with names, and of those without; only how they lie to one another counts.
    names, diameters
        Of ``points``; diameters in pixels.
    size, width, height
        Of the type and of the area of the figure, pixels. A narrower screen has names that cover one another more.
    """
    everything = [*points, *others]
    spans = [_span([point[axis] for point in everything]) for axis in (0, 1)]

    def pixel(point: tuple[float, float]) -> tuple[float, float]:
        (low_x, span_x), (low_y, span_y) = spans
        return (point[0] - low_x) / span_x * width, (point[1] - low_y) / span_y * height

    centres = [pixel(point) for point in points]
    bubbles = [_around(x, y, diameter / 2) for (x, y), diameter in zip(centres, diameters, strict=True)]
    frame = (0.0, 0.0, float(width), float(height))
    taken: list[Box] = [*bubbles, *(_around(*pixel(other), 4) for other in others)]
    places = []
    for (x, y), name, diameter in zip(centres, names, diameters, strict=True):
        breadth, tall = LETTER_WIDTH * size * len(name), LINE_HEIGHT * size
        boxes = {place: _box(x, y, diameter / 2, breadth, tall, place) for place in PLACES}
        best = min(PLACES, key=lambda place: _covered(boxes[place], taken, frame))
        taken.append(boxes[best])
        places.append(best)
    return places


def _span(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    margin = MARGIN * (high - low) or 1.0
    return low - margin, high - low + 2 * margin


def _around(x: float, y: float, radius: float) -> Box:
    return x - radius, y - radius, x + radius, y + radius


def _box(x: float, y: float, radius: float, breadth: float, tall: float, place: str) -> Box:
    upright, sideways = place.split()
    low = {"top": y + radius, "middle": y - tall / 2, "bottom": y - radius - tall}[upright]
    aside = radius if upright == "middle" else 0.0
    left = {"left": x - aside - breadth, "center": x - breadth / 2, "right": x + aside}[sideways]
    return left, low, left + breadth, low + tall


def _covered(box: Box, taken: Sequence[Box], frame: Box) -> float:
    area = (box[2] - box[0]) * (box[3] - box[1])
    return sum(_common(box, other) for other in taken) + OUTSIDE * (area - _common(box, frame))


def _common(box: Box, other: Box) -> float:
    """The area that two boxes share."""
    wide = min(box[2], other[2]) - max(box[0], other[0])
    tall = min(box[3], other[3]) - max(box[1], other[1])
    return max(wide, 0.0) * max(tall, 0.0)
