from jsonschema import Draft202012Validator

from engine.foundation.errors import Problem
from engine.foundation.locale import Locale
from engine.results.contract_json import problems_json
from engine.results.shared_schemas import problems


def test_problems_are_what_they_declare():
    answer = problems_json([Problem("unknown", "a.csv", row=2, column="x", given="y", allowed=("z",))], Locale("nb"))
    Draft202012Validator(problems()).validate(answer["problems"])
