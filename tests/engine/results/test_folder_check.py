"""What validate finds."""

from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.results.folder_check import check
from tests.engine.results.small import CRITERIA, INDICATORS, SELECTION, write_criteria, write_data


def codes(findings):
    return [problem.code for problem in findings.problems]


def test_a_folder_in_order_is_counted(tmp_path):
    findings = check(write_data(tmp_path / "data"))
    assert findings.problems == ()
    assert findings.sentences() == (f"Ingen feil i {tmp_path / 'data'}. Bransjer: 5, indikatorer: 2, verdier: 7.",)


def test_problems_of_folder_and_file_are_told_together(tmp_path):
    folder = write_data(tmp_path / "data", indicators=INDICATORS.replace("percent,1.5", "percent,x"))
    file = write_criteria(tmp_path / "c.toml", CRITERIA.replace("share = 3", "shar = 3"))
    findings = check(folder, file)
    assert "not_a_number" in codes(findings)
    assert "unknown" in codes(findings)
    assert findings.sentences() == ()


def test_the_fit_is_checked_where_both_can_be_read(tmp_path):
    folder = write_data(tmp_path / "data")
    other_unit = write_criteria(tmp_path / "c.toml", CRITERIA.replace('unit = "percent"', 'unit = "score_0_1"'))
    assert codes(check(folder, other_unit)) == ["unit_mismatch"]
    fine = check(folder, write_criteria(tmp_path / "d.toml"))
    assert fine.problems == ()
    assert "d.toml, og kriteriene passer" in fine.sentences()[1]


def test_a_file_without_selection_is_no_mistake(tmp_path):
    assert codes(check(write_data(tmp_path / "data"), write_criteria(tmp_path / "c.toml", CRITERIA))) == []


def test_what_only_the_calculation_shows_is_told(tmp_path):
    """Beta's 12 lies beyond the goalpost of 10, and may not be clipped."""
    strict = (CRITERIA + SELECTION).replace("high = 10.0", "high = 10.0, clip = false")
    findings = check(write_data(tmp_path / "data"), write_criteria(tmp_path / "c.toml", strict))
    assert codes(findings) == ["outside_goalposts"]


def test_weights_are_checked_against_the_file(tmp_path):
    folder, file = write_data(tmp_path / "data"), write_criteria(tmp_path / "c.toml")
    assert codes(check(folder, file, "shar=1")) == ["unknown"]
    assert codes(check(folder, file, "share=1")) == []


def test_what_awaits_figures_is_said_though_it_is_no_error():
    sentences = check(shipped_data() / "publisert", shipped_criteria() / "utvidet.toml").sentences()
    assert any(sentence.startswith("Venter på tall") and "Tariffavtaledekning" in sentence for sentence in sentences)
    assert not any(
        "Venter" in sentence
        for sentence in check(shipped_data() / "publisert", shipped_criteria() / "publisert.toml").sentences()
    )
