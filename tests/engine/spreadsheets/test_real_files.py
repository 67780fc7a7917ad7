"""Files as people bring them: what is an industry group is read, and what only looks like one is refused in words."""

from pathlib import Path

import pytest

from engine.dataset.shipped import shipped_data
from engine.foundation.locale import Locale
from engine.results.known_indicators import catalogue_of
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.import_workbook import understand

CASES = Path(__file__).parents[2] / "cases" / "imports"
BASE = shipped_data() / "publisert"
SOURCE = {"source_id": "x", "source_title": "X"}


def read(file, content=None, **asked):
    raw = (CASES / file).read_bytes() if content is None else content
    return understand(raw, file, base=BASE, catalogue=catalogue_of(BASE, None), asked=Asked(**SOURCE | asked))


def brought(understood):
    """Group or industry, indicator and period to value, of what the file brings."""
    assert [problem.sentence(Locale("nb")) for problem in understood.problems] == []
    rows = [*understood.tables.get("group_values", ()), *understood.tables.get("indicators", ())]
    return {
        (row.get("sn2007_group") or row.get("industry_id"), row["indicator_id"], row["period"]): row["value"]
        for row in rows
        if row["source_id"] == "x"
    }


def refusals(understood):
    return [problem.sentence(Locale("nb")) for problem in understood.problems]


@pytest.mark.parametrize("file", ["alder.csv", "alder_dekker.csv"])
def test_age_groups_are_refused_for_what_they_are(file):
    understood = read(file)
    assert understood.tables == {}
    assert all("aldersgrupper" in refusal for refusal in refusals(understood))


@pytest.mark.parametrize("file", ["kommuner.csv", "pxweb_med_tittel.csv"])
def test_municipalities_are_refused_for_what_they_are(file):
    understood = read(file)
    assert understood.tables == {}
    assert any("regioner eller kommuner" in refusal for refusal in refusals(understood))


@pytest.mark.parametrize(
    ("heading", "label", "message"),
    [
        ("Størrelse", "10-19 ansatte", "størrelsesgrupper"),
        ("", "50-99 employees", "størrelsesgrupper"),
        ("Yrke", "5223 Butikkmedarbeidere", "yrker"),
        ("Yrke (STYRK-08)", "2221 Sykepleiere", "yrker"),
        ("", "45-49 years", "aldersgrupper"),
        ("Hva", "4601 Bergen", "verken overskriften"),
        ("Hva", "45-49", "verken overskriften"),
        ("Næring", "04 Finnes ikke", "ingen kode"),
        ("Næring", "44", "ingen kode"),
    ],
)
def test_whatever_begins_with_digits_and_is_no_industry_is_refused(heading, label, message):
    understood = read("x.csv", f"{heading};Legemeldt sykefravær 2024\n{label};5,5\n".encode())
    assert understood.tables == {}
    assert message in " ".join(refusals(understood))


@pytest.mark.parametrize(
    ("heading", "label", "group"),
    [
        ("Næring", "45-47 Noe helt annet", "45-47"),
        ("Industry (NACE)", "86", "86"),
        ("", "86 Helsetjenester", "86"),
        ("", "47 Detaljhandel", "47"),
        ("nace_r2", "G-I", "45-56"),
        ("nace_r2", "G47", "47"),
        ("Næring", "G Varehandel", "45-47"),
        ("nace_r2", "A-U", "00-99"),
        ("Næring", "86.10 Sykehus", "8610"),
    ],
)
def test_what_is_an_industry_by_heading_or_by_its_own_words_is_read(heading, label, group):
    understood = read("x.csv", f"{heading};Legemeldt sykefravær 2024\n{label};5,5\n".encode())
    assert brought(understood) == {(group, "absence", "2024"): 5.5}


@pytest.mark.parametrize(
    "lines", ["Kode;Kommune;2024\n1103;Stavanger;4,0\n", "Kode;Yrke;2024\n5223;Butikkarbeid;4,0\n"]
)
def test_a_heading_that_only_says_code_is_no_word_of_an_industry(lines):
    """1103 lies in SN2007 too; the heading beside says that these are municipalities."""
    understood = read("x.csv", lines.encode(), indicator="absence", unit="percent")
    assert understood.tables == {}
    assert refusals(understood)


def test_a_text_column_beside_codes_is_their_names():
    understood = read("kode.csv", indicator="absence", unit="percent")
    assert brought(understood) == {
        ("45-47", "absence", "2024"): 4.0,
        ("55-56", "absence", "2024"): 5.0,
        ("86-88", "absence", "2024"): 8.0,
    }


def test_the_standards_own_names_are_its_groups_even_where_an_industry_is_called_the_same():
    """«Undervisning» is section P here, with groups beside it, and not the industry with after-school care."""
    values = brought(read("navn.csv"))
    assert values["85", "absence", "2024"] == 5.9
    assert values["45-47", "absence", "2024"] == 4.9
    assert len(values) == 9
    assert "undervisning" not in {who for who, _, _ in values}


def test_per_cent_with_a_decimal_comma_is_a_number():
    assert brought(read("p1.csv")) == {
        ("butikkhandel", "absence", "2024"): 11.4,
        ("sjofart", "absence", "2024"): 5.2,
    }


