"""Who is like whom by exposures: exact contributions, ties, what is not compared, and honest silence."""

import math
from pathlib import Path

import numpy as np
import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InputError
from engine.transfer.similarity import (
    ABSENT,
    BETWEEN,
    BOTH_HIGH,
    BOTH_LOW,
    BOTH_MIDDLE,
    COMPARED,
    CONSTANT,
    DIFFERENT,
    JUDGEMENT,
    MOST_DRAWS,
    declared_exposures,
    has_likeness,
    similarity,
)

INDUSTRIES = """industry_id,name_nb,status
ask,Ask,candidate
bed,Bed,other
one,En,programme
two,To,programme
"""
UNPAIRED = read_criteria(shipped_criteria() / "publisert.toml")
HEADER = "industry_id,indicator_id,period,value,unit,se,n,quality,source_id\n"


def data(folder, rows, industries=INDUSTRIES):
    folder.mkdir(exist_ok=True)
    (folder / "industries.csv").write_text(industries, encoding="utf-8")
    (folder / "indicators.csv").write_text(HEADER + rows, encoding="utf-8")
    return read_dataset(folder)


def rows(indicator, values, quality="published", se=""):
    return "".join(
        f"{industry},{indicator},2022,{value},percent,{se},,{quality},s_{industry}\n"
        for industry, value in zip(("ask", "bed", "one", "two"), values, strict=True)
        if value is not None
    )


@pytest.fixture
def of(tmp_path):
    def made(text, **options):
        dataset = data(tmp_path / "d", text)
        return similarity(dataset, UNPAIRED, exposures=tuple(dataset.columns), **options)

    return made


def test_contributions_add_up_to_the_squared_distance_and_to_one(of):
    """heat 10 20 30 40 has the deviation √125, dust 0 0 0 8 the deviation √12."""
    result = of(rows("heat", [10, 20, 30, 40]) + rows("dust", [0, 0, 0, 8]))
    first, two = sorted(result.likenesses["ask"], key=lambda likeness: likeness.industry_id)
    heat, dust = 20**2 / 125, 0.0
    assert first.distance == pytest.approx(math.sqrt((heat + dust) / 2 / 2))
    heat, dust = 30**2 / 125, 8**2 / 12
    assert two.distance == pytest.approx(math.sqrt((heat + dust) / 2 / 2))
    shares = {difference.indicator_id: difference.contribution for difference in two.differences}
    assert shares == pytest.approx({"heat": heat / (heat + dust), "dust": dust / (heat + dust)})
    assert [difference.contribution for difference in two.differences] == sorted(shares.values(), reverse=True)
    assert {difference.indicator_id: difference.standardised for difference in two.differences} == pytest.approx(
        {"heat": -30 / math.sqrt(125), "dust": -8 / math.sqrt(12)}
    )


def test_equal_distances_share_the_place_and_stand_by_id(of):
    result = of(rows("heat", [20, 50, 10, 30]))
    assert [(likeness.industry_id, likeness.place) for likeness in result.likenesses["ask"]] == [("one", 1), ("two", 1)]
    assert [likeness.industry_id for likeness in result.nearest("ask")] == ["one", "two"]


def test_the_same_exposures_are_no_distance_and_no_contributions(of):
    result = of(rows("heat", [20, 50, 20, 30]) + rows("dust", [1, 5, 1, 3]))
    first = result.likenesses["ask"][0]
    assert (first.industry_id, first.distance) == ("one", 0.0)
    assert [difference.contribution for difference in first.differences] == [0.0, 0.0]


def test_only_shared_exposures_are_compared_and_the_rest_is_said(of):
    text = rows("heat", [10, 20, None, 40]) + rows("dust", [1, 2, 3, 4])
    first, two = sorted(of(text).likenesses["ask"], key=lambda likeness: likeness.industry_id)
    assert ([difference.indicator_id for difference in first.differences], first.missing) == (["dust"], ("heat",))
    assert ({difference.indicator_id for difference in two.differences}, two.missing) == ({"heat", "dust"}, ())


def test_nothing_shared_gives_no_place(of):
    result = of(rows("heat", [10, 20, None, 40]) + rows("dust", [None, 2, 3, 4]))
    last = result.likenesses["ask"][-1]
    assert (last.industry_id, last.place, last.distance, last.differences) == ("one", None, None, ())
    assert last.missing == ("dust", "heat")


