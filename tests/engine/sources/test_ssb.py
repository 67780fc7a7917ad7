"""Statistics Norway's tables under the contract's names: kinds, quarters and measures never mix."""

import pytest

from engine.foundation.errors import InputError
from engine.sources import ssb


def csv_file(folder, text):
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def briefly(rows):
    return [(row["sn2007_group"], row["indicator_id"], row["period"], row["value"]) for row in rows]


def test_doctor_certified_and_total_absence_become_two_indicators(tmp_path):
    table = "sn2007_group,name_published,kind,period,percent\n41-43,Construction,total,2022K4,6.6\n"
    path = csv_file(tmp_path, table + "41-43,Construction,doctor,2022K4,5.3\n")
    assert briefly(ssb.absence(path)) == [
        ("41-43", "absence_total", "2022K4", 6.6),
        ("41-43", "absence", "2022K4", 5.3),
    ]


def test_an_unknown_kind_of_absence_is_refused_with_what_there_is(tmp_path):
    path = csv_file(tmp_path, "sn2007_group,name_published,kind,period,percent\n41-43,Construction,self,2022K4,1.3\n")
    with pytest.raises(InputError) as refused:
        ssb.absence(path)
    assert all(word in refused.value.sentence() for word in ("rad 2", "kind", "self", "doctor", "total"))


def test_a_column_a_quarter_becomes_a_row_a_quarter(tmp_path):
    path = csv_file(tmp_path, "sn2007_group,name_published,percent_2016K2,percent_2017K2\n85,Undervisning,5.8,6.0\n")
    assert briefly(ssb.absence_total(path)) == [
        ("85", "absence_total", "2016K2", 5.8),
        ("85", "absence_total", "2017K2", 6.0),
    ]


def test_of_the_working_time_measures_shift_work_and_outside_daytime_are_used(tmp_path):
    measures = [*ssb.WORKING_TIME_MEASURES, *ssb.LEFT_OUT_MEASURES]
    rows = "".join(f'84,2010,"{measure}",{index}\n' for index, measure in enumerate(measures, start=1))
    path = csv_file(tmp_path, "sn2007_group,period,measure_published,percent\n" + rows)
    assert briefly(ssb.working_time(path)) == [("84", "shift_work", "2010", 1), ("84", "outside_daytime", "2010", 2)]


def test_a_measure_nobody_knows_is_refused_rather_than_left_out(tmp_path):
    path = csv_file(tmp_path, "sn2007_group,period,measure_published,percent\n84,2010,Hjemmekontor,3\n")
    with pytest.raises(InputError, match="Hjemmekontor"):
        ssb.working_time(path)


def test_national_levels_are_lines_for_everything(tmp_path):
    path = csv_file(tmp_path, "indicator,percent,source_id\nthreats,8.8,ssb_lku2022\n")
    assert briefly(ssb.national(path)) == [("00-99", "threats", "2022", 8.8)]


def test_codes_keep_their_leading_zero(tmp_path):
    path = csv_file(tmp_path, "sn2007,name_nb,jobs\n01110,Korn,953\n")
    assert ssb.codes(path) == [{"sn2007": "01110", "name_nb": "Korn", "jobs": 953}]
