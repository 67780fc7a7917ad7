"""What each selection is worth to each viewpoint, for a screen: one row a selection, whoever stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Column, Table
from engine.results.stakeholder_profiles import parties_rows
from engine.robustness.stakeholder_profiles import Parties

LOSS_SHOWN = 0.05  # of a point: less is 0,0 as it is shown


def selection_values_table(
    result: Parties, industries: Callable[[Sequence[str]], str], locale: Locale = DEFAULT_LOCALE
) -> Table:
    """One row a selection: who proposes it, who is in, and its points to each viewpoint with what that one loses.

    ``industries`` says ids in words. Equal selections are one row.
    """
    names = {name: locale.written(own.profile, "name") for name, own in result.own.items()}
    behind: dict[str, list[str]] = {}
    points: dict[tuple[str, str], str] = {}
    for row in parties_rows(result):
        proposer = names.get(row["selection"]) or locale.text(f"robustness.joint_{row['selection']}")
        proposed_by = behind.setdefault(row["selected"], [])
        if proposer not in proposed_by:
            proposed_by.append(proposer)
        loss = row["regret"]
        less = f" (\N{MINUS SIGN}{locale.number(loss, 1)})" if loss >= LOSS_SHOWN else ""
        points[row["selected"], row["profile"]] = locale.number(row["value"], 1) + less
    columns = (
        Column("selection", locale.text("stability.selection")),
        Column("industries", locale.text("stability.industries")),
        *(Column(f"value_{name}", heading) for name, heading in names.items()),
    )
    rows = tuple(
        (locale.joined(proposers), industries(selected.split()), *(points[selected, name] for name in names))
        for selected, proposers in behind.items()
    )
    return Table(locale.text("stability.title_parties"), columns, rows, (locale.text("stability.parties_losses"),))
