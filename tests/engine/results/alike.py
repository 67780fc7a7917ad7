"""A small case of likeness: four exposures of six industries, two of them with a programme.

Heat and dust of alfa are near those of en; noise is far off. gamma lacks dust and noise.
"""

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.transfer.similarity import similarity

INDUSTRIES = """industry_id,name_nb,name_en,status,jobs
alfa,Alfa,Alpha,candidate,1000
beta,Beta,,candidate,900
gamma,Gamma,,other,
en,En,One,programme,2000
to,To,Two,programme,2500
"""
VALUES = {
    "heat": {"alfa": 40, "beta": 5, "gamma": 22, "en": 41, "to": 4},
    "dust": {"alfa": 30, "beta": 6, "en": 28, "to": 5},
    "noise": {"alfa": 10, "beta": 11, "en": 35, "to": 12},
}
CRITERIA = """id = "pairs"
title_nb = "Par"

[[indicator]]
id = "heat"
label_nb = "Varme"
label_en = "Heat"
normalise = { method = "goalposts", low = 0.0, high = 80.0 }

[[indicator]]
id = "dust"
label_nb = "Støv, alle slag"
label_en = "Dust of all kinds"
normalise = { method = "goalposts", low = 0.0, high = 80.0 }

[[indicator]]
id = "noise"
label_nb = "Støy"
label_en = "Noise"
normalise = { method = "goalposts", low = 0.0, high = 80.0 }

[[indicator]]
id = "pain"
label_nb = "Smerter"
label_en = "Pain"
normalise = { method = "goalposts", low = 0.0, high = 80.0 }

[[indicator]]
id = "absence"
label_nb = "Fravær"
label_en = "Absence"
normalise = { method = "goalposts", low = 0.0, high = 10.0 }

[[criterion]]
id = "score"
members = { both = 1, absence = 1 }

[[criterion]]
id = "both"
aggregate = "cooccurrence"
exposure = "exposures"
health = "pain"

[[criterion]]
id = "exposures"
members = { heat = 1, dust = 1, noise = 1 }
"""


def write_case(folder, quality="published", se="2", n="400", more=""):
    """The data folder and the criteria file; gives both."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["industry_id,indicator_id,period,value,unit,se,n,quality,source_id"]
    for indicator, values in VALUES.items():
        lines += [f"{name},{indicator},2022,{value},percent,{se},{n},{quality},s1" for name, value in values.items()]
    lines += [f"{name},pain,2022,20,percent,2,400,{quality},s1" for name in ("alfa", "beta", "en", "to")]
    lines += [f"alfa,absence,{year},{value},percent,,,published,s2" for year, value in ((2021, 5), (2022, 6))]
    (folder / "industries.csv").write_text(INDUSTRIES, encoding="utf-8")
    (folder / "indicators.csv").write_text("\n".join([*lines, more]).rstrip() + "\n", encoding="utf-8")
    file = folder.parent / "pairs.toml"
    file.write_text(CRITERIA, encoding="utf-8")
    return folder, file


def read_case(folder, **options):
    """The case as a data set and criteria."""
    written, file = write_case(folder, **options)
    return read_dataset(written), read_criteria(file)


def alike(folder, industries=(), draws=100, exposures=None, **options):
    """The likeness of the case, and its criteria."""
    dataset, criteria = read_case(folder, **options)
    return similarity(dataset, criteria, industries, exposures, draws=draws), criteria
