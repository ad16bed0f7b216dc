"""One reader reads one file once, alone in its process: seconds and memory as JSON. Called by run.py."""

import csv
import io
import json
import resource
import sys
import time
from collections import deque
from itertools import islice
from pathlib import Path

from batch import sheet


def write(folder: str, rows: int) -> dict:
    """The same people as CSV and as XLSX of Excel's shape: shared texts, numbers as numbers."""
    import xlsxwriter

    data = sheet(rows)
    Path(folder, f"{rows}.csv").write_bytes(data)
    workbook = xlsxwriter.Workbook(str(Path(folder, f"{rows}.xlsx")), {"strings_to_numbers": True})
    worksheet = workbook.add_worksheet("People")
    for line, cells in enumerate(csv.reader(io.StringIO(data.decode()))):
        worksheet.write_row(line, 0, cells)
    workbook.close()
    return {}


def ours():
    import django
    from django.conf import settings

    # The bounds on rows and bytes are for a server's visitors; the others stay.
    larger = {"MAX_ROWS": 10**6, "MAX_UPLOAD_BYTES": 10**8, "MAX_UNPACKED_BYTES": 10**9}
    settings.configure(WAGTAIL_CREDENTIALS=larger, USE_I18N=False)
    django.setup()
    from wagtail_credentials.spreadsheets.reader import read_sheet

    return lambda data, kind: (cells for _line, cells in read_sheet(data, f"people.{kind}").rows)


def plain_csv():
    return lambda data, kind: islice(csv.reader(io.StringIO(data.decode(), newline="")), 1, None)


def tablib():
    from tablib import Dataset

    def read(data, kind):
        source = data.decode() if kind == "csv" else data
        return list(Dataset().load(source, format=kind))

    return read


def openpyxl():
    from openpyxl import load_workbook

    def read(data, kind):
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return list(workbook.active.iter_rows(min_row=2, values_only=True))

    return read


def pandas():
    from pandas import read_csv, read_excel

    def read(data, kind):
        frame = (read_csv if kind == "csv" else read_excel)(io.BytesIO(data), dtype=str, keep_default_na=False)
        return frame.to_numpy().tolist()

    return read


def calamine():
    from python_calamine import CalamineWorkbook

    return lambda data, kind: CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1:]


READERS = {
    "wagtail_credentials": ours,
    "csv": plain_csv,
    "tablib": tablib,
    "openpyxl": openpyxl,
    "pandas": pandas,
    "calamine": calamine,
}


def peak_megabytes() -> float:
    """Of this process alone: a new process's ``ru_maxrss`` begins with its parent's."""
    try:
        status = Path("/proc/self/status").read_text()
        return round(int(status.split("VmHWM:")[1].split()[0]) / 1024, 1)
    except (OSError, IndexError):
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024), 1)


def timed(work, rows: int) -> dict:
    """``grown_mb`` is what the work took beyond a process in which the library and the file are loaded."""
    before, started = peak_megabytes(), time.perf_counter()
    work()
    seconds, peak = time.perf_counter() - started, peak_megabytes()
    return {"rows_per_second": rows / seconds, "peak_mb": peak, "grown_mb": round(peak - before, 1)}


def measure(name: str, path: str) -> dict:
    """Read once, each row taken and let go; whoever loses a row or a cell fails."""
    reader, data, kind = READERS[name](), Path(path).read_bytes(), Path(path).suffix[1:]
    rows, last = int(Path(path).stem), deque(maxlen=1)
    result = timed(lambda: last.extend(enumerate(reader(data, kind), 1)), rows)
    ((read, cells),) = last
    if read != rows or len(cells) != 4 or cells[1] != f"person{rows}@example.org":
        sys.exit(f"{name} read {read} of {rows} rows; the last is {cells}")
    return result


if __name__ == "__main__":
    subject, *arguments = sys.argv[1:]
    done = write(arguments[0], int(arguments[1])) if subject == "write" else measure(subject, arguments[0])
    print(json.dumps(done))
