"""What names the rows of a wide table: never a column of figures, and never two things at once."""

import pytest

from tests.engine.spreadsheets.made import data_folder, read, said, values, workbook

ASKED = {"period": "2024", "source_id": "s1"}


@pytest.fixture
def base(tmp_path):
    return data_folder(tmp_path / "data")


def groups(understood):
    return {row["sn2007_group"]: row["value"] for row in understood.tables.get("group_values", ())}


def with_codes(base):
    (base / "codes.csv").write_text("sn2007,jobs\n47111,10\n")
    head, first, *others = (base / "industries.csv").read_text().splitlines()
    lines = [f"{head},sn2007_prefixes", f"{first},47", *(f"{line}," for line in others)]
    (base / "industries.csv").write_text("\n".join(lines) + "\n")
    return base


def test_numbers_of_respondents_beside_unknown_names_are_no_codes(base):
    text = "Bransje;Antall svar;absence\nVarehandel;45;12,5\nHelse;62;9,1\nTransport;49;8,0\n"
    problems = said(read(text, base=base, **ASKED))
    for cell, name in (("A2", "Varehandel"), ("A3", "Helse"), ("A4", "Transport")):
        assert any(
            problem.startswith(f"fil.csv, celle {cell}: «{name}» er ingen kjent bransje") for problem in problems
        )
    mapped = {"Varehandel": "butikk", "Helse": "skole", "Transport": "sjofart"}
    (problem,) = said(read(text, base=base, rows=mapped, **ASKED))
    assert "celle B1: «Antall svar» er ingen kjent indikator" in problem
    understood = read(text, base=base, rows=mapped, skip=("Antall svar",), **ASKED)
    assert said(understood) == []
    assert values(understood)["skole", "absence", "2024"] == 9.1


def test_one_known_name_goes_before_many_numbers(base):
    understood = read("Bransje;Svar;absence\nButikkhandel;45;6\nHelse;62;9\nTransport;49;8\n", base=base, **ASKED)
    assert {problem.place for problem in understood.problems if problem.code == "wide_row"} == {"celle A3", "celle A4"}
    understood = read("Svar;Bransje;absence\n45;Butikkhandel;6\n", base=base, **ASKED)
    assert [(problem.code, problem.place) for problem in understood.problems] == [("wide_column", "celle A1")]


def test_a_number_with_a_thousands_space_is_no_pair_of_codes(base):
    (problem,) = said(read("Hva;absence\nJobber;227 175\n", base=base, **ASKED))
    assert problem.startswith("fil.csv, celle A2: «Jobber» er ingen kjent bransje")


@pytest.mark.parametrize("heading", ["Næring (SN2007)", "Kode", "Næringskode", "NACE", "sn2007_group"])
def test_numbers_under_a_heading_of_codes_are_codes_wherever_they_stand(base, heading):
    understood = read(f"Navn;{heading};absence\nVarehandel;47;6\n", base=with_codes(base), skip=("Navn",), **ASKED)
    assert said(understood) == []
    assert groups(understood) == {"47": 6}


def test_bare_numbers_are_codes_only_under_a_heading_that_says_so(base):
    """Anything can be 47: an age, a size, a county."""
    assert groups(read("Næring;absence\n47;6\n", base=with_codes(base), **ASKED)) == {"47": 6}
    assert groups(read("Hva;absence\n47;6\n", base=with_codes(base), **ASKED)) == {}


def test_numbers_with_another_heading_before_unknown_names_are_no_codes(base):
    understood = read("Svar;Næring;absence\n47;Varehandel;5\n", base=with_codes(base), **ASKED)
    assert "fil.csv, celle B2: «Varehandel» er ingen kjent bransje" in " ".join(said(understood))
    assert groups(read(";Navn;absence\n47;Varehandel;6\n", base=base, skip=("Navn",), **ASKED)) == {"47": 6}


def test_values_to_the_left_of_the_names_are_read(base):
    understood = read("Legemeldt sykefravær;Bransje;Frafall\n5,5;Undervisning;2\n", base=base, **ASKED)
    assert said(understood) == []
    assert values(understood)["skole", "absence", "2024"] == 5.5
    assert values(understood)["skole", "frafall", "2024"] == 2


def test_content_to_the_left_of_the_names_that_is_nothing_known_is_said_of_its_column(base):
    (problem,) = said(read("Nr;Bransje;absence\n1;Undervisning;5\n", base=base, **ASKED))
    assert "celle A1: «Nr» er ingen kjent indikator" in problem


def test_footnotes_to_the_left_of_the_names_are_told_of(base):
    understood = read(";Bransje;absence\n;Undervisning;5\nKilde: SSB;;\n", base=base, **ASKED)
    assert said(understood) == []
    assert "linjer uten tall er ikke lest: rad 3" in understood.sheets[0].notes


