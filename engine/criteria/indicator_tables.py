"""The ``[[indicator]]`` tables: what their keys must satisfy together."""

from __future__ import annotations

from engine.classification.periods import days_of, likeness, overlapping
from engine.criteria.model import Indicator, Normalise
from engine.criteria.tables import Findings
from engine.foundation.declared_tables import Place, Values

SPREADS = ("judged_spread", "inherited_spread", "old_spread")


def check_indicator(values: Values, place: Place, findings: Findings) -> None:
    """Goalposts stand where the method has them and nowhere else, low below high, above zero under a logarithm.

    One period or the mean of several that are alike: years with years, the same quarter with itself. What the data
    may lack has a unit of its own.
    """
    _check_periods(values, place, findings)
    _check_spreads(values, place, findings)
    if values.get("optional") and not values.get("unit"):
        findings.add("optional_without_unit", place.at("optional"))
    normalise: Values | None = values.get("normalise")
    if normalise is None or "method" not in normalise:
        return
    normalise_place, method = place.at("normalise"), normalise["method"]
    if method != "goalposts":
        for name in ("low", "high", "clip"):
            if name in normalise.given:
                findings.add("goalposts_only", normalise_place.at(name), method, name=name)
        return
    for name in ("low", "high"):
        if name not in normalise.given:
            findings.add("toml_missing_key", normalise_place, name=name)
    low, high = normalise.get("low"), normalise.get("high")
    if low is not None and high is not None and low >= high:
        findings.add("goalposts_order", normalise_place, low, high=f"{high:g}")
    if values.get("transform") == "log" and low is not None and low <= 0:
        findings.add("goalposts_log", normalise_place.at("low"), low, ("> 0",))


def _check_periods(values: Values, place: Place, findings: Findings) -> None:
    periods = values.get("mean_of") or ()
    if periods and values.get("period"):
        findings.add("period_and_mean", place.at("mean_of"), list(periods))
    if len({likeness(period) for period in periods}) > 1:
        findings.add("periods_unlike", place.at("mean_of"), list(periods))
    elif overlapping(periods):
        findings.add("periods_overlap", place.at("mean_of"), list(periods))


def _check_spreads(values: Values, place: Place, findings: Findings) -> None:
    """A spread has its reason in a note, and one for old figures says which are old."""
    given = [name for name in SPREADS if values.get(name)]
    if given and not values.get("note_nb"):
        findings.add("spread_without_reason", place.at(given[0]), values[given[0]])
    before = values.get("old_before")
    if values.get("old_spread") and not before:
        findings.add("toml_missing_key", place, name="old_before")
    if before and days_of(before) is None:
        findings.add("toml_bad_period", place.at("old_before"), before, ("2023", "2016K3"))


def indicator(values: Values) -> Indicator:
    """One indicator from its checked values."""
    return Indicator(**{**values, "normalise": Normalise(**values["normalise"])})
