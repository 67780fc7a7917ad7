"""A data set and effects small enough for hand calculation."""

import pytest

from engine.dataset.reading import read_dataset
from engine.prevention_potential.effects import Effect, Outcome

INDUSTRIES = """industry_id,name_nb,status,jobs,jobs_quality,sn2007_prefixes
a,Alfa,candidate,1000,published,86
b,Beta,candidate,2000,published,47
c,Gamma,other,,,50
"""
ROWS = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
a,lifting,2022,40,percent,4,100,published,lku
a,kneeling,2022,20,percent,,,published,lku
b,lifting,2022,10,percent,3,100,inherited,lku
a,absence,2023,5,percent,,,published,nav
b,absence,2023,4,percent,,,derived,nav
a,frafall,2023,10,per_1000_employed,,,published,nav
"""
SOURCES = "source_id,title\nlku,Levekår\nnav,NAV\n"


@pytest.fixture
def small(data_folder):
    """A function that reads the small data set, its indicators replaced or added to."""

    made = []

    def read(rows=ROWS, more=""):
        name = f"data{len(made) or ''}"
        made.append(name)
        return read_dataset(data_folder(name, industries=INDUSTRIES, indicators=rows + more, sources=SOURCES))

    return read


@pytest.fixture
def pain():
    """Two exposures that treble and double the odds; 18 % of all have the outcome."""
    lifting, kneeling = Effect("lifting", 3.0, 2.0, 4.5, "study"), Effect("kneeling", 2.0, 1.5, 2.6667, "study")
    return Outcome("pain", ((lifting,), (kneeling,)), 0.18, 42.0)
