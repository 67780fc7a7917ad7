"""Sobol indices of functions whose indices are known."""

import signal
import sys

import numpy as np
import pytest

from engine.foundation.errors import InputError, MissingExtraError
from engine.foundation.locale import Locale
from engine.robustness.sobol import rows_needed, sobol_indices

ONE_EACH = {"x1": 1, "x2": 1, "x3": 1}


def ishigami(rows):
    """sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1, inputs uniform on -π..π."""
    x = np.pi * (2 * rows - 1)
    return {"y": np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])}


def test_ishigami_function_has_its_analytic_indices():
    """Ishigami & Homma (1990), a = 7, b = 0.1: first .3139, .4424, 0; total .5576, .4424, .2437 (Saltelli et al. 2008).

    From the formulas: V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2; V1 = (1 + bπ⁴/5)²/2; V2 = a²/8; V13 = b²π⁸(1/18 - 1/50).
    """
    a, b = 7.0, 0.1
    variance = a**2 / 8 + b * np.pi**4 / 5 + b**2 * np.pi**8 / 18 + 0.5
    x1_variance, two, both = (1 + b * np.pi**4 / 5) ** 2 / 2, a**2 / 8, b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    first = {"x1": x1_variance / variance, "x2": two / variance, "x3": 0.0}
    total = {"x1": (x1_variance + both) / variance, "x2": two / variance, "x3": both / variance}
    assert [round(value, 4) for value in (*first.values(), *total.values())] == [
        0.3139,
        0.4424,
        0,
        0.5576,
        0.4424,
        0.2437,
    ]
    indices = sobol_indices(ishigami, ONE_EACH, 4096, seed=1)["y"]
    assert indices.first == pytest.approx(first, abs=0.02)
    assert indices.total == pytest.approx(total, abs=0.02)
    assert indices.variance == pytest.approx(variance, rel=0.02)
    assert indices.mean == pytest.approx(a / 2, rel=0.02)


def test_a_factor_without_effect_has_index_exactly_zero():
    indices = sobol_indices(lambda rows: {"y": rows[:, 0] ** 2}, {"works": 1, "idle": 1}, 64, seed=3)["y"]
    assert indices.first["idle"] == 0
    assert indices.total["idle"] == 0
    assert indices.total["works"] == pytest.approx(1, abs=0.05)


def test_a_group_of_inputs_has_one_index():
    """y = 3u + 2v + w with u, v one factor: variances 9, 4 and 1, so 13/14 and 1/14, whatever stands between."""

    def model(rows):
        return {"y": 3 * rows[:, 0] + 2 * rows[:, 1] + rows[:, 2]}

    indices = sobol_indices(model, {"together": 2, "alone": 1}, 4096, seed=5)["y"]
    assert indices.first == pytest.approx({"together": 13 / 14, "alone": 1 / 14}, abs=0.01)
    assert indices.total == pytest.approx({"together": 13 / 14, "alone": 1 / 14}, abs=0.01)


def test_a_factor_that_is_not_varied_is_reported_with_zero():
    indices = sobol_indices(lambda rows: {"y": rows[:, 0]}, {"fixed": 0, "free": 1}, 64, seed=1)["y"]
    assert indices.first["fixed"] == indices.total["fixed"] == 0
    assert list(indices.total) == ["fixed", "free"]


def test_a_constant_output_is_said_to_be_constant():
    indices = sobol_indices(lambda rows: {"y": 0.1 + 0 * rows[:, 0]}, {"a": 1, "b": 1}, 64, seed=1)["y"]
    assert indices.constant
    assert indices.variance == 0
    assert indices.mean == pytest.approx(0.1)
    assert set(indices.total.values()) == {0.0}


@pytest.mark.parametrize(
    ("size", "step", "constant"), [(1e6, 1e-4, True), (1e6, 1e-2, False), (0.0, 0.9e-9, True), (0.0, 1.5e-9, False)]
)
def test_rounding_is_a_billionth_of_the_size_of_the_output_and_of_one_where_it_is_small(size, step, constant):
    indices = sobol_indices(lambda rows: {"y": size + step * rows[:, 0]}, {"a": 1, "b": 1}, 64, seed=1)["y"]
    assert (indices.constant, indices.undetermined) == (constant, False)


def test_mean_and_variance_are_of_the_base_samples_alone():
    """Each block is one row of the first base sample, one a factor between the two, and one of the second (Saltelli
    2002): 1 and 3 have mean 2 and variance 1, whatever stands between."""
    indices = sobol_indices(lambda rows: {"y": np.tile([1.0, 70.0, 90.0, 3.0], 8)}, {"a": 1, "b": 1}, 8, seed=1)["y"]
    assert (indices.mean, indices.variance) == (2, 1)
    assert (indices.constant, indices.undetermined) == (False, False)


