"""Names that a workbook is read by: the criteria's, and the folder's units."""

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale
from engine.results.known_indicators import catalogue_of


def test_every_indicator_of_the_shipped_criteria_and_data_is_known_with_its_unit():
    folder = shipped_data() / "publisert"
    known = catalogue_of(folder).indicators
    asked = read_criteria(shipped_criteria() / "publisert.toml").indicators
    assert asked.keys() <= known.keys()
    assert known["absence"].label(Locale("nb")) == asked["absence"].label_nb
    columns = read_dataset(folder).columns
    assert columns.keys() <= known.keys()
    assert all(known[indicator].unit == next(iter(periods.values())).unit for indicator, periods in columns.items())


def test_a_criteria_file_of_ones_own_goes_before_the_shipped(tmp_path):
    file = tmp_path / "egne.toml"
    shipped = (shipped_criteria() / "publisert.toml").read_text(encoding="utf-8")
    label = read_criteria(shipped_criteria() / "publisert.toml").indicators["absence"].label_nb
    file.write_text(shipped.replace(label, "Vårt fravær"), encoding="utf-8")
    assert catalogue_of(None, file).indicators["absence"].label(Locale("nb")) == "Vårt fravær"


def test_every_indicator_of_the_shipped_data_has_a_name_in_every_language():
    """The template's headings are read by people: an id is no name."""
    for name in ("noa", "publisert"):
        known = catalogue_of(shipped_data() / name).indicators
        for language in ("nb", "nn", "en"):
            unnamed = [
                indicator.indicator_id
                for indicator in known.values()
                if indicator.label(Locale(language)) == indicator.indicator_id
            ]
            assert unnamed == [], (name, language)
