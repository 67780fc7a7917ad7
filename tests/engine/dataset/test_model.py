"""The Dataset's own answers: which period is the newest, and what it says of what it does not have."""

import pickle

import numpy as np
import pytest

from engine.dataset.model import Column, Dataset, Industry, lock_columns
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale


def column(indicator_id, period, present, size=10):
    values = np.where(np.arange(size) < present, 5.0, np.nan)
    nothing = ((),) * size
    quality = np.where(np.isnan(values), -1, 0).astype(np.int8)
    return Column(indicator_id, period, "percent", values, values * np.nan, values * np.nan, quality, nothing, nothing)


def dataset(size=10, **periods):
    """Of ``{period: number of industries with a value}``; ``p`` stands before each year."""
    industries = tuple(Industry(f"i{index:02}", f"I{index}") for index in range(size))
    columns = {name[1:]: column("absence", name[1:], present, size) for name, present in periods.items()}
    return Dataset("data/x", industries, columns={"absence": columns})


def test_the_newest_period_is_the_last_that_nine_in_ten_have():
    """Contract, section 1: nine of ten is enough, eight is not."""
    assert dataset(p2014=10, p2015=9, p2016=8).column("absence").period == "2015"


@pytest.mark.parametrize(("present", "period"), [(35, "2014"), (36, "2015")])
def test_nine_in_ten_of_39_industries_is_36(present, period):
    """0.9 · 39 = 35.1."""
    assert dataset(39, p2014=39, p2015=present).column("absence").period == period


def test_where_no_period_reaches_nine_in_ten_the_newest_counts():
    assert dataset(p2014=8, p2015=2, p2016=1).column("absence").period == "2016"


def test_periods_are_ordered_by_time_and_not_by_how_they_came():
    data = dataset(p2018=10, p2016K3=10, p2017K2=10)
    assert data.periods("absence") == ("2016K3", "2017K2", "2018")
    assert data.column("absence").period == "2018"


def test_a_period_that_is_asked_for_is_given_whoever_has_it():
    assert dataset(p2014=10, p2016=1).column("absence", "2016").period == "2016"


def test_an_unknown_indicator_is_an_error_that_says_what_there_is():
    with pytest.raises(InputError) as error:
        dataset(p2014=10).column("abscence")
    assert error.value.sentence() == (
        "data/x: Dataene har ingen indikator «abscence». Mente du «absence»? Gyldig: absence."
    )


def test_an_unknown_period_is_an_error_that_says_what_there_is():
    with pytest.raises(InputError) as error:
        dataset(p2014=10, p2016K3=2).column("absence", "2016K2")
    for words in ("data/x", "absence", "«2016K2»", "Mente du «2016K3»?", "2014, 2016K3"):
        assert words in error.value.sentence()


def test_the_shown_name_is_norwegian_where_there_is_no_other():
    assert Industry("a", "Sjøfart", "Shipping").name(Locale("en")) == "Shipping"
    assert Industry("a", "Sjøfart", "Shipping").name() == "Sjøfart"
    assert Industry("a", "Sjøfart").name(Locale("en")) == "Sjøfart"


def test_made_up_values_make_the_dataset_synthetic():
    data = dataset(p2014=10)
    assert not data.synthetic
    data.columns["absence"]["2014"].quality[3] = 4
    assert Dataset("x", data.industries, columns=data.columns).synthetic


def test_the_title_is_the_languages_own_or_the_norwegian_one_or_the_folders_name():
    both = Dataset("mine", (), title="Transport", title_en="Transport industries")
    assert (both.shown_title(), both.shown_title(Locale("en"))) == ("Transport", "Transport industries")
    assert Dataset("mine", (), title="Tall", title_nn="Tal").shown_title(Locale("nn")) == "Tal"
    assert both.shown_title(Locale("nn")) == "Transport"
    assert Dataset("mine", (), title="Transport").shown_title(Locale("en")) == "Transport"
    assert Dataset("mine", ()).shown_title(Locale("en")) == "mine"


def test_a_data_set_from_another_process_is_read_only_again():
    copy = pickle.loads(pickle.dumps(dataset(y2020=10)))
    lock_columns(copy)
    for periods in copy.columns.values():
        for column in periods.values():
            assert not any(array.flags.writeable for array in (column.values, column.se, column.n, column.quality))