def test_judgements_and_constants_are_left_out_and_named(of):
    text = rows("said", [1, 0, 1, 0], quality="classified") + rows("same", [5, 5, 5, 5])
    result = of(text)
    assert [(exposure.indicator_id, exposure.use) for exposure in result.exposures] == [
        ("said", JUDGEMENT),
        ("same", CONSTANT),
    ]
    assert result.compared == ()
    assert result.likenesses == {}
    uses = {exposure.indicator_id: exposure.use for exposure in of(text + rows("heat", [1, 2, 3, 4])).exposures}
    assert uses == {"said": JUDGEMENT, "same": CONSTANT, "heat": COMPARED}


def test_one_judgement_among_measurements_is_not_compared(of):
    text = rows("heat", [10, 20, 30, 40]) + "".join(
        f"{industry},dust,2022,{value},percent,,,{quality},s\n"
        for industry, value, quality in [
            ("ask", 1, "published"),
            ("bed", 2, "published"),
            ("one", 9, "classified"),
            ("two", 4, "published"),
        ]
    )
    likeness = next(likeness for likeness in of(text).likenesses["ask"] if likeness.industry_id == "one")
    assert likeness.judged == ("dust",)
    assert [difference.indicator_id for difference in likeness.differences] == ["heat"]


def test_quality_sources_and_errors_follow_each_difference(of):
    (first, *_) = of(rows("heat", [10, 20, 30, 40], se="3")).likenesses["ask"]
    (difference,) = first.differences
    assert difference.qualities == ("published", "published")
    assert difference.source_ids == ("s_ask", "s_one")
    assert difference.se == pytest.approx(math.sqrt(18))
    # √(2·9/125/2): what sampling alone would give two industries with the same true exposure.
    assert first.sampling_distance == pytest.approx(3 / math.sqrt(125))


def test_without_standard_errors_nothing_is_said_of_sampling(of):
    (first, *_) = of(rows("heat", [10, 20, 30, 40])).likenesses["ask"]
    assert (first.sampling_distance, first.nearest_share, first.differences[0].se) == (None, None, None)


def test_an_exposure_is_named_by_where_both_lie(of):
    """The deviation of 0 0 10 10 is 5; the usual difference √2·5 = 7.07, half of it 3.54; the mean 5."""
    text = rows("far", [0, 0, 10, 10]) + rows("high", [9, 0, 10, 1]) + rows("low", [1, 10, 0, 9])
    kinds = {difference.indicator_id: difference.kind for difference in of(text).likenesses["ask"][0].differences}
    assert of(text).likenesses["ask"][0].industry_id == "one"
    assert kinds == {"far": DIFFERENT, "high": BOTH_HIGH, "low": BOTH_LOW}
    kinds = {
        difference.indicator_id: difference.kind
        for difference in of(rows("near", [6, 0, 4, 10]) + rows("half", [0, 0, 5, 10])).likenesses["ask"][0].differences
    }
    assert kinds == {"near": BOTH_MIDDLE, "half": BETWEEN}


def test_everybody_without_a_programme_is_asked_about_unless_somebody_is_named(of):
    text = rows("heat", [10, 20, 30, 45])
    assert set(of(text).likenesses) == {"ask", "bed"}
    named = of(text, industries=("one",))
    assert {industry: [likeness.industry_id for likeness in likes] for industry, likes in named.likenesses.items()} == {
        "one": ["two"]
    }


def test_every_mistake_is_told_at_once(tmp_path):
    dataset = data(tmp_path / "d", rows("heat", [1, 2, 3, 4]))
    with pytest.raises(InputError) as raised:
        similarity(dataset, UNPAIRED, ("askk",), ("heet", "heat"), draws=MOST_DRAWS + 1, seed=-1)
    assert {(problem.code, problem.given) for problem in raised.value.problems} == {
        ("indicator_not_in_data", "heet"),
        ("unknown", "askk"),
        ("draws_number", str(MOST_DRAWS + 1)),
        ("seed_number", "-1"),
    }


def test_without_programmes_there_is_nothing_to_be_like(tmp_path):
    industries = INDUSTRIES.replace("programme", "other")
    dataset = data(tmp_path / "d", rows("heat", [1, 2, 3, 4]), industries)
    with pytest.raises(InputError) as raised:
        similarity(dataset, UNPAIRED, (), ("heat",))
    assert [problem.code for problem in raised.value.problems] == ["similar_no_programmes"]


