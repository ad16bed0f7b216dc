"""The starter designs that come with the package, as template files."""

import json
from pathlib import Path

DESIGNS = Path(__file__).parent.parent / "designs"


def starter_designs() -> dict[str, dict]:
    """{name: template file, parsed}: hand one to ``import_template``."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(DESIGNS.glob("*.json"))}
