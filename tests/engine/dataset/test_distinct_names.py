"""Two industries of one name are told apart by their ids; nothing else is touched."""

from dataclasses import replace

from engine.dataset.distinct_names import distinct, with_distinct_names
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.foundation.locale import Locale


def test_names_that_look_alike_have_their_ids_behind():
    shown = {"a": "Handel", "b": "handel ", "c": "Sjøfart"}
    assert distinct(shown) == {"a": "Handel (a)", "b": "handel  (b)", "c": "Sjøfart"}


def test_shipped_data_are_left_as_they_are():
    for name in ("publisert", "syntetisk"):
        dataset = read_dataset(shipped_data() / name)
        assert with_distinct_names(dataset) is dataset


def test_each_language_is_told_apart_on_its_own():
    dataset = read_dataset(shipped_data() / "publisert")
    first, second, *rest = dataset.industries
    twins = (replace(first, name_nb="En", name_en="Same"), replace(second, name_nb="To", name_en="Same"), *rest)
    twin, other, *_ = with_distinct_names(replace(dataset, industries=twins)).industries
    assert (twin.name(Locale("nb")), other.name(Locale("nb"))) == ("En", "To")
    assert twin.name(Locale("en")) == f"Same ({first.industry_id})"
    assert other.name(Locale("en")) == f"Same ({second.industry_id})"


def test_an_english_name_that_follows_the_norwegian_is_told_apart_with_it():
    dataset = read_dataset(shipped_data() / "publisert")
    first, second, *rest = dataset.industries
    twins = (replace(first, name_nb="En", name_en=""), replace(second, name_nb="En", name_en=""), *rest)
    twin, other, *_ = with_distinct_names(replace(dataset, industries=twins)).industries
    assert twin.name(Locale("en")) == twin.name(Locale("nb")) == f"En ({first.industry_id})"
    assert other.name(Locale("en")) == f"En ({second.industry_id})"
