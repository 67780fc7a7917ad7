"""The shipped criteria: they fit the shipped data, give a reason for every choice, and say it in both languages."""

import csv
from dataclasses import replace

import pytest

from engine.criteria.compatibility import check_against
from engine.criteria.indicator_columns import awaits_values
from engine.criteria.reading import read_criteria, read_profiles
from engine.criteria.weights import check_profile, normalised
from engine.criteria.writing import criteria_toml
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.plans.ledger import read_ledger, shipped_ledger
from engine.plans.options_reading import read_options
from engine.scoring.ranking import order_of
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select

FILES = {
    "publisert": "publisert",
    "stami": "syntetisk",
    "utvidet": "publisert",
    "kjent": "noa",
    "eksponeringer": "noa",
}
OPTIONS = "alternativer_2025"
VIEWPOINTS = {"synspunkter": ("publisert", "stami", "kjent"), "synspunkter_utvidet": ("utvidet",)}


@pytest.fixture(scope="module", params=sorted(FILES))
def shipped(request):
    return read_criteria(shipped_criteria() / f"{request.param}.toml"), read_dataset(
        shipped_data() / FILES[request.param]
    )


@pytest.fixture(scope="module", params=sorted(FILES))
def criteria(request):
    return read_criteria(shipped_criteria() / f"{request.param}.toml")


def test_every_shipped_criteria_file_is_tested_here():
    assert {file.stem for file in shipped_criteria().glob("*.toml")} == {*FILES, *VIEWPOINTS, OPTIONS}


def test_they_fit_the_data_they_are_shipped_for(shipped):
    assert [problem.sentence() for problem in check_against(*shipped)] == []


def test_every_name_is_in_both_languages(criteria):
    assert criteria.title_nb != criteria.title_en
    for declared in (*criteria.indicators.values(), *criteria.criteria.values()):
        assert declared.label_nb
        assert declared.label_en
        assert declared.label_nb != declared.label_en, declared.id


def test_every_indicator_has_its_unit(criteria):
    assert all(indicator.unit for indicator in criteria.indicators.values())


def test_every_weight_and_condition_has_its_reason_in_both_languages(criteria):
    for declared in (criteria, criteria.selection, *criteria.criteria.values()):
        assert declared.note_nb
        assert declared.note_en


def test_the_default_criteria_give_a_reason_for_all_goalposts():
    default = read_criteria(shipped_criteria() / "publisert.toml")
    assert all(indicator.note_nb and indicator.note_en for indicator in default.indicators.values())


def test_no_industrys_score_depends_on_who_else_is_there(criteria):
    assert {indicator.normalise.method for indicator in criteria.indicators.values()} == {"goalposts"}


def test_no_shipped_value_lies_beyond_its_goalposts_in_any_period(shipped):
    criteria, dataset = shipped
    for indicator in criteria.indicators.values():
        if awaits_values(dataset, indicator):
            continue
        low, high = indicator.normalise.low, indicator.normalise.high
        for column in dataset.columns[indicator.id].values():
            beyond = (column.values < low) | (column.values > high)
            assert not beyond.any(), (indicator.id, column.period)


@pytest.mark.parametrize("name", ["publisert", "stami"])
def test_the_default_weights_are_those_of_the_contracts_example(name):
    """Contract, section 2: the root of the example file."""
    criteria = read_criteria(shipped_criteria() / f"{name}.toml")
    expected = {"msk": 0.25, "mental": 0.25, "absence": 0.2, "frafall": 0.15, "union_density": 0.15}
    assert criteria.root.members == expected
    assert criteria.scale == 100


def test_money_is_shared_as_the_report_of_2024_says_in_section_3_1(criteria):
    """70 MNOK a year, 60 % equally; the files' own minimum is half of the smallest grant there, about 7 MNOK."""
    with (shipped_data() / "kilder" / "grant_facts.csv").open(encoding="utf-8-sig", newline="") as file:
        facts = {row["fact"]: float(row["value"]) for row in csv.DictReader(file)}
    grant = criteria.selection.grant
    assert grant.frame == facts["yearly_frame"]
    assert grant.equal_share == facts["equal_share"] / 100
    assert grant.minimum_new == grant.minimum_continuing == facts["smallest_grant_persontransport"] / 2
    assert grant.wind_down_share == facts["wind_down"] / 12


