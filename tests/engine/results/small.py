"""A case small enough to add up by hand, as files: four candidates, one programme, two indicators.

Scores run to 100 over weights 0.75 and 0.25. ``share`` has goalposts 0 and 10, ``rate`` 0 and 4.

- alfa: share 10 and rate 2 give 75 + 12.5 = 87.5; beta the same, its share 12 being clipped to 10
- gamma: share 5, rate missing: 50 on share alone
- delta: no values, unranked

The frame of 10 MNOK is shared 60 % equally and 40 % by jobs (prog 5000, alfa and beta 1000 each).
"""

INDUSTRIES = """industry_id,name_nb,name_en,status,sector,jobs
alfa,Alfa,Alpha,candidate,private,1000
beta,Beta,,candidate,public,1000
gamma,Gamma,,other,private,3000
delta,Delta,,other,private,500
prog,Program,Programme,programme,mixed,5000
"""
INDICATORS = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
alfa,share,2023,10,percent,1.5,200,published,s1
beta,share,2023,12,percent,,,published,s1
gamma,share,2023,5,percent,,,derived,s1
prog,share,2023,7,percent,,,published,s1
alfa,rate,2022,2,per_1000_employed,,,classified,s2
beta,rate,2022,2,per_1000_employed,,,classified,s2
prog,rate,2022,1,per_1000_employed,,,published,s2
"""
SOURCES = """source_id,title,publisher,published,reference
s1,Tabell en,SSB,2024,https://example.org/1
s2,Notat to,Fafo,2023,https://example.org/2
"""
CRITERIA = """id = "small"
title_nb = "Liten"
title_en = "Small"
scale = 100

[[indicator]]
id = "share"
label_nb = "Andel"
label_en = "Share"
unit = "percent"
normalise = { method = "goalposts", low = 0.0, high = 10.0 }

[[indicator]]
id = "rate"
label_nb = "Rate"
label_en = "Rate"
unit = "per_1000_employed"
normalise = { method = "goalposts", low = 0.0, high = 4.0 }
note_nb = "Hvorfor raten er med."

[[criterion]]
id = "score"
aggregate = "arithmetic"
members = { share = 3, rate = 1 }
"""
SELECTION = """
[selection]
max_new = 2

[selection.grant]
kind = "key"
frame = 10.0
equal_share = 0.6
minimum = { new = 1.0, continuing = 1.0 }
"""


def write_data(folder, **files):
    """The data folder with some of its files replaced, by stem, or left out where None; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {"industries": INDUSTRIES, "indicators": INDICATORS, "sources": SOURCES, **files}
    for stem, content in contents.items():
        if content is not None:
            (folder / f"{stem}.csv").write_text(content, encoding="utf-8")
    return folder


def write_criteria(file, text=CRITERIA + SELECTION):
    """A criteria file; gives it."""
    file.write_text(text, encoding="utf-8")
    return file


def cells(table, key):
    """The column of a table with this key, top to bottom."""
    position = [column.key for column in table.columns].index(key)
    return [row[position] for row in table.rows]
