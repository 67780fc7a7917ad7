"""Files that a visitor brings: a folder's tables or a zip of them, with or without criteria, and every problem."""

import io
import zipfile
from dataclasses import replace

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InputError, Problem
from engine.results import uploads as own_files
from engine.results.uploads import LARGEST_MB, OwnFile, read_own_files, read_own_files_apart
from engine.spreadsheets.import_options import Asked

SHIPPED = shipped_data() / "publisert"
HEAD = "industry_id,name_nb,status,jobs,sector\n"
TWO = f"{HEAD}a,A,candidate,100,public\nb,B,candidate,300,private\n".encode()
VALUES = (
    b"industry_id,indicator_id,period,value,unit,se,n,quality,source_id\n"
    b"a,x,2020,1,percent,,,published,s\nb,x,2020,3,percent,,,published,s\n"
)
SOURCES = b"source_id,title,publisher,published,reference\ns,Own,Own,2024,here\n"
RULES = b"""id = "egne"
[[indicator]]
id = "x"
normalise = { method = "minmax" }
[[criterion]]
id = "score"
members = { x = 1 }
[selection]
max_new = 1
"""
SMALL = [OwnFile("industries.csv", TWO), OwnFile("indicators.csv", VALUES), OwnFile("sources.csv", SOURCES)]


@pytest.fixture(scope="module")
def proposed():
    return replace(read_criteria(shipped_criteria() / "publisert.toml"), file="publisert.toml")


def zipped(files, folder=""):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(f"{folder}{file.name}", file.content)
    return OwnFile("mappe.zip", held.getvalue())


def sentences(upload):
    return [problem.sentence() for problem in (*upload.problems, *upload.unfit)]


def test_a_copy_of_the_shipped_folder_is_the_shipped_data(proposed):
    files = [OwnFile(path.name, path.read_bytes()) for path in SHIPPED.iterdir()]
    upload = read_own_files(files, "kopi", proposed)
    assert upload.usable
    shipped = read_dataset(SHIPPED)
    assert upload.dataset.name == "kopi"
    assert upload.dataset.industries == shipped.industries
    assert upload.dataset.group_values == shipped.group_values


@pytest.mark.parametrize("folder", ["", "mine tall/", "mine tall\\"])
def test_a_zip_is_the_folder_in_it(proposed, folder):
    rules = OwnFile("egne.toml", RULES)
    upload = read_own_files([zipped([*SMALL, rules], folder)], "mine", proposed)
    assert upload.usable
    assert [industry.name_nb for industry in upload.dataset.industries] == ["A", "B"]
    assert (upload.criteria.id, upload.criteria.file) == ("egne", "egne.toml")


def test_what_a_zip_holds_beside_the_tables_is_left_alone(proposed):
    more = [OwnFile("__MACOSX/industries.csv", b"x"), OwnFile("README.md", b"hei"), OwnFile(".skjult/codes.csv", b"x")]
    upload = read_own_files([zipped([*SMALL, OwnFile("egne.toml", RULES), *more])], "mine", proposed)
    assert upload.usable


def test_criteria_that_do_not_fit_the_data_are_told_of_apart_from_the_files(proposed):
    upload = read_own_files(SMALL, "mine", proposed)
    assert not upload.usable
    assert not upload.problems
    messages = sentences(upload)
    assert any("publisert.toml" in message and "absence" in message for message in messages)
    assert len(messages) >= len(proposed.indicators)


def test_every_problem_is_told_of_by_file_row_and_column_and_none_names_a_folder_of_the_server(proposed):
    files = [SMALL[0], OwnFile("indicators.csv", VALUES.replace(b",3,", b",mye,")), OwnFile("egne.toml", b"id = 3")]
    messages = sentences(read_own_files(files, "mine", proposed))
    assert any(message.startswith("indicators.csv, rad 3") and "mye" in message for message in messages)
    assert any(message.startswith("egne.toml") for message in messages)
    assert not any("/" in message.split(":")[0] for message in messages)


def test_a_missing_table_of_industries_is_told_of(proposed):
    assert any("industries.csv" in sentence for sentence in sentences(read_own_files(SMALL[1:], "mine", proposed)))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([OwnFile("tall.zip", b"ikke en zip")], "tall.zip: Zip-filen kan ikke leses"),
        ([OwnFile("tall.zip", zipped(SMALL).content[:-30])], "tall.zip: Zip-filen kan ikke leses"),
        ([*SMALL, SMALL[0]], "industries.csv: Filnavnet står mer enn én gang"),
        ([*SMALL, OwnFile("a.toml", RULES), OwnFile("b.toml", RULES)], "a.toml, b.toml"),
        ([OwnFile("a.toml", RULES)], "Ingen av filene er en tabell"),
        ([zipped([OwnFile("notat.txt", b"hei")])], "Ingen av filene er en tabell"),
        ([zipped([OwnFile("codes.csv", b"0" * (LARGEST_MB * 10**6 + 1))])], f"{LARGEST_MB} MB"),
        ([OwnFile("codes.csv", b"0" * (LARGEST_MB * 10**6 + 1))], f"{LARGEST_MB} MB"),
        ([OwnFile("x" * 300 + ".csv", b"")], "Kan ikke leses"),
    ],
)
def test_what_cannot_be_a_folder_is_refused_in_words(proposed, files, words):
    upload = read_own_files(files, "mine", proposed)
    assert not upload.usable
    assert any(words in sentence for sentence in sentences(upload))