def test_a_cell_with_a_per_cent_sign_is_never_a_group():
    understood = read("andel.csv", indicator="andel", unit="percent", period="2019")
    assert understood.tables == {}
    assert not any("11" in str(problem.given) for problem in understood.problems)
    assert "Kommuneforvaltning" in " ".join(refusals(understood))


def test_letters_of_sections_are_read_and_a_sign_is_no_value():
    understood = read("eu2.csv", indicator="absence", unit="percent")
    values = brought(understood)
    assert values["45-47", "absence", "2023"] == 3.9
    assert values["00-99", "absence", "2024"] == 4.6
    assert ("55-56", "absence", "2024") not in values
    assert [gap.sign for gap in understood.missing] == [":"]


def test_points_that_may_be_thousands_are_asked_about():
    asked = {"indicator": "tapte", "unit": "days", "period": "2025"}
    understood = read("p_amb.csv", **asked)
    assert "--decimal" in " ".join(refusals(understood))
    assert brought(read("p_amb.csv", decimal=",", **asked))["sjofart", "tapte", "2025"] == 22_300
    assert brought(read("p_amb.csv", decimal=".", **asked))["sjofart", "tapte", "2025"] == 22.3


def test_statistikkbankens_own_excel_file_is_read_with_headings_over_one_another_and_footnotes():
    values = brought(read("12441.xlsx"))
    assert len(values) == 14
    assert values["86-88", "absence", "2024"] == 8.1
    assert values["01-03", "absence", "2023"] == 3.9


def test_one_value_a_row_is_read_and_problems_are_said_of_the_files_own_cells():
    understood = read("lang.csv")
    assert brought(understood) == {
        ("00-99", "absence", "2024K1"): 6.0,
        ("00-99", "absence", "2024K2"): 5.0,
        ("45-47", "absence", "2024K1"): 5.5,
    }
    assert [gap.place for gap in understood.missing] == ["celle F5"]
    wrong = (CASES / "lang.csv").read_text("utf-8").replace('"45-47 Varehandel"', '"45 år"')
    assert "celle A4" in " ".join(refusals(read("lang.csv", wrong.encode())))


def test_a_further_dimension_is_never_dropped_in_silence():
    text = (CASES / "lang.csv").read_text("utf-8")
    men = text.replace("Begge kjønn", "Menn").splitlines()[1:]
    understood = read("lang.csv", "\n".join([*text.splitlines(), *men]).encode())
    assert "Menn" in " ".join(refusals(understood))


def test_a_px_file_is_read():
    values = brought(read("t.px"))
    assert values == {
        ("00-99", "absence", "2023"): 5.6,
        ("00-99", "absence", "2024"): 5.7,
        ("85", "absence", "2023"): 5.0,
    }


def test_a_px_file_without_its_parts_says_that_it_is_one():
    assert "PX-fil" in " ".join(refusals(read("liten.px")))


def test_hidden_columns_are_told_of(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Bransje", "Legemeldt sykefravær 2023", "Legemeldt sykefravær 2024"])
    book.active.append(["Sjøfart", 5.0, 6.0])
    book.active.column_dimensions["B"].hidden = True
    book.save(tmp_path / "x.xlsx")
    understood = read("x.xlsx", (tmp_path / "x.xlsx").read_bytes())
    assert "kolonner som er skjult i arbeidsboken, men er lest: 1" in understood.sheets[0].notes


def test_the_standards_name_beside_its_own_code_is_no_conflict_with_an_industry_of_that_name():
    content = "Kode;Næring;2024\n85;Undervisning;4\n55;Hotell;5\n"
    assert brought(read("k.csv", content.encode(), indicator="absence", unit="percent")) == {
        ("85", "absence", "2024"): 4,
        ("55", "absence", "2024"): 5,
    }


@pytest.mark.parametrize("title", ["Begge kjønn", "Region: hele landet", "Alder: 15-74 år"])
def test_a_title_of_its_own_row_does_not_say_what_the_labels_below_a_heading_are(title):
    content = f"{title};\nNæring (SN2007);2024\n47 Detaljhandel;5,1\n85 Undervisning;6,1\n".encode()
    found = brought(read("t.csv", content, indicator="absence", unit="percent"))
    assert found == {("47", "absence", "2024"): 5.1, ("85", "absence", "2024"): 6.1}


def test_a_title_that_says_industry_makes_no_codes_of_ages():
    content = b"Etter n\xc3\xa6ring;\nAlder;2024\n45-49;5,1\n50-54;6,1\n"
    assert refusals(read("t.csv", content, indicator="absence", unit="percent"))


@pytest.mark.parametrize("table", ["bransje;dagsverk\nSykehus;{0}\nButikkhandel;987\n"])
@pytest.mark.parametrize("number", ["\u22121.234", "\u20131.234", "1.234"])
def test_points_with_a_minus_before_them_are_asked_about_too(table, number):
    asked = {"indicator": "tapte", "unit": "days", "period": "2025", "columns": {"dagsverk": "tapte"}}
    (refusal,) = refusals(read("t.csv", table.format(number).encode(), **asked))
    assert "--decimal" in refusal
