"""Small uploads for the tests: workbooks by openpyxl or as raw XML, and a data folder to add them to."""

import io
import zipfile

from openpyxl import Workbook

from engine.spreadsheets.catalogue import Catalogue, KnownIndicator
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.import_workbook import understand

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
INDUSTRIES = (
    "industry_id,name_nb,name_en,status,sector,jobs\n"
    "butikk,Butikkhandel,Retail,candidate,private,1000\n"
    "sjofart,Sjøfart,Shipping,candidate,private,200\n"
    "skole,Undervisning,,other,public,3000\n"
)
INDICATORS = (
    "industry_id,indicator_id,period,value,unit,se,n,quality,source_id\n"
    "butikk,absence,2023,6.4,percent,0.3,812,published,s1\n"
    "sjofart,absence,2023,5,percent,,,published,s1\n"
)
SOURCES = "source_id,title,publisher\ns1,Tabell én,SSB\n"
CATALOGUE = Catalogue(
    {
        "absence": KnownIndicator("absence", "Legemeldt sykefravær", "Certified absence", "percent", "higher"),
        "density": KnownIndicator("density", "Organisasjonsgrad", "Union density", "percent", "higher"),
        "frafall": KnownIndicator("frafall", "Frafall", "Early exit", "per_1000_employed", "higher"),
    }
)


def data_folder(path):
    path.mkdir()
    for name, text in (("industries", INDUSTRIES), ("indicators", INDICATORS), ("sources", SOURCES)):
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def workbook(**sheets):
    """A workbook of sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    return saved(book)


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def raw(cells, name="Ark1", strings="", more=None, head="", tail=""):
    """A workbook whose one sheet has ``cells`` as XML inside ``sheetData``; ``more`` are further parts."""
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}">'
        f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{rel}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
        f'<Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData>{tail}</worksheet>',
        **({"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>'} if strings else {}),
        **(more or {}),
    }
    return zipped(parts)


def zipped(parts, kind=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", kind) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def read(content, name="fil.xlsx", base=None, **asked):
    """What an upload is understood as, with the catalogue above; text is a file in UTF-8."""
    if isinstance(content, str):
        content, name = content.encode(), "fil.csv"
    return understand(content, name, base=base, catalogue=CATALOGUE, asked=Asked(**asked))


def said(understood):
    return [problem.sentence() for problem in understood.problems]


def values(understood):
    """``{(industry, indicator, period): value}`` of the indicators as they will be."""
    return {
        (row["industry_id"], row["indicator_id"], row["period"]): row["value"]
        for row in understood.tables.get("indicators", ())
    }
