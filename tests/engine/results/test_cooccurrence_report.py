from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale
from engine.results.cooccurrence_report import (
    has_pairings,
    named_for,
    named_table,
    not_named,
    pairing_table,
    pairings,
    standard_errors,
)
from engine.scoring.cooccurrence import HIGH
from engine.scoring.score import score


def shipped(data, criteria):
    return score(read_dataset(shipped_data() / data), read_criteria(shipped_criteria() / criteria))


@pytest.fixture(scope="module")
def synthetic():
    return shipped("syntetisk", "stami.toml")


@pytest.fixture(scope="module")
def published():
    return shipped("publisert", "publisert.toml")


def test_both_pairings_of_the_report_are_found_with_their_sides(synthetic):
    sides = {pairing.node: (pairing.exposure_id, pairing.health_id) for pairing in pairings(synthetic)}
    assert sides == {"msk": ("msk_exposure", "msk_pain"), "mental": ("mental_exposure", "mental_complaints")}


def test_who_is_at_or_above_both_limits_is_who_the_scores_flag_as_high(synthetic):
    for pairing in pairings(synthetic):
        above = (pairing.exposure >= pairing.limits[0] - 1e-12) & (pairing.health >= pairing.limits[1] - 1e-12)
        assert (above == (synthetic.flags[pairing.node] == HIGH)).all()
        assert above.any()


def test_the_error_of_an_indicator_is_in_the_units_between_its_goalposts(synthetic):
    """Shipped goalposts of the prevalences are 0 and 80 per cent."""
    positions = [synthetic.dataset.position[industry] for industry in synthetic.industry_ids]
    raw = synthetic.columns["mental_complaints"].se[positions]
    assert standard_errors(synthetic, "mental_complaints") == pytest.approx(raw / 80)


def test_the_error_of_a_mean_of_two_equal_errors_is_their_error_over_the_root_of_two(synthetic):
    pain = synthetic.criteria.criteria["msk_pain"].members
    parts = np.column_stack([standard_errors(synthetic, member) for member in pain])
    weights = np.array(list(pain.values())) / sum(pain.values())
    by_hand = [sum((w * se) ** 2 for w, se in zip(weights, row, strict=True)) ** 0.5 for row in parts]
    assert standard_errors(synthetic, "msk_pain") == pytest.approx(by_hand)


def test_published_values_without_errors_have_none(published):
    assert np.isnan(standard_errors(published, "absence")).all()


def test_the_default_criteria_take_the_report_at_its_words_and_pair_nothing(published, synthetic):
    assert pairings(published) == ()
    assert not has_pairings(published.criteria)
    assert has_pairings(synthetic.criteria)


def test_report_2024_section_3_5_11_names_five_on_both_pairings_and_three_beside_them(published):
    named = named_for(published.dataset)
    both = {industry for industry, sides in named.items() if len(set(sides) - {"absence_named"}) == 4}
    assert both == {"butikkhandel", "hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart"}
    assert named["eiendom_vakt"] == ("msk_pain_named",)
    assert named["undervisning"] == named["sosial_barnevern"] == ("mental_exposure_named", "absence_named")
    assert len(named) == 8


def test_the_file_of_a_pairing_has_both_sides_and_the_geometric_mean_that_they_make(synthetic):
    pairing = pairings(synthetic)[0]
    table = pairing_table(pairing, synthetic, Locale("nb"))
    rows = [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]
    assert [row["industry_id"] for row in rows] == list(synthetic.industry_ids)
    for row in rows:
        assert row["cooccurrence"] == pytest.approx((row["exposure"] * row["health"]) ** 0.5)
        assert row["high_on_both"] == (row["exposure"] >= pairing.limits[0] and row["health"] >= pairing.limits[1])


def test_the_file_of_the_reports_words_has_the_five_that_are_named_for_everything(published):
    """Report 3.5.11: the five that are high on both pairings."""
    table = named_table(published, {"sjofart"}, Locale("nb"))
    keys = [column.key for column in table.columns]
    rows = {row[0]: dict(zip(keys, row, strict=True)) for row in table.rows}
    four = ("msk_exposure_named", "msk_pain_named", "mental_exposure_named", "mental_complaints_named")
    assert {industry for industry, row in rows.items() if all(row[what] for what in four)} == {
        *("butikkhandel", "hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart")
    }
    assert [industry for industry, row in rows.items() if row["selected"]] == ["sjofart"]


@pytest.mark.parametrize(
    ("data", "criteria", "counted"),
    [
        ("noa", "kjent.toml", ("interval",)),
        ("noa", "publisert.toml", ("skip",)),
        ("publisert", "publisert.toml", ("zero",)),
        ("syntetisk", "stami.toml", ()),
    ],
)
def test_a_pairing_that_the_report_does_not_name_counts_as_the_data_and_the_criteria_have_it(data, criteria, counted):
    assert not_named(shipped(data, criteria)) == counted


def test_a_criterion_with_one_member_hands_its_missing_value_on_to_the_policy_above(published):
    """msk has msk_flag alone: what is missing there is missing among the members of the root, which count it as 0."""
    asked = published.criteria
    root = replace(asked.root, missing="worst")
    changed = replace(asked, criteria={**asked.criteria, root.id: root})
    data = read_dataset(shipped_data() / "noa")
    assert not_named(score(data, changed)) == ("worst",)