def test_nothing_varied_at_all_is_constant():
    indices = sobol_indices(lambda rows: {"y": np.full(len(rows), 7.0)}, {"a": 0}, 64, seed=1)["y"]
    assert indices.constant
    assert indices.mean == 7


@pytest.mark.parametrize("seed", [0, 12])
def test_the_same_seed_gives_the_same_numbers_whatever_else_is_drawn(seed):
    indices = sobol_indices(ishigami, ONE_EACH, 64, seed)
    np.random.default_rng().random(10)
    assert sobol_indices(ishigami, ONE_EACH, 64, seed) == indices
    assert sobol_indices(ishigami, ONE_EACH, 64, seed + 1) != indices


def test_inputs_never_touch_the_ends():
    seen = []

    def model(rows):
        seen.append(rows)
        return {"y": rows[:, 0]}

    sobol_indices(model, {"a": 1}, 1024, seed=2)
    assert 0 < seen[0].min() <= seen[0].max() < 1
    assert seen[0].shape == (rows_needed({"a": 1}, 1024), 1)
    assert rows_needed({"a": 1, "b": 3, "c": 0, "d": 1}, 1024) == 1024 * (3 + 2)


def test_the_first_and_last_cell_of_the_sequence_are_inside_too(monkeypatch):
    """Its points have 30 bits: 0 and 1 - 2^-30 are among them, and a logarithm of neither 0 nor 1 - 1 may be asked."""
    from SALib.sample import sobol as sampling

    ends, seen = np.repeat([[0.0], [1 - 2.0**-30]], [4, 4], axis=0), []

    def model(rows):
        seen.append(rows)
        return {"y": np.ones(len(rows))}

    monkeypatch.setattr(sampling, "sample", lambda *_, **__: np.hstack([ends, ends]))
    sobol_indices(model, {"a": 1, "b": 1}, 2, seed=1)
    assert 0 < seen[0].min() < 2.0**-30
    assert 1 - 2.0**-30 < seen[0].max() < 1


def test_an_output_that_nothing_varies_hides_no_other():
    """Uniform inputs: variance 1/12."""
    told = sobol_indices(lambda rows: {"still": np.ones(len(rows)), "moves": rows[:, 0]}, {"a": 1, "b": 1}, 256, seed=1)
    assert told["still"].constant
    assert told["moves"].variance == pytest.approx(1 / 12, rel=0.02)


def test_without_salib_one_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib.analyze", None)
    with pytest.raises(MissingExtraError, match="SALib"):
        sobol_indices(ishigami, ONE_EACH, 64, seed=1)


def test_one_group_alone_explains_everything():
    indices = sobol_indices(lambda rows: {"y": rows.sum(axis=1)}, {"all": 5, "none": 0}, 256, seed=1)["y"]
    assert indices.first == pytest.approx({"all": 1, "none": 0}, abs=0.02)
    assert indices.variance == pytest.approx(5 / 12, rel=0.05)


def test_base_samples_and_seed_are_checked_together():
    with pytest.raises(InputError) as raised:
        sobol_indices(ishigami, ONE_EACH, 1000, seed=-1)
    told = [problem.sentence(Locale("en")) for problem in raised.value.problems]
    assert "power of two, not 1000" in told[0]
    assert "seed" in told[1]


def test_an_output_that_no_base_sample_shows_varying_is_undetermined_not_constant():
    """Two rows of base samples and one between them that differs: nothing to divide by."""

    def model(rows):
        values = np.zeros(len(rows))
        values[1] = 1.0
        return {"y": values}

    indices = sobol_indices(model, {"a": 1, "b": 1}, 2, seed=1)["y"]
    assert indices.undetermined
    assert not indices.constant
    assert np.isnan(list(indices.total.values())).all()


def test_ctrl_c_while_samples_are_drawn_ends_the_run_afterwards(monkeypatch):
    """SciPy would let go of it and go on without direction numbers."""
    from SALib.sample import sobol as sampling

    drawn = []

    def interrupted(*args, **kwargs):
        signal.raise_signal(signal.SIGINT)
        drawn.append(True)
        return np.zeros((8, 2))

    monkeypatch.setattr(sampling, "sample", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sobol_indices(lambda rows: {"y": rows[:, 0]}, {"x": 2}, 2, 1)
    assert drawn
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
