"""Random tables of members for the properties of aggregates: values in 0..1, some missing, and weights."""

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

NAN = np.nan
UNIT = st.one_of(st.just(0.0), st.just(1.0), st.floats(1e-6, 1.0), st.integers(1, 9).map(lambda tenth: tenth / 10))
WEIGHT = st.one_of(st.just(0.0), st.floats(0.01, 10.0))


@st.composite
def tables(draw, missing=True):
    industries, members, draws = draw(st.integers(1, 5)), draw(st.integers(1, 9)), draw(st.integers(1, 4))
    element = st.one_of(UNIT, st.just(NAN)) if missing else UNIT
    values = [[draw(element) for _ in range(members)] for _ in range(industries)]
    weights = [[draw(WEIGHT) for _ in range(members)] for _ in range(draws)]
    assume(all(sum(row) > 0 for row in weights))
    return np.array(values), np.array(weights)
