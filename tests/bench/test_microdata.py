"""Ten million respondents to prevalences in 40 industries, beside what one would write with pandas.

Each runs as a program of its own, so that its memory can be told. The pandas script takes the weighted shares only: no
standard errors, no pairs, no standardising, nothing hidden.
"""

import os
import subprocess
import sys

import pytest

ROWS, VARIABLES, INDUSTRIES, CLUSTERS = 10_000_000, 24, 40, 50_000
WHAT = f"{ROWS:,} respondents × 30 columns, {VARIABLES} variables, {INDUSTRIES} industries"

SPECIFICATION = """
synthetic = true
[source]
id = "made_up"
title = "Made up"
[columns]
industry = "industry"
weight = "weight"
stratum = "stratum"
[survey]
period = "2022"
"""
VARIABLE = """
[[variable]]
indicator_id = "q{at}"
column = "q{at}"
answers = [0, 1, 2, 3, 4, 5]
any_of = [3, 4]
"""
STANDARD = """
[standard]
age_groups = [15, 30, 45, 60]
sexes = [1, 2]
"""
PAIR = """
[[pair]]
exposure = "q{at}"
complaint = "q{other}"
"""

PANDAS = """
import sys, pandas as pd
frame = pd.read_parquet(sys.argv[1])
shares = {}
for at in range(24):
    yes = frame[f"q{at}"].isin([3, 4])
    total = frame["weight"].groupby(frame["industry"]).sum()
    shares[at] = (frame["weight"] * yes).groupby(frame["industry"]).sum() / total
print(float(shares[0]["i1"]))
"""


@pytest.fixture(scope="module")
def survey(tmp_path_factory):
    """The respondents as Parquet, an industries folder and specifications, in a folder that goes away with the run."""
    import duckdb

    folder = tmp_path_factory.mktemp("microdata")
    answers = ", ".join(f"floor(random() * 6)::tinyint AS q{index}" for index in range(VARIABLES))
    duckdb.execute("SET enable_progress_bar = false")
    duckdb.execute(
        f"""COPY (SELECT 'i' || psu % {INDUSTRIES} AS industry, psu % 20 AS stratum, psu, 0.5 + random() AS weight,
        (15 + random() * 55)::int AS age,
        (1 + floor(random() * 2))::int AS sex, {answers}
        FROM (SELECT floor(random() * {CLUSTERS})::int AS psu FROM range({ROWS}))) TO '{folder / "survey.parquet"}'"""
    )
    data = folder / "data"
    data.mkdir()
    rows = "".join(f"i{index},I{index}\n" for index in range(INDUSTRIES))
    (data / "industries.csv").write_text("industry_id,name_nb\n" + rows, encoding="utf-8")
    plain = SPECIFICATION + "".join(VARIABLE.format(at=index) for index in range(VARIABLES))
    pairs = "".join(PAIR.format(at=index, other=index + VARIABLES // 2) for index in range(4))
    everything = plain.replace('"stratum"', '"stratum"\nage = "age"\nsex = "sex"') + STANDARD + pairs
    (folder / "plain.toml").write_text(plain, encoding="utf-8")
    (folder / "everything.toml").write_text(everything, encoding="utf-8")
    (folder / "clusters.toml").write_text(plain.replace('"stratum"', '"stratum"\npsu = "psu"'), encoding="utf-8")
    return folder


@pytest.fixture
def told(request):
    """Writes a line to the terminal."""
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    return lambda line: reporter.write_line(f"\n{line}")


def peak(command):
    """Run a program; gives its largest memory in MB."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_maxrss / 1000


@pytest.mark.parametrize("spec", ["plain", "everything", "clusters"])
def test_prevalences(measure, told, survey, spec):
    command = [sys.executable, "-m", "engine.cli.main", "prevalence", str(survey / "survey.parquet")]
    command += ["--spec", str(survey / f"{spec}.toml"), "--data", str(survey / "data"), "--format", "csv"]
    notes = {"plain": "", "everything": " with standardising and 4 pairs", "clusters": f" in {CLUSTERS:,} clusters"}
    megabytes = []
    measure(WHAT + notes[spec], "bransjevalg", lambda: megabytes.append(peak(command)), rounds=1, warmup=0)
    told(f"{spec}: at most {max(megabytes):.0f} MB")


def test_pandas(measure, told, survey):
    command = [sys.executable, "-c", PANDAS, str(survey / "survey.parquet")]
    megabytes = []
    measure(WHAT, "pandas", lambda: megabytes.append(peak(command)), rounds=1, warmup=0, note="weighted shares only")
    told(f"pandas: at most {max(megabytes):.0f} MB")
