"""A command's answer as JSON, held to the schema of its result."""

import json

from jsonschema import Draft202012Validator

from engine.cli.main import main
from engine.results.result_schemas import RESULTS


def fits(words, capsys, name="", code=0):
    """Run the command and hold what it prints to the schema ``name`` (the command's own where none is given)."""
    assert main([*words.split(), "--format", "json"]) == code
    answer = json.loads(capsys.readouterr().out)
    Draft202012Validator(RESULTS[name or words.partition(" ")[0]]).validate(answer)
    return answer