@pytest.mark.parametrize("name", ["publisert", "stami", "utvidet"])
def test_at_most_as_many_are_new_as_the_report_names_on_both_pairings(name):
    """Report 2024, 3.5.11."""
    criteria = read_criteria(shipped_criteria() / f"{name}.toml")
    with (shipped_data() / "kilder" / "stami_cooccurrence_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        sides = ("msk_exposure_high", "msk_pain_high", "mental_exposure_high", "mental_complaints_high")
        both = [row for row in csv.DictReader(file) if all(row[side] == "1" for side in sides)]
    assert criteria.selection.max_new == len(both) == 5


@pytest.mark.parametrize("name", ["kjent", "eksponeringer"])
def test_the_number_of_noas_files_is_moneys_and_not_the_reports(name):
    """As many as, taken from the top, get the minimum each of today's frame: 0.6/N + 0.4 * jobs/jobs of all N."""
    criteria, dataset = read_criteria(shipped_criteria() / f"{name}.toml"), read_dataset(shipped_data() / "noa")
    jobs = {industry.industry_id: industry.jobs for industry in dataset.industries}
    today = [jobs[industry.industry_id] for industry in dataset.industries if industry.status == "programme"]
    scores = score(dataset, criteria)
    ranked = [scores.industry_ids[index] for index in order_of(scores.ranks)]

    def smallest_grant(new):
        running = [*today, *(jobs[industry] for industry in ranked[:new])]
        return 70 * (0.6 / len(running) + 0.4 * min(running) / sum(running))

    assert smallest_grant(criteria.selection.max_new) >= 3.5 > smallest_grant(criteria.selection.max_new + 1)


def test_the_files_of_one_partition_ask_for_the_same_selection():
    for data in set(FILES.values()):
        files = (read_criteria(shipped_criteria() / f"{name}.toml") for name in FILES if FILES[name] == data)
        first, *others = (replace(file.selection, note_nb="", note_nn="", note_en="") for file in files)
        assert others == [first] * len(others)


def test_size_is_scored_nowhere(criteria):
    assert not any("jobs" in indicator for indicator in criteria.indicators)


def test_a_pairing_is_marked_high_where_the_file_computes_it():
    stami = read_criteria(shipped_criteria() / "stami.toml")
    pairings = {node.id for node in stami.criteria.values() if node.aggregate == "cooccurrence"}
    assert pairings == {"msk", "mental"}
    assert all(stami.criteria[node].high_quantile is not None for node in pairings)


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, names in VIEWPOINTS.items() for name in names])
def test_the_viewpoints_fit_their_files(file, name):
    criteria = read_criteria(shipped_criteria() / f"{name}.toml")
    profiles = read_profiles(shipped_criteria() / f"{file}.toml")
    assert [problem.sentence() for profile in profiles for problem in check_profile(criteria, profile)] == []


@pytest.mark.parametrize("file", VIEWPOINTS)
def test_every_viewpoint_says_where_it_is_documented_in_both_languages(file):
    for profile in read_profiles(shipped_criteria() / f"{file}.toml"):
        assert profile.basis != profile.basis_en
        assert profile.name_nb != profile.name_en


@pytest.mark.parametrize("file", VIEWPOINTS)
def test_a_viewpoint_puts_most_weight_on_what_it_is_named_after(file):
    profiles = {
        profile.id: normalised(profile.weights) for profile in read_profiles(shipped_criteria() / f"{file}.toml")
    }
    named = {"exposure_first", "absence_first", "equal_weights", "frafall_first"}
    assert set(profiles) - {"measured_only"} == named
    assert profiles["exposure_first"]["msk"] + profiles["exposure_first"]["mental"] > 0.5
    assert max(profiles["absence_first"], key=profiles["absence_first"].get) == "absence"
    assert max(profiles["frafall_first"], key=profiles["frafall_first"].get) == "frafall"
    assert len(set(profiles["equal_weights"].values()) - {0.0}) == 1


def test_one_viewpoint_leaves_the_reports_words_out():
    """The other four give them 30 per cent or more, so that their agreement would be on the words."""
    shares = {
        viewpoint.id: normalised(viewpoint.weights)
        for viewpoint in read_profiles(shipped_criteria() / "synspunkter.toml")
    }
    words = {name: weights["msk"] + weights["mental"] for name, weights in shares.items()}
    assert words.pop("measured_only") == 0
    assert min(words.values()) >= 0.3 - 1e-12


def test_the_extended_viewpoints_are_the_others_as_long_as_what_they_add_has_no_figures():
    """Organised working life stands where union density stood; the weight of what waits is shared in proportion."""
    plain, wider = (read_profiles(shipped_criteria() / f"{file}.toml") for file in VIEWPOINTS)
    plain = [viewpoint for viewpoint in plain if viewpoint.id != "measured_only"]
    for viewpoint, more in zip(plain, wider, strict=True):
        kept = {"union_density" if key == "organised" else key: weight for key, weight in more.weights.items()}
        assert (kept.pop("prevention_potential"), kept.pop("restructuring_exposure") > 0) == (0, True)
        assert (viewpoint.id, normalised(viewpoint.weights)) == (more.id, pytest.approx(normalised(kept)))


