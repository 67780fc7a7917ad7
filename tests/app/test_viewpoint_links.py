"""A visitor's own viewpoints in a link: read back as they were, and refused field by field."""

from dataclasses import replace

import pytest

from app.shell import cache as cached
from app.shell.viewpoint_links import MOST_VIEWPOINTS, read_viewpoints, write_viewpoints
from engine.criteria.model import Profile
from engine.foundation.locale import Locale

SHIPPED = cached.profiles("publisert")
MEMBERS = tuple(cached.criteria("publisert").root.members)
EVEN = dict(zip(MEMBERS, (0.1, 0.2, 0.3, 0.4, 0.0), strict=True))


def read(**views):
    return read_viewpoints({f"view_{name}": [raw] for name, raw in views.items()}, SHIPPED, MEMBERS, Locale("nb"))


def test_a_link_without_viewpoints_leaves_those_that_came_with_the_criteria():
    assert read() == ((), ())
    assert write_viewpoints((), SHIPPED, MEMBERS) == {}
    assert write_viewpoints(SHIPPED, SHIPPED, MEMBERS) == {}


@pytest.mark.parametrize("name", ["Vi", "A~B", "50 % & <b>", "Ærlig?=x", "![x](http://a.no)"])
def test_what_is_written_is_read_back(name):
    own = (*SHIPPED[1:], Profile("own_1", name, EVEN))
    link = write_viewpoints(own, SHIPPED, MEMBERS)
    assert set(link) == {f"view_{SHIPPED[0].id}", "view_own_1"}
    assert link["view_own_1"] == [f"{name}~0.1~0.2~0.3~0.4~0"]
    profiles, problems = read_viewpoints(link, SHIPPED, MEMBERS, Locale("nb"))
    assert problems == ()
    assert profiles == own


def test_a_shipped_viewpoint_with_other_weights_stands_where_it_stood_without_a_basis_that_is_not_its_own():
    changed = replace(SHIPPED[1], weights=EVEN)
    link = write_viewpoints((SHIPPED[0], changed, *SHIPPED[2:]), SHIPPED, MEMBERS)
    profiles, _ = read_viewpoints(link, SHIPPED, MEMBERS, Locale("nb"))
    assert [profile.id for profile in profiles] == [profile.id for profile in SHIPPED]
    assert (profiles[1].name_nb, dict(profiles[1].weights), profiles[1].basis) == (changed.name_nb, EVEN, "")


@pytest.mark.parametrize(
    ("field", "raw", "words"),
    [
        ("Own", "Vi~0.2~0.2~0.2~0.2~0.2", "id"),
        ("x" * 41, "Vi~0.2~0.2~0.2~0.2~0.2", "id"),
        ("a", "Vi~0.2~0.2", "antall andeler: 5"),
        ("a", "~0.2~0.2~0.2~0.2~0.2", "antall andeler: 5"),
        ("a", "V" * 61 + "~0.2~0.2~0.2~0.2~0.2", "60"),
        ("a", "Vi~0.2~0.2~0.2~0.2~nan", "nan"),
        ("a", "Vi~0.2~0.2~0.2~0.2~-1", "-1"),
        ("a", "Vi~0.2~0.2~0.2~0.2~1.5", "1.5"),
        ("a", "Vi~0~0~0~0~0", ""),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_field_and_the_rest_stands(field, raw, words):
    profiles, (problem,) = read_viewpoints(
        {f"view_{field}": [raw], "view_ok": ["De~1~0~0~0~0"]}, SHIPPED, MEMBERS, Locale("nb")
    )
    assert [profile.id for profile in profiles] == [*(profile.id for profile in SHIPPED), "ok"]
    sentence = problem.sentence(Locale("nb"))
    assert words in sentence
    assert len(sentence) < 300


def test_one_field_twice_and_more_viewpoints_than_can_stand_side_by_side_are_refused():
    _, (problem,) = read_viewpoints({"view_a": ["A~1~0~0~0~0", "B~1~0~0~0~0"]}, SHIPPED, MEMBERS, Locale("nb"))
    assert problem.code == "toml_repeated"
    many = {f"view_a{index}": ["A~1~0~0~0~0"] for index in range(20)}
    profiles, problems = read_viewpoints(many, SHIPPED, MEMBERS, Locale("nb"))
    assert len(profiles) == MOST_VIEWPOINTS
    assert len(problems) == len(SHIPPED) + 20 - MOST_VIEWPOINTS
