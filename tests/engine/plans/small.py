"""Small plans that a reader can check by hand, in MNOK and with few jobs."""

from fractions import Fraction

from engine.plans.grant_keys import Key
from engine.plans.half_years import Plan
from engine.plans.options import HalfYear

MNOK = 100_000_000


def key(equal_share="0.6", new="0", continuing="0", cap=None, **other):
    """A key with floors and cap in MNOK."""
    return Key(
        equal_share=Fraction(equal_share),
        floors={"new": Fraction(new) * MNOK, "continuing": Fraction(continuing) * MNOK},
        cap=None if cap is None else Fraction(cap) * MNOK,
        **other,
    )


def plan(grant_key=None, today=None, new=None, fates=None, frame=70, last=(2026, 2), starts=None, **other):
    """Two years from 2025; ``today`` and ``new`` are {programme: jobs}."""
    today = {"p": 200, "q": 100} if today is None else today
    new = {"a": 50, "b": 10} if new is None else new
    first = HalfYear(2025, 1)
    return Plan(
        key=grant_key or key(),
        first=first,
        last=HalfYear(*last),
        frames=dict.fromkeys(range(2025, last[0] + 1), frame * MNOK),
        starts=dict.fromkeys(new, first) | (starts or {}),
        fates=fates or {},
        sizes={**today, **new},
        today=today,
        **other,
    )
