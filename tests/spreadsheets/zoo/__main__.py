"""Write the zoo's files into a folder, each called after its case."""

import sys
from pathlib import Path, PurePath

from . import CASES

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for case in CASES:
    (folder / f"{case.id}{PurePath(case.name).suffix}").write_bytes(case.data)
