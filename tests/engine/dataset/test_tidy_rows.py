"""Every value as one row, with all that follows it."""

from engine.dataset.reading import read_dataset
from engine.dataset.tidy_rows import values_table


def test_every_value_there_is_has_one_row_and_a_missing_one_has_none(data_folder):
    folder = data_folder(
        industries="industry_id,name_nb,sn2007_prefixes\nb,B,51\na,A,50\n",
        codes="sn2007,jobs\n50101,1\n51100,2\n",
        group_values=(
            "sn2007_group,indicator_id,period,value,unit,quality,source_id\n"
            "50-51,absence,2016K3,6.4,percent,published,nav\n51,absence,2015K3,6.0,percent,published,nav\n"
        ),
        indicators=(
            "industry_id,indicator_id,period,value,unit,se,n,quality,source_id\n"
            "a,absence,2016K3,5.9,percent,0.2,120,classified,ssb\n"
        ),
    )
    rows = [
        (
            row.industry_id,
            row.indicator_id,
            row.period,
            row.value,
            row.unit,
            row.se,
            row.n,
            row.quality,
            row.source_ids,
            row.groups,
        )
        for row in values_table(read_dataset(folder))
    ]
    assert rows == [
        ("b", "absence", "2015K3", 6.0, "percent", None, None, "published", ("nav",), ("51",)),
        ("a", "absence", "2016K3", 5.9, "percent", 0.2, 120, "classified", ("ssb",), ()),
        ("b", "absence", "2016K3", 6.4, "percent", None, None, "inherited", ("nav",), ("50-51",)),
    ]
