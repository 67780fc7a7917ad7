"""Criteria to TOML and back: nothing is lost, and nothing is written that the file need not say."""

import tomllib
from dataclasses import fields

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.criteria.model import (
    AGGREGATIONS,
    COOCCURRENCE_FORMS,
    DIRECTIONS,
    FATES,
    MISSING_POLICIES,
    OBJECTIVES,
    RANK_ENDS,
    TRANSFORMS,
    Bounds,
    Cost,
    Criteria,
    Criterion,
    Grant,
    Indicator,
    Merge,
    Normalise,
    Profile,
    ResourceLimit,
    Selection,
)
from engine.criteria.open_figures import unknown_problems
from engine.criteria.reading import parse_criteria, parse_profiles
from engine.criteria.writing import criteria_toml, profiles_toml

TEXT = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip) | st.just("")
POSITIVE = st.floats(0.001, 1e6)
SHARE = st.floats(0, 1)
AMOUNT = st.integers(0, 10**14).map(lambda ore: ore / 10**8)  # MNOK
NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True)


@st.composite
def normalisations(draw):
    method = draw(st.sampled_from(["goalposts", "minmax", "zscore", "percentile_rank", "none"]))
    if method != "goalposts":
        return Normalise(method)
    low = draw(POSITIVE)
    return Normalise(method, low, low * 2, draw(st.booleans()))


@st.composite
def indicators(draw, name):
    periods = draw(st.sampled_from([(), ("2021", "2022"), ("2016K3", "2015K3")]))
    optional = draw(st.booleans())
    rule = draw(normalisations())
    spread = draw(SHARE) if rule.method not in ("zscore", "none") else 0.0
    note = draw(TEXT)
    return Indicator(
        name,
        rule,
        draw(TEXT),
        draw(TEXT),
        "percent" if optional else draw(TEXT),
        draw(st.sampled_from(DIRECTIONS)),
        draw(st.sampled_from(TRANSFORMS)),
        None if periods else draw(st.none() | st.just("2016K3")),
        note,
        draw(TEXT),
        periods,
        optional,
        draw(SHARE),
        *((spread, spread, "2016", spread) if note else (0.0, 0.0, None, 0.0)),
    )


@st.composite
def pairings(draw, name, exposure, health):
    return Criterion(
        name,
        "cooccurrence",
        missing=draw(st.sampled_from(["skip", "fail"])),
        exposure=exposure,
        health=health,
        form=draw(st.sampled_from(COOCCURRENCE_FORMS)),
        high_quantile=draw(st.none() | SHARE),
        label_nb=draw(TEXT),
        note_en=draw(TEXT),
    )


@st.composite
def means(draw, name, members):
    weights = {member: draw(AMOUNT) for member in members}
    weights[members[0]] = draw(POSITIVE)
    aggregate = draw(st.sampled_from([aggregation for aggregation in AGGREGATIONS if aggregation != "cooccurrence"]))
    return Criterion(name, aggregate, weights, draw(st.sampled_from(MISSING_POLICIES)), label_en=draw(TEXT))


@st.composite
def grants(draw):
    frame = draw(AMOUNT)
    if draw(st.booleans()):
        return Grant("key", frame, draw(SHARE), draw(AMOUNT), draw(AMOUNT), draw(SHARE))
    return Grant("cost", frame, cost=draw(st.none() | st.builds(Cost, AMOUNT, AMOUNT)))


@st.composite
def selections(draw):
    names = draw(NAMES)
    cut = draw(st.integers(0, len(names)))
    low = draw(st.none() | AMOUNT)
    return Selection(
        eligible=tuple(draw(st.lists(st.sampled_from(["candidate", "other"]), min_size=1, unique=True))),
        objective=draw(st.sampled_from(OBJECTIVES)),
        max_new=draw(st.none() | st.integers(5, 9)),
        min_new=draw(st.integers(0, 5)),
        must=tuple(names[:cut]),
        must_not=tuple(names[cut:]),
        require_sectors=tuple(draw(st.lists(st.sampled_from(["public", "private"]), unique=True))),
        max_per_section=draw(st.none() | st.integers(0, 9)),
        conflicts=tuple(map(tuple, draw(st.lists(st.permutations("abc"), max_size=2)))),
        require_indicator=draw(st.just({}) | st.just({"z": Bounds(low, None if low is not None else 3.0)})),
        grant=draw(st.none() | grants()),
        programmes=draw(st.dictionaries(st.sampled_from("pqr"), st.sampled_from(FATES))),
        resources=tuple(ResourceLimit(name, draw(AMOUNT)) for name in draw(NAMES)),
        note_nb=draw(TEXT),
    )


@st.composite
def whole_files(draw):
    three = {name: draw(indicators(name)) for name in ("x", "y", "z")}
    rank_by = draw(st.sampled_from(RANK_ENDS))
    nodes = [draw(means("top", ["pair", "z"])), draw(pairings("pair", "x", "below")), draw(means("below", ["y", "x"]))]
    made = Criteria(
        "any-file",
        three,
        {node.id: node for node in nodes},
        "top",
        draw(TEXT),
        draw(TEXT),
        draw(POSITIVE),
        draw(st.none() | selections()),
        draw(st.just(()) | st.just((Merge("m", "M", ("c", "d"), "E"),))),
        "file.toml",
        draw(TEXT),
        draw(TEXT),
        rank_by,
    )
    assume(not unknown_problems(made))
    return made


def possible(criteria):
    """Goalposts of a logarithm are positive here already, so every drawn file is a valid one."""
    return {field.name: getattr(criteria, field.name) for field in fields(Criteria)}


@given(whole_files())
def test_a_file_written_is_read_back_equal(criteria):
    assert possible(parse_criteria(criteria_toml(criteria), "file.toml")) == possible(criteria)


PROFILES = st.lists(
    st.builds(
        Profile,
        st.sampled_from("abc"),
        TEXT.filter(bool),
        st.dictionaries(st.sampled_from("xyz"), POSITIVE, min_size=1),
        TEXT,
        TEXT,
        TEXT,
    ),
    min_size=1,
    unique_by=lambda profile: profile.id,
)


@given(PROFILES)
def test_profiles_written_are_read_back_equal(profiles):
    assert parse_profiles(profiles_toml(profiles), "file.toml") == tuple(profiles)


def test_what_equals_its_default_is_left_out():
    indicator = Indicator("x", Normalise("goalposts", 1.0, 2.0))
    criteria = Criteria("small", {"x": indicator}, {"top": Criterion("top", members={"x": 1.0})}, "top")
    assert tomllib.loads(criteria_toml(criteria)) == {
        "id": "small",
        "indicator": [{"id": "x", "normalise": {"method": "goalposts", "low": 1.0, "high": 2.0}}],
        "criterion": [{"id": "top", "members": {"x": 1.0}}],
    }


@pytest.mark.parametrize("name", ["Bø\"n'n\\e", "to\nlinjer", "tab\t", "日本"])
def test_text_survives_whatever_is_in_it(name):
    profile = Profile("a", name, {"x": 1.0})
    assert parse_profiles(profiles_toml([profile]), "f.toml") == (profile,)