def test_a_locked_zip_is_refused_in_words(proposed):
    content = bytearray(zipped(SMALL).content)
    # The first bit of the general flags, in each local and central header, says that the member is encrypted.
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = content.find(signature)
        while position >= 0:
            content[position + flag] |= 1
            position = content.find(signature, position + 1)
    own_data = read_own_files([OwnFile("tall.zip", bytes(content))], "mine", proposed)
    assert sentences(own_data) == ["tall.zip: Zip-filen kan ikke leses. Den kan være ødelagt eller ha passord."]


def test_the_digest_tells_contents_and_criteria_apart_and_not_the_order_of_the_files(proposed):
    rules = OwnFile("egne.toml", RULES)
    first = read_own_files([*SMALL, rules], "mine", proposed)
    assert first.digest == read_own_files([rules, *reversed(SMALL)], "andre", proposed).digest
    changed = [SMALL[0], OwnFile("indicators.csv", VALUES.replace(b",3,", b",4,")), SMALL[2], rules]
    assert first.digest != read_own_files(changed, "mine", proposed).digest
    shipped = read_own_files(SMALL, "mine", proposed)
    assert shipped.digest != first.digest


def test_nothing_is_left_on_the_disk(proposed, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read_own_files(SMALL, "mine", proposed)
    assert list(tmp_path.iterdir()) == []


PASTED = "Bransje;Organisasjonsgrad\nButikkhandel;30,1\nSjøfart;55\n".encode()


def test_a_pasted_table_is_added_to_the_base_with_what_it_does_not_say_itself(proposed):
    asked = Asked(period="2024", source_id="egen_kilde", source_title="Fafo 2024:05")
    own_data = read_own_files([OwnFile("limt.csv", PASTED)], "mine", proposed, SHIPPED, asked=asked)
    assert own_data.usable, sentences(own_data)
    column = own_data.dataset.column("union_density", "2024")
    values = {
        industry: float(column.values[own_data.dataset.position[industry]]) for industry in ("butikkhandel", "sjofart")
    }
    assert values == {"butikkhandel": 30.1, "sjofart": 55.0}
    assert column.source_ids[own_data.dataset.position["sjofart"]] == ("egen_kilde",)
    assert own_data.dataset.sources["egen_kilde"].title == "Fafo 2024:05"
    again = read_own_files(
        [OwnFile("limt.csv", PASTED)], "mine", proposed, SHIPPED, asked=replace(asked, period="2023")
    )
    assert again.digest != own_data.digest


def test_a_pasted_table_that_says_too_little_is_told_of_with_its_cell(proposed):
    messages = sentences(read_own_files([OwnFile("limt.csv", PASTED)], "mine", proposed, SHIPPED))
    assert len(messages) == 2
    assert all("limt.csv, celle B1" in message for message in messages)


def test_a_table_of_the_folder_that_stands_alone_needs_something_to_be_laid_over(proposed):
    messages = sentences(read_own_files(SMALL[1:2], "mine", proposed, None))
    assert any("industries.csv" in message for message in messages)


def test_one_table_alone_is_laid_over_the_data_that_are_shown(proposed):
    """A new figure for sjøfart among the published ones; all other figures stay."""
    row = "sjofart,absence,2016K3,7.5,percent,,,published,nav_absence_2016"
    head = "industry_id,indicator_id,period,value,unit,se,n,quality,source_id"
    own_data = read_own_files([OwnFile("indicators.csv", f"{head}\n{row}\n".encode())], "mine", proposed, SHIPPED)
    assert own_data.problems == ()
    position = own_data.dataset.position["sjofart"]
    assert own_data.dataset.columns["absence"]["2016K3"].values[position] == 7.5
    assert len(own_data.dataset.industries) == 39


def test_archives_are_not_unpacked_past_what_all_files_together_may_be(proposed, monkeypatch):
    unpacked = []
    opened = zipfile.ZipFile.open

    def counted(self, member, *arguments, **options):
        unpacked.append(member.file_size)
        return opened(self, member, *arguments, **options)

    table = b"a,b\n" * (LARGEST_MB * 10**6 // 5)  # four fifths of the limit in each
    archives = [replace(zipped([OwnFile(f"t{index}.csv", table)]), name=f"{index}.zip") for index in range(20)]
    monkeypatch.setattr(zipfile.ZipFile, "open", counted)
    own_data = read_own_files(archives, "mine", proposed)
    assert {problem.code for problem in own_data.problems} == {"own_too_large"}
    assert unpacked == [len(table)]


def test_files_read_in_another_process_are_the_same_data(proposed):
    files = [*SMALL, OwnFile("egne.toml", RULES)]
    here, there = read_own_files(files, "mine", proposed), read_own_files_apart(files, "mine", proposed)
    assert there.usable
    assert (there.digest, there.criteria.indicators) == (here.digest, here.criteria.indicators)
    assert there.dataset.industries == here.dataset.industries
    values = there.dataset.columns["x"]["2020"].values
    assert values.tolist() == here.dataset.columns["x"]["2020"].values.tolist()
    assert not values.flags.writeable


def test_files_that_are_too_large_together_start_no_process(proposed, monkeypatch):
    monkeypatch.setattr(own_files, "apart", lambda *_: pytest.fail("was started"))
    own_data = read_own_files_apart([OwnFile("a.zip", bytes(LARGEST_MB * 10**6)), *SMALL], "mine", proposed)
    assert [problem.code for problem in own_data.problems] == ["own_too_large"]


def test_what_costs_too_much_is_a_problem_of_the_files(proposed, monkeypatch):
    def costly(*_):
        raise InputError(Problem("upload_costs", more={"seconds": "10", "megabytes": "500"}))

    monkeypatch.setattr(own_files, "apart", costly)
    assert [problem.code for problem in read_own_files_apart(SMALL, "mine", proposed).problems] == ["upload_costs"]
