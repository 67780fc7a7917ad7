"""Where draws run changes nothing but the time; what goes wrong there is one line."""

import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import joblib
import numpy as np
import pytest

from engine.foundation.errors import InputError, MissingExtraError
from engine.foundation.locale import Locale
from engine.robustness import compute_backend as module
from engine.robustness.acceptability import Uncertainty, acceptability
from engine.robustness.compute_backend import Interrupted, dask, in_process, local
from engine.scoring.score import score
from tests.engine.robustness.small import column, criteria, dataset

WEIGHTS = {"x": 2.0, "y": 1.0, "z": 1.0}


@pytest.fixture(scope="module")
def scores():
    values = {name: list(np.random.default_rng(seed).uniform(0, 1, 12)) for seed, name in enumerate("xy")}
    uncertain = column("z", list(np.linspace(0.2, 0.8, 12)), [0.1] * 12)
    return score(dataset(values, columns={"z": uncertain}), criteria(WEIGHTS))


def bits(scores, backend):
    result = acceptability(scores, draws=2_200, seed=9, uncertainty=Uncertainty(), backend=backend)
    assert result.mismatches == 0
    return tuple(
        array.tobytes() for array in (result.ranks, result.selected, result.central_weights, result.confidence)
    )


@pytest.fixture(scope="module")
def here(scores):
    return bits(scores, in_process)


@pytest.mark.parametrize("workers", [1, 2])
def test_worker_processes_give_the_same_bits_as_one_process(scores, here, workers):
    assert bits(scores, local(workers, pays_after=0.0)) == here


def test_two_workers_are_two_processes_and_results_keep_their_order():
    answers = local(2, pays_after=0.0)(process_and_argument, list(range(8)))
    assert [argument for _, argument in answers] == list(range(8))
    assert {process for process, _ in answers[1:]}.isdisjoint({os.getpid()})


def test_processes_are_not_started_for_work_that_is_soon_done():
    assert {process for process, _ in local(2)(process_and_argument, list(range(8)))} == {os.getpid()}


@pytest.mark.parametrize(
    ("seconds", "jobs", "workers", "cores", "started"),
    [
        (1.5, 3, 2, 8, []),
        (1.5, 4, 2, 8, [2]),
        (2.0, 3, 2, 8, []),
        (2.5, 3, 2, 8, [2]),
        (9.0, 2, 2, 8, []),
        (9.0, 4, 1, 8, []),
        (9.0, 4, None, 8, [8]),
        (9.0, 4, None, 1, []),
    ],
)
def test_processes_are_started_where_more_than_four_seconds_are_left_for_two_jobs_or_more(
    monkeypatch, seconds, jobs, workers, cores, started
):
    """``seconds`` is what the first job took; one core alone gains nothing."""
    times, asked_for = iter([10.0, 10.0 + seconds]), []

    class Parallel:
        def __init__(self, n_jobs, **_):
            asked_for.append(n_jobs)

        def __call__(self, calls):
            return (work(job) for _, (work, job), _ in calls)

    monkeypatch.setattr(module, "time", SimpleNamespace(perf_counter=lambda: next(times)))
    monkeypatch.setattr(joblib, "Parallel", Parallel)
    monkeypatch.setattr(joblib, "cpu_count", lambda: cores)
    told = []
    assert local(workers)(abs, list(range(-jobs, 0)), told.append) == list(range(jobs, 0, -1))
    assert told == list(range(1, jobs + 1))
    assert asked_for == started


def process_and_argument(argument):
    return os.getpid(), argument


@pytest.mark.parametrize("backend", [in_process, local(1), local(2, pays_after=0.0)])
def test_progress_counts_every_job(backend):
    told = []
    backend(abs, [-1, -2, -3, -4], told.append)
    assert told == [1, 2, 3, 4]
    assert backend(abs, []) == []


def test_an_interrupted_run_says_how_many_draws_were_done(scores):
    def stop(done, total):
        if done == 1_000:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        acceptability(scores, draws=2_200, progress=stop)
    assert (caught.value.done, caught.value.total, caught.value.exit_code) == (1_000, 2_200, 130)
    assert "1000 av 2200" in caught.value.sentence()
    assert "1000 of 2200" in caught.value.sentence(Locale("en"))


INTERRUPTED = """
import sys, time
from engine.robustness.compute_backend import local

def slow(job):
    time.sleep(0.2)
    return job

def told(done):
    print(done, flush=True)

try:
    local(2, pays_after=0.0)(slow, range(400), told)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


def test_ctrl_c_stops_worker_processes_without_a_traceback():
    """The terminal sends it to the whole group of processes, workers included."""
    run = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while (line := run.stdout.readline()) and int(line) < 4:
        pass
    os.killpg(run.pid, signal.SIGINT)
    output, complaints = run.communicate(timeout=30)
    assert output.splitlines()[-1] == "stopped"
    assert complaints == ""


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and a worker of this machine, in this process."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=False,
        dashboard_address="127.0.0.1:0",
        host="127.0.0.1",
        protocol="tcp",
    ) as running:
        yield running.scheduler_address


def test_a_dask_cluster_gives_the_same_bits_as_one_process(scores, here, cluster):
    assert bits(scores, dask(cluster)) == here


def test_a_dask_cluster_tells_of_progress_and_keeps_the_order(cluster):
    told = []
    assert dask(cluster)(abs, [-3, -1, -2], told.append) == [3, 1, 2]
    assert told == [1, 2, 3]


def test_an_error_on_a_cluster_is_the_error_it_would_have_been_here(cluster):
    with pytest.raises(InputError, match="--draws"):
        dask(cluster)(refuse, [1, 2])


def refuse(job):
    from engine.foundation.errors import Problem

    raise InputError(Problem("draws_number", place="--draws", given="0", more={"least": "1", "most": "10"}))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "nowhere://x", "tcp://", ""])
def test_a_scheduler_that_does_not_answer_is_one_line(address, capfd, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 1)
    with pytest.raises(InputError) as caught:
        dask(address)(abs, [1])
    message = caught.value.sentence()
    assert "--scheduler" in message
    assert f"«{address}»" in message
    assert "\n" not in message
    assert capfd.readouterr() == ("", "")


def test_a_cluster_without_workers_is_one_line(monkeypatch):
    from distributed import LocalCluster

    monkeypatch.setattr(module, "PATIENCE", 1)
    with (
        LocalCluster(
            n_workers=0, processes=False, dashboard_address="127.0.0.1:0", host="127.0.0.1", protocol="tcp"
        ) as empty,
        pytest.raises(InputError, match="arbeidere"),
    ):
        dask(empty.scheduler_address)(abs, [1])


def test_without_distributed_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError) as caught:
        dask("tcp://127.0.0.1:9")
    assert "dask" in caught.value.sentence()
