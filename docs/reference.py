"""The parts of the reference pages that follow from the declarations in the code.

    python docs/reference.py          write them anew (``make docs``)

A page marks such a part with ``<!-- begin NAME -->`` and ``<!-- end -->``; ``tests/test_docs.py`` checks that what
stands there is what the declarations give today.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from engine.foundation.locale import Locale

DOCS = Path(__file__).resolve().parent
TOP = DOCS.parent
PART = re.compile(r"(<!-- begin ([\w-]+) -->\n)(.*?)(<!-- end -->)", flags=re.DOTALL)
LANGUAGE = "en"

KINDS = {
    "sections": "any number of `[[{0.subtable}]]`",
    "section": "`[{0.subtable}]`",
    "table": "table in braces",
    "ids": "list of ids",
    "groups": "list of lists of ids",
    "periods": "list of periods",
    "weights": "id to number",
    "bounds": "id to `{{ min, max }}`",
    "file_id": "id (hyphens too)",
}


def criteria_keys() -> str:
    """Every key of a criteria file and of a profiles file."""
    from engine.criteria.keys import FILE, KEYS, PROFILES_FILE

    shown = {FILE: "(top)", PROFILES_FILE: "(top of a profiles file)"}

    def allowed(key) -> str:
        if key.choices:
            named = ", ".join(f"`{choice}`" for choice in key.choices)
            return {"choices": f"list of {named}", "fates": f"{key.kind} to {named}"}.get(key.kind, named)
        template = KINDS.get(key.kind, key.kind).format(key)
        return f"{template}, {key.range}" if key.range and key.kind != "weights" else template

    def absent(key) -> str:
        if key.required:
            return "required"
        return "–" if key.default in (None, "", ()) else f"`{json.dumps(key.default)}`"

    head = ["| where | key | what may stand there | where absent | meaning |", "|---|---|---|---|---|"]
    rows = [
        f"| {shown.get(key.table, f'`{key.table}`')} | `{key.name}` | {allowed(key)} | {absent(key)} "
        f"| {key.meaning(Locale(LANGUAGE))} |"
        for key in KEYS
    ]
    return "\n".join([*head, *rows])


def command_options() -> str:
    """Every command with each of its options and what it means."""
    from engine.cli.arguments import option_meaning
    from engine.cli.commands import COMMANDS
    from engine.foundation.locale import Locale

    def cell(text: str) -> str:
        return text.replace("|", r"\|")

    parts = []
    for name, command in COMMANDS.items():
        takes = f" {command.takes}" if command.takes else ""
        parts += [
            f"### `{name}{takes}`",
            "",
            Locale(LANGUAGE).text(f"cli.command_{name}"),
            "",
            "| option | meaning |",
            "|---|---|",
        ]
        parts += [
            f"| `{cell(option.usage)}` | {cell(option_meaning(name, option, Locale(LANGUAGE)))} |"
            for option in command.options
        ]
        parts.append("")
    return "\n".join(parts).rstrip()


def _said(path: Path) -> str:
    """The first paragraph of a module's docstring, on one line."""
    return " ".join((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0].split())


def _listed(folder: Path, depth: int = 0) -> Iterator[str]:
    for path in sorted(folder.glob("*.py")):
        if path.name != "__init__.py" and _said(path):
            yield f"{'  ' * depth}- `{path.name}` {_said(path)}"
    for inner in sorted(path for path in folder.iterdir() if (path / "__init__.py").is_file()):
        yield f"{'  ' * depth}- **`{inner.name}/`** {_said(inner / '__init__.py')}"
        yield from _listed(inner, depth + 1)


def modules() -> str:
    """Every module of engine and app with what it says of itself."""
    return "\n".join(
        line for name in ("engine", "app") for line in (f"**`{name}/`**", "", *_listed(TOP / name), "")
    ).rstrip()


def results() -> str:
    """Every result with each of its fields."""
    from engine.results.result_fields import rows
    from engine.results.result_schemas import RESULTS

    parts = []
    for name, schema in RESULTS.items():
        parts += [f"### `{name}`", "", f"{schema['title']}: [schema](schemas/{_schema_file(name)}).", ""]
        parts += ["| field | type | meaning |", "|---|---|---|"]
        parts += [f"| `{path}` | {kind} | {meaning} |" for path, kind, meaning in rows(schema)]
        parts.append("")
    return "\n".join(parts).rstrip()


def schemas() -> dict[str, str]:
    """The JSON Schema of every result, by file name."""
    from engine.results.result_schemas import RESULTS

    return {
        _schema_file(name): json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in RESULTS.items()
    }


def _schema_file(name: str) -> str:
    return f"{name.replace(' --', '-').replace(' ', '-')}.json"


PARTS: dict[str, Callable[[], str]] = {
    "criteria-keys": criteria_keys,
    "command-options": command_options,
    "modules": modules,
    "results": results,
}


def written(page: str) -> str:
    """The page with every marked part as the declarations give it now."""
    return PART.sub(lambda match: f"{match[1]}\n{PARTS[match[2]]()}\n\n{match[4]}", page)


def main() -> None:
    """Write every page and every schema anew."""
    (DOCS / "schemas").mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (DOCS / "schemas" / name).write_text(schema, encoding="utf-8")
    for path in sorted(DOCS.glob("*.md")):
        page = path.read_text(encoding="utf-8")
        if written(page) != page:
            path.write_text(written(page), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(TOP))
    main()
