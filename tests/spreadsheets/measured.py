"""Reads one sheet in a process of its own and prints what came of it, its processor time and its memory, as JSON."""

import json
import sys
import time
from pathlib import Path

import django
from django.conf import settings


def outcome(data: bytes, name: str) -> str:
    """ "table", or the code of the refusal."""
    from wagtail_credentials.exceptions import SheetRejected
    from wagtail_credentials.spreadsheets.reader import read_sheet

    try:
        for _row in read_sheet(data, name).rows:
            pass
    except SheetRejected as rejected:
        return rejected.problems[0].code
    return "table"


def memory(name: str) -> int:
    """Megabytes: VmRSS is what the process has, VmHWM the most it ever had."""
    return int(Path("/proc/self/status").read_text().split(f"{name}:")[1].split()[0]) // 1024


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    django.setup()
    path = Path(sys.argv[1])
    data = path.read_bytes()
    outcome(b"name\nAnn\n", "warm.csv")
    before, started = memory("VmRSS"), time.process_time()
    found = outcome(data, path.name)
    sys.stdout.write(json.dumps([found, time.process_time() - started, memory("VmHWM") - before]))
