"""What every upload must come to, however broken: an answer with problems, or a whole folder; never anything else."""

import io
import random
import zipfile
import zlib
from functools import cache
from pathlib import Path

from engine.dataset.validation import check_folder
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.spreadsheets.catalogue import Catalogue, KnownIndicator
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.import_workbook import understand
from engine.spreadsheets.template import template_bytes
from engine.spreadsheets.understood import Understood

INDUSTRIES = "industry_id,name_nb,name_en,status\nbutikk,Butikkhandel,Retail,candidate\nsjofart,Sjøfart,,other\n"
INDICATORS = (
    "industry_id,indicator_id,period,value,unit,se,n,quality,source_id\n"
    "butikk,absence,2023,6.4,percent,0.3,812,published,s1\n"
)
SOURCES = "source_id,title\ns1,Tabell\n"
WIDE = "Bransje;Legemeldt sykefravær, 2024;Frafall\n;2023K3;2024\nButikkhandel;6,4;1 234,5\nSjøfart;..;-\nI alt;5;6\n"
CATALOGUE = Catalogue(
    {
        "absence": KnownIndicator("absence", "Legemeldt sykefravær", "Absence", "percent", "higher"),
        "frafall": KnownIndicator("frafall", "Frafall", "Exit", "per_1000_employed", "higher"),
    }
)
ASKED = (Asked(), Asked(period="2024", source_id="s1", unit="percent", indicator="absence"), Asked(replace=True))
TABLES = (INDUSTRIES, INDICATORS, SOURCES, WIDE)


def base_folder(folder):
    """The folder that uploads are added to."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("industries", INDUSTRIES), ("indicators", INDICATORS), ("sources", SOURCES)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@cache
def filled_workbook(folder):
    """A template filled with the folder: what a person would upload."""
    return template_bytes(tuple(CATALOGUE.indicators.values()), folder, filled=True)


def mutated(content, seed):
    """A workbook with some bytes of its parts changed, dropped, doubled or swapped, or of the archive itself."""
    dice = random.Random(seed)
    if dice.random() < 0.15:
        return _scrambled(content, dice)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(dice.randint(1, 4)):
        index = dice.randrange(len(parts))
        name, part = parts[index]
        parts[index] = (name, _scrambled(part, dice) if dice.random() < 0.5 else _tagged(part, dice))
    if dice.random() < 0.1:
        del parts[dice.randrange(len(parts))]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in dict(parts).items():
            archive.writestr(name, part)
    return made.getvalue()


def _scrambled(part, dice):
    changed = bytearray(part)
    for _ in range(dice.randint(1, 6)):
        if changed:
            position = dice.randrange(len(changed))
            choice = dice.random()
            if choice < 0.5:
                changed[position] = dice.randrange(256)
            elif choice < 0.75:
                del changed[position : position + dice.randint(1, 30)]
            else:
                changed[position:position] = changed[position : position + dice.randint(1, 60)]
    return bytes(changed)


PIECES = (
    *(b"<c>", b"<f>1+1</f>", b"<v></v>", b"<v>1e999</v>", b"<v>NaN</v>", b"<row/>", b"<t>..</t>", b"<rPh>", b"&#x0;"),
    *(b' t="s"', b' t="e"', b' t="b"', b' s="99"', b' r="XFD1048576"', b' r="A0"', b"<!DOCTYPE x>", b"&lol;", b"<is/>"),
    *("\N{NO-BREAK SPACE}1 234,5".encode(), b"12,3 %", b"45-47", b"2024K3", b"-", b":", b"=1+1", b"\xff\xfe", b"0"),
)


def _tagged(part, dice):
    """A piece of what workbooks are made of, put in or in the place of what stands between two tags."""
    piece = dice.choice(PIECES)
    position = dice.randrange(len(part) + 1)
    if dice.random() < 0.5:
        start = part.find(b">", position) + 1
        end = part.find(b"<", start)
        if start and end >= 0:
            return part[:start] + piece + part[end:]
    return part[:position] + piece + part[position:]


def contents(folder):
    """Every file of a folder with a checksum."""
    return {path.name: zlib.crc32(path.read_bytes()) for path in folder.iterdir()}


def come_to_an_answer(content, name, base: Path, target: Path, asked=None):
    """Read an upload and write it over ``target``; gives what was understood.

    Whatever is neither an answer, nor an ``InputError`` while writing, is a defect and gets out. So is a folder that is
    neither as it was nor in order.
    """
    before = contents(target)
    understood = understand(content, name, base=base, catalogue=CATALOGUE, asked=asked)
    assert isinstance(understood, Understood)
    for problem in understood.problems:
        assert problem.sentence(Locale("nb"))
        assert problem.sentence(Locale("en"))
        assert problem.file
    try:
        understood.write(target)
    except InputError:
        assert contents(target) == before
    else:
        assert not understood.problems
        assert check_folder(target) == ()
    assert sorted(path.name for path in target.parent.iterdir()) == [target.name]
    return understood
