"""Respondents that do not exist, for demonstration: the shipped synthetic prevalences, drawn from a seed.

``python -m engine.survey.synthetic_respondents`` builds ``data/syntetisk_mikrodata/respondenter.csv`` again, the same.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.dataset.model import Dataset
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data

FOLDER, FILE, SPECIFICATION = "syntetisk_mikrodata", "respondenter.csv", "spesifikasjon.toml"
SEED, RESPONDENTS, SMALLEST = 20240, 4_000, 9
COLUMNS = ("naering", "vekt", "landsdel", "alder", "kjonn", "loft", "emosjonelle_krav", "rygg", "psykisk")
EXPOSURES = ("awkward_lifting", "emotional_demands")
COMPLAINTS = ("lower_back_pain_due_to_work", "mental_complaints")
ODDS_RATIO = 1.8
"""Between an exposure and its complaint: of the size that the published cohorts have."""
REFUSED, REFUSED_SHARE = 9, 0.02
REGIONS = 5


def made_up_csv(dataset: Dataset) -> str:
    """One row a respondent, sampled by industry in proportion to jobs; the smallest industries end up very small."""
    random = np.random.default_rng(SEED)
    jobs = np.array([industry.jobs or 0 for industry in dataset.industries], dtype=np.float64)
    lines = [",".join(COLUMNS)]
    for index, industry in enumerate(dataset.industries):
        shares = [dataset.column(indicator).values[index] / 100 for indicator in (*EXPOSURES, *COMPLAINTS)]
        for _ in range(max(SMALLEST, round(RESPONDENTS * jobs[index] / jobs.sum()))):
            exposed = random.random(2) < shares[:2]
            odds = np.array(shares[2:]) / (1 - np.array(shares[2:])) * np.where(exposed, ODDS_RATIO, 1.0)
            ill = random.random(2) < odds / (1 + odds)
            answers = [
                *(int(random.integers(4, 6) if yes else random.integers(1, 4)) for yes in exposed),
                *(int(yes) for yes in ill),
            ]
            kept = [REFUSED if random.random() < REFUSED_SHARE else answer for answer in answers]
            known = (
                industry.codes[int(random.integers(len(industry.codes)))],
                f"{random.uniform(0.5, 1.5):.3f}",
                int(random.integers(1, REGIONS + 1)),
                int(random.integers(18, 67)),
                int(random.integers(1, 3)),
            )
            lines.append(",".join(map(str, (*known, *kept))))
    return "\n".join(lines) + "\n"


def write_made_up(folder: Path) -> None:
    """Write the respondents into ``folder``, which has their specification."""
    content = made_up_csv(read_dataset(shipped_data() / "syntetisk"))
    (folder / FILE).write_text(content, encoding="utf-8", newline="")


if __name__ == "__main__":
    write_made_up(shipped_data() / FOLDER)
