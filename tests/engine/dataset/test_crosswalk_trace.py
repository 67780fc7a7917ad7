"""Code by code: the same rule as the contract's section 1, done by hand, and against every carried value shipped."""

import math

import numpy as np
import pytest

from engine.dataset.crosswalk_trace import code_by_code
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.foundation.errors import InputError


@pytest.fixture(scope="module")
def shipped():
    return read_dataset(shipped_data() / "publisert")


def by_hand(trace):
    """The job-weighted mean of the groups' values."""
    return sum(code.jobs * code.value.value for code in trace.codes) / sum(code.jobs for code in trace.codes)


def test_the_codes_of_every_industry_give_every_carried_value_again(shipped):
    compared = 0
    for indicator, periods in shipped.columns.items():
        period = next(reversed(periods))
        column = periods[period]
        for index, industry in enumerate(shipped.industries):
            trace = code_by_code(shipped, industry.industry_id, indicator, period)
            if trace.stated is not None or not column.groups[index]:
                continue
            assert math.isclose(by_hand(trace), column.values[index], rel_tol=1e-12)
            assert tuple(sorted(trace.by_group)) == tuple(sorted(column.groups[index]))
            compared += 1
    assert compared > 39


def test_every_code_of_the_industry_is_there_once_with_its_jobs(shipped):
    jobs = {code.sn2007: code.jobs for code in shipped.codes}
    for industry in shipped.industries:
        trace = code_by_code(shipped, industry.industry_id, "absence", "2016K3")
        assert tuple(code.sn2007 for code in trace.codes) == industry.codes
        assert trace.jobs == sum(jobs[code] for code in industry.codes)


def test_an_industry_with_a_code_that_no_group_covers_has_no_value_and_says_which(shipped):
    missing = [
        (industry.industry_id, trace)
        for industry in shipped.industries
        if industry.codes
        for trace in [code_by_code(shipped, industry.industry_id, "union_density", "2014")]
        if trace.uncovered
    ]
    assert missing
    column = shipped.column("union_density", "2014")
    for industry_id, trace in missing:
        assert trace.value is None
        assert np.isnan(column.values[shipped.position[industry_id]])


def test_a_value_of_the_industrys_own_is_not_carried(shipped):
    trace = code_by_code(shipped, "butikkhandel", "msk_flag", "2024")
    assert (trace.stated, trace.value) == (1.0, 1.0)


def test_a_period_that_the_data_do_not_have_is_refused(shipped):
    with pytest.raises(InputError, match="1999"):
        code_by_code(shipped, "butikkhandel", "absence", "1999")
