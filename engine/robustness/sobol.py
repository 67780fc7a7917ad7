"""How much of an output's variance each factor explains: first-order and total Sobol indices.

SALib samples (Saltelli 2002) and estimates (Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018); a factor may be a
group of inputs that vary together.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.foundation.errors import InputError, MissingExtraError, Problem

Floats = NDArray[np.float64]

CONSTANT = 1e-9  # an output that varies less than this, relative to its size, varies by rounding only
IDLE = ""
HALF_A_CELL = 2.0**-31  # the sequence has 30 bits: each point stands for the middle of its cell, so never for 0 or 1


@dataclass(frozen=True, slots=True)
class Indices:
    """What explains one output.

    Parameters
    ----------
    mean, variance
        Of the output over both base samples.
    constant
        Nothing varies it; every index is then 0.
    undetermined
        It varies, but so rarely that no base sample shows it; every index is then NaN, and more samples are needed.
    first
        By factor: the share of the variance that goes when the factor is fixed, on average (main effect).
    total
        By factor: the share that is left when all the others are fixed; exactly 0 for a factor without effect.
    first_margin, total_margin
        Half the width of a 95 per cent bootstrap interval.
    """

    mean: float
    variance: float
    constant: bool
    undetermined: bool
    first: Mapping[str, float]
    total: Mapping[str, float]
    first_margin: Mapping[str, float]
    total_margin: Mapping[str, float]


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Holds Ctrl-C back: SciPy lets go of one that comes while it reads its direction numbers, and then has none."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Python tells only its main thread
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)
    if pressed and before is not signal.SIG_IGN:
        raise KeyboardInterrupt


def sobol_indices(
    model: Callable[[Floats], Mapping[str, Floats]], factors: Mapping[str, int], base_samples: int, seed: int
) -> dict[str, Indices]:
    """Indices of every output of ``model``, which takes (row, input) in 0..1 and gives (row,) by output.

    Parameters
    ----------
    factors
        ``{factor: number of inputs}``; inputs stand in the factors' order. One without inputs is not varied, and its
        indices are 0.
    base_samples
        A power of two. The model is run on ``rows_needed`` rows.
    seed
        Not negative. The same seed gives the same numbers.

    Raises
    ------
    InputError
        Where ``base_samples`` is not a power of two or ``seed`` is negative.
    MissingExtraError
        Where SALib is not installed.
    """
    _check(base_samples, seed)
    groups = [factor for factor, inputs in factors.items() for _ in range(inputs)]
    inputs = len(groups)
    if not groups:
        return {name: _fixed(values, factors) for name, values in model(np.zeros((1, 0))).items()}
    try:
        from SALib.analyze import sobol as analysis
        from SALib.sample import sobol as sampling
    except ImportError:
        raise MissingExtraError("SALib", "") from None

    varied = list(dict.fromkeys(groups))
    if len(varied) == 1:  # SALib takes a single group for none
        varied, groups = [*varied, IDLE], [*groups, IDLE]

    def problem() -> dict[str, object]:
        names = [f"input{index}" for index in range(len(groups))]
        return {"num_vars": len(groups), "names": names, "groups": groups, "bounds": [[0.0, 1.0]] * len(groups)}

    with _uninterrupted():
        rows = sampling.sample(problem(), base_samples, calc_second_order=False, seed=np.random.default_rng(seed))
    step = len(varied) + 2
    indices = {}
    for name, values in model(rows[:, :inputs] + HALF_A_CELL).items():
        base = np.concatenate([values[::step], values[step - 1 :: step]])
        noise = CONSTANT * max(1.0, float(np.abs(values).max()))
        if np.ptp(base) <= noise:
            indices[name] = _fixed(base, factors, undetermined=bool(np.ptp(values) > noise))
            continue
        # SALib takes a seed of 0 for none.
        told = analysis.analyze(problem(), values, calc_second_order=False, seed=seed + 1)
        by = [
            _all(dict(zip(varied, told[key].tolist(), strict=True)), factors)
            for key in ("S1", "ST", "S1_conf", "ST_conf")
        ]
        indices[name] = Indices(float(base.mean()), float(base.var()), False, False, *by)
    return indices


def rows_needed(factors: Mapping[str, int], base_samples: int) -> int:
    """How many rows the model is run on: ``base_samples * (factors with inputs + 2)``, at least two factors."""
    varied = sum(1 for inputs in factors.values() if inputs)
    return base_samples * (max(varied, 2) + 2) if varied else 1


def _all(by_factor: Mapping[str, float], factors: Mapping[str, int]) -> dict[str, float]:
    return {factor: by_factor.get(factor, 0.0) for factor in factors}


def _fixed(values: Floats, factors: Mapping[str, int], undetermined: bool = False) -> Indices:
    every = dict.fromkeys(factors, np.nan if undetermined else 0.0)
    return Indices(float(values.mean()), 0.0, not undetermined, undetermined, every, every, every, every)


def _check(base_samples: int, seed: int) -> None:
    problems = []
    if base_samples < 2 or base_samples & (base_samples - 1):
        problems.append(
            Problem(
                "not_a_power_of_two", place="--base-samples", given=str(base_samples), allowed=("2, 4, 8, …, 1024",)
            )
        )
    if seed < 0:
        problems.append(Problem("toml_out_of_range", place="--seed", given=str(seed), allowed=("≥ 0",)))
    if problems:
        raise InputError(problems)
