"""Union density as Fafo printed it."""

from engine.sources import fafo


def test_a_group_printed_without_a_figure_has_no_row(tmp_path):
    path = tmp_path / "fafo.csv"
    path.write_text("sn2007_group,name_published,percent\n47,Detaljhandel,24\n01-03,Jordbruk,\n", encoding="utf-8")
    (row,) = fafo.union_density(path)
    assert (row["sn2007_group"], row["value"], row["period"], row["quality"]) == ("47", 24, "2014", "published")