def test_exposures_are_those_on_the_exposure_side_that_some_weight_leads_to(tmp_path):
    text = (shipped_criteria() / "stami.toml").read_text(encoding="utf-8")
    declared = declared_exposures(read_criteria(shipped_criteria() / "stami.toml"))
    assert len(declared) == 13
    assert {"prolonged_standing", "role_conflict", "restructuring"} <= set(declared)
    assert not {"mental_complaints", "lower_back_pain_due_to_work", "absence", "union_density"} & set(declared)
    file = Path(tmp_path / "c.toml")
    file.write_text(text.replace("neck_flexion = 1.0", "neck_flexion = 0.0"), encoding="utf-8")
    assert set(declared) - set(declared_exposures(read_criteria(file))) == {"neck_flexion"}


def test_an_exposure_that_awaits_values_is_left_out_and_named(tmp_path):
    text = (shipped_criteria() / "stami.toml").read_text(encoding="utf-8")
    assert 'id = "neck_flexion"' in text
    awaited = text.replace('id = "neck_flexion"', 'id = "bent_neck"\noptional = true').replace(
        "neck_flexion = 1.0", "bent_neck = 1.0"
    )
    file = Path(tmp_path / "c.toml")
    file.write_text(awaited, encoding="utf-8")
    result = similarity(read_dataset(shipped_data() / "syntetisk"), read_criteria(file), ("sjofart",), draws=5)
    assert {exposure.indicator_id: exposure.use for exposure in result.exposures}["bent_neck"] == ABSENT
    assert len(result.compared) == 12


def test_criteria_without_pairings_declare_no_exposures():
    assert declared_exposures(UNPAIRED) == ()


def test_there_is_something_to_compare_where_exposures_are_declared_and_somebody_has_a_programme(tmp_path):
    paired = read_criteria(shipped_criteria() / "stami.toml")
    dataset = data(tmp_path / "d", rows("heat", [1, 2, 3, 4]))
    assert has_likeness(dataset, paired)
    assert not has_likeness(dataset, UNPAIRED)
    nobody = data(tmp_path / "e", rows("heat", [1, 2, 3, 4]), INDUSTRIES.replace("programme", "other"))
    assert not has_likeness(nobody, paired)


@pytest.fixture(scope="module")
def synthetic():
    dataset = read_dataset(shipped_data() / "syntetisk")
    return similarity(dataset, read_criteria(shipped_criteria() / "stami.toml"), draws=200)


def test_on_the_synthetic_data_every_candidate_is_compared_in_full(synthetic):
    assert len(synthetic.likenesses) == 32
    for likenesses in synthetic.likenesses.values():
        assert [likeness.place for likeness in likenesses] == list(range(1, 8))
        assert sum(likeness.nearest_share for likeness in likenesses) == pytest.approx(1)
        for likeness in likenesses:
            assert len(likeness.differences) == 13
            assert sum(difference.contribution for difference in likeness.differences) == pytest.approx(1)
            mean = np.mean([difference.standardised**2 for difference in likeness.differences])
            assert likeness.distance**2 == pytest.approx(mean / 2)


def test_hjemmetjenesten_was_made_up_to_be_most_like_sykehjem(synthetic):
    """The recipe of the synthetic data gives both the same kind of work (data/oppskrift_syntetisk)."""
    assert [likeness.industry_id for likeness in synthetic.nearest("hjemmetjenesten")] == ["sykehjem"]


def test_the_reports_words_do_not_rank_likeness():
    """On the published data the exposure side is only what the report names: no industry is ranked by it."""
    dataset = read_dataset(shipped_data() / "publisert")
    result = similarity(dataset, UNPAIRED, (), ("msk_exposure_named", "mental_exposure_named", "msk_flag"))
    assert {exposure.use for exposure in result.exposures} == {JUDGEMENT}
    assert result.likenesses == {}


def test_industries_under_one_published_group_are_not_called_alike():
    """Working time is published for transport as one: bus, ship and air have one figure, which compares nothing."""
    dataset = read_dataset(shipped_data() / "publisert")
    result = similarity(dataset, UNPAIRED, ("sjofart",), ("shift_work",))
    bus = next(likeness for likeness in result.likenesses["sjofart"] if likeness.industry_id == "persontransport")
    assert (bus.place, bus.same_group) == (None, ("shift_work",))