@pytest.mark.parametrize("text", ["Bransje;absence\nskole;\n", "Bransje;absence\nskole;..\n", "Bransje\nskole\n"])
def test_a_table_without_one_value_is_a_mistake(base, text):
    assert any("Ingen verdi ble lest" in problem for problem in said(read(text, base=base, **ASKED)))


def test_an_id_and_a_name_of_two_industries_are_a_mistake_that_names_both(base):
    text = "industry_id;navn;absence\nbutikk;Undervisning;5\nsjofart;Sjøfart;6\n"
    (problem,) = said(read(text, base=base, **ASKED))
    assert problem == (
        "fil.csv, celle B2: Navnet «Undervisning» er bransjen skole, men raden er «butikk». Rett det ene."
    )


def test_an_id_that_stands_twice_for_want_of_attention_is_told_of_by_its_name_alone(base):
    text = "industry_id;navn;absence\nbutikk;Butikkhandel;5\nbutikk;Undervisning;6\n"
    (problem,) = said(read(text, base=base, **ASKED))
    assert "celle B3: Navnet «Undervisning»" in problem


def test_an_unknown_id_does_not_make_the_names_decide(base):
    text = "industry_id;navn;absence\nskol;Undervisning;4\nbutikk;Undervisning;5\nsjofart;Sjøfart;6\n"
    first, second = said(read(text, base=base, **ASKED))
    assert "celle A2: «skol» er ingen kjent bransje" in first
    assert "Mente du «skole»?" in first
    assert "celle B3: Navnet «Undervisning» er bransjen skole, men raden er «butikk»" in second


def test_a_name_that_nobody_else_has_may_stand_beside_an_id(base):
    text = "industry_id;navn;absence\nskole;Skoler og barnehager;4\nbutikk;Butikkhandel;5\n"
    understood = read(text, base=base, **ASKED)
    assert said(understood) == []
    assert values(understood)["skole", "absence", "2024"] == 4


@pytest.mark.parametrize("count", ["1234", "1998", "4600"])
@pytest.mark.parametrize("heading", ["2023", "absence 2023", "absence"])
def test_an_unknown_first_row_with_a_count_that_looks_like_a_year_is_no_heading(base, heading, count):
    text = f"Bransje;{heading}\nFrisører;{count}\nButikkhandel;987\nSjøfart;1100\n"
    problems = said(read(text, base=base, indicator="dagsverk", unit="antall", **ASKED))
    assert any("«Frisører» er ingen kjent bransje" in problem for problem in problems)


@pytest.mark.parametrize("first", ["År", "Kvartal", "Periode", "Bransje", ""])
def test_a_row_of_periods_under_the_headings_is_one(base, first):
    text = f"Bransje;Legemeldt sykefravær\n{first};2024\nButikkhandel;5\nSjøfart;4\n"
    understood = read(text, base=base, source_id="s1")
    assert values(understood)["butikk", "absence", "2024"] == 5


@pytest.mark.parametrize(("meant", "group"), [("47", "47"), ("45 - 47", "45-47"), ("01 47", "01 47")])
def test_a_row_may_be_said_to_be_a_group(base, meant, group):
    text = "Bransje;Legemeldt sykefravær\nHandel og slikt;5\nSjøfart;4\n"
    understood = read(text, base=with_codes(base), rows={"Handel og slikt": meant}, **ASKED)
    assert said(understood) == []
    assert groups(understood) == {group: 5}


def test_a_row_that_is_said_to_be_an_unknown_industry_is_told_of(base):
    text = "Bransje;Legemeldt sykefravær\nHandel og slikt;5\nSjøfart;4\n"
    (problem,) = said(read(text, base=base, rows={"Handel og slikt": "handel"}, **ASKED))
    assert "«handel» finnes ikke" in problem


def far_right():
    return workbook(Ark=[[None] * 6 + row for row in (["Bransje", "2024"], ["Butikkhandel", 5], ["Undervisning", 6])])


def far_down():
    letter = [[f"Linje {line} av et brev"] for line in range(2_001)]
    return workbook(Ark=[*letter, ["Bransje", "2024"], ["Butikkhandel", 5], ["Undervisning", 6]])


@pytest.mark.parametrize(("content", "place"), [(far_right(), "G2"), (far_down(), "A2003")])
def test_a_table_past_where_labels_are_looked_for_says_so(content, place, base):
    (problem,) = read(content, base=base, indicator="absence", source_id="s1").problems
    assert (problem.code, problem.given) == ("wide_too_far", "Butikkhandel")
    assert place in problem.place
