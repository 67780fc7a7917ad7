"""Scenarios that lie in the repository: read, computed anew, and recorded again with a reason.

    python -m tests.scenarios.kept --why "what moved the numbers"

writes today's results of the scenarios that differ, and the reason with the date, into their files.
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from engine.criteria.setting import Setting
from engine.dataset.folder_files import folder_files
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.store.recomputation import Inputs, differences, result_of

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.json"))


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def inputs_of(scenario):
    """The shipped data and criteria as they are today, with the scenario's setting."""
    criteria = shipped_criteria() / f"{scenario['criteria']}.toml"
    data = shipped_data() / scenario["data"]
    setting = Setting.from_plain(scenario["setting"])
    return Inputs(setting, criteria.read_text(encoding="utf-8"), criteria.name, folder_files(data), data.name)


def moved(scenario):
    """Every place where today's result is not the one that was recorded."""
    return differences(scenario["result"], result_of(inputs_of(scenario)))


def record(path, why, when):
    scenario = read(path)
    now = result_of(inputs_of(scenario))
    if scenario["result"] and not differences(scenario["result"], now):
        return False
    scenario["result"] = now
    scenario["explained"].append({"date": when, "why": why})
    path.write_text(json.dumps(scenario, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return True


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--why", required=True)
    why = parser.parse_args().why
    for path in FILES:
        said = "recorded" if record(path, why, date.today().isoformat()) else "same"
        sys.stdout.write(f"{path.name} {said}\n")