def test_the_shipped_files_survive_being_written(criteria, tmp_path):
    copy = tmp_path / "copy.toml"
    copy.write_text(criteria_toml(criteria), encoding="utf-8")
    again = read_criteria(copy)
    assert (again.indicators, again.criteria, again.selection) == (
        criteria.indicators,
        criteria.criteria,
        criteria.selection,
    )


NO_FIGURES = {"collective_agreement_coverage", "employer_organisation", "restructuring"}


def extended():
    return read_criteria(shipped_criteria() / "utvidet.toml")


def test_the_extended_criteria_ask_for_what_the_report_names_and_nobody_has_published():
    criteria, data = extended(), read_dataset(shipped_data() / "publisert")
    absent = {indicator.id for indicator in criteria.indicators.values() if awaits_values(data, indicator)}
    assert absent >= NO_FIGURES
    assert all(indicator_id.startswith("prevention_potential_") for indicator_id in absent - NO_FIGURES)
    assert set(criteria.criteria["organised"].members) == {
        "union_density",
        "collective_agreement_coverage",
        "employer_organisation",
    }


def test_prevention_potential_is_off_until_somebody_turns_it_on():
    assert extended().root.members["prevention_potential"] == 0


def test_until_figures_come_the_extended_criteria_rank_as_the_default_ones():
    """What awaits figures gives its weight to the others in proportion: the default file's weights are left."""
    data = read_dataset(shipped_data() / "publisert")
    default = score(data, read_criteria(shipped_criteria() / "publisert.toml"))
    assert score(data, extended()).scores == pytest.approx(default.scores, abs=1e-9)


def test_numbers_of_the_shipped_options_are_the_reports():
    """Report 2024, 3.1 and 3.5.3–3.5.4; what has no source there says so."""
    with (shipped_data() / "kilder" / "grant_facts.csv").open(encoding="utf-8-sig", newline="") as file:
        facts = {row["fact"]: float(row["value"]) for row in csv.DictReader(file)}
    file = read_options(shipped_criteria() / f"{OPTIONS}.toml")
    assert set(file.frame.values()) == {facts["yearly_frame"]}
    assert len(file.frame) == facts["extension_term"]
    floored = file.options[3].key
    assert floored.floor_new == floored.floor_continuing == facts["smallest_grant_persontransport"] / 2
    assert floored.cap == facts["largest_grant_bygg_anlegg"]
    assert floored.equal_share == facts["equal_share"] / 100
    named = read_criteria(shipped_criteria() / "publisert.toml").selection.max_new
    assert len(file.options[0].new) == named
    assert "ingen kilde" in file.options[1].note_nb


def test_the_shipped_ledger_holds_the_facts_of_its_sources():
    with (shipped_data() / "kilder" / "grant_facts.csv").open(encoding="utf-8-sig", newline="") as file:
        facts = {row["fact"]: float(row["value"]) for row in csv.DictReader(file)}
    entered = {
        (entry.programme_id, entry.year, entry.entry): entry.amount for entry in read_ledger(shipped_ledger()).entries
    }
    assert entered["sykehus", 2024, "granted"] == facts["grant_sykehus"] * 1e8
    assert entered["sykehus", 2024, "carried_over"] == round(facts["carried_over_sykehus"] * 1e8)
    assert entered["sykehus", 2024, "extra"] == facts["extra_grant_sykehus"] * 1e8
    assert entered["alle", 2022, "carried_over"] == round(facts["unspent_in_six_of_seven"] * 1e8)
    assert entered["alle", 2024, "granted"] == facts["yearly_frame"] * 1e8


@pytest.mark.parametrize("file", ["kjent", "eksponeringer"])
def test_what_the_limit_on_the_number_does_is_as_its_note_says(file):
    """Without it: the same six in «kjent»; in «eksponeringer» seven with more points, fewer each, without aviation."""
    scores = score(read_dataset(shipped_data() / "noa"), read_criteria(shipped_criteria() / f"{file}.toml"))
    rules = scores.criteria.selection
    with_limit = select(selection_problem(scores))
    free = select(
        selection_problem(replace(scores, criteria=replace(scores.criteria, selection=replace(rules, max_new=None))))
    )
    if file == "kjent":
        assert free.selected == with_limit.selected
        assert len(free.selected) == 6
    else:
        assert len(free.selected) == 7
        assert free.objective > with_limit.objective
        assert free.objective / 7 < with_limit.objective / 6
        assert "luftfart" not in free.selected
