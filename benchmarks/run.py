"""Measure one part beside what else does the same work, each in a process of its own. See README.md."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OURS = "wagtail_credentials"
POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/postgres"
READERS = {"csv": [OURS, "csv", "tablib", "pandas"], "xlsx": [OURS, "calamine", "openpyxl", "tablib", "pandas"]}
STAGERS = [OURS, "import-export"]


class LeftOut(Exception):
    """A peer or a database is not there; says which."""


def child(script: str, *arguments, **environment) -> dict:
    """What a process of its own prints as JSON."""
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    variables = os.environ | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "tests.settings"} | environment
    done = subprocess.run(command, env=variables, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise LeftOut((done.stderr.strip().splitlines() or ["it failed"])[-1])
    return json.loads(done.stdout)


class Measures:
    """Results by case ("xlsx 10000") and subject ("calamine"), round by round."""

    def __init__(self):
        self.found, self.left_out = {}, {}

    def round(self, case: str, subjects: list[str], measure) -> None:
        """Every subject once; one that fails is named and left out of all that follows."""
        for subject in subjects:
            if subject in self.left_out.get(case, {}):
                continue
            print(f"{case}: {subject}", end="\033[K\r", file=sys.stderr)
            try:
                self.found.setdefault(case, {}).setdefault(subject, []).append(measure(subject))
            except LeftOut as reason:
                self.left_out.setdefault(case, {})[subject] = str(reason)

    def result(self) -> dict:
        """Medians of the rounds; ``ratios`` are rows per second against ours: 2.0 is twice as fast as we are."""
        speed = self._medians("rows_per_second")
        return {
            "ratios": {
                case: {name: round(value / speeds[OURS], 3) for name, value in speeds.items() if name != OURS}
                for case, speeds in speed.items()
                if OURS in speeds
            },
            "rows_per_second": {case: {name: round(v) for name, v in speeds.items()} for case, speeds in speed.items()},
            "peak_mb": self._medians("peak_mb"),
            "grown_mb": self._medians("grown_mb"),
            "left_out": self.left_out,
        }

    def _medians(self, key):
        return {
            case: {name: statistics.median(one[key] for one in rounds) for name, rounds in subjects.items() if rounds}
            for case, subjects in self.found.items()
        }


def measure_reading(measures: Measures, folder: Path, sizes: list[int], rounds: int) -> None:
    for rows in sizes:
        child("reading.py", "write", folder, rows)
    for _ in range(rounds):
        for rows in sizes:
            for kind, subjects in READERS.items():
                path = folder / f"{rows}.{kind}"
                measures.round(
                    f"{kind} {rows}", subjects, lambda subject, path=path: child("reading.py", subject, path)
                )


def measure_staging(measures: Measures, folder: Path, rows: int, rounds: int, postgresql: str) -> None:
    """Check and staging of one CSV on each database that answers."""
    child("reading.py", "write", folder, rows)
    path = folder / f"{rows}.csv"
    databases = {}
    try:
        for name, address in {"sqlite": "", "postgresql": postgresql}.items():
            variables = {"TEST_VAR": str(folder)}
            try:
                made = child("staging.py", "prepare", address, **variables)
            except LeftOut as reason:
                measures.left_out[f"stage {rows} {name}"] = {"database": str(reason)}
            else:
                databases[name] = variables | {"DATABASE_URL": made["address"]}
        for _ in range(rounds):
            for name, variables in databases.items():

                def measure(subject, variables=variables):
                    return child("staging.py", subject, path, **variables)

                measures.round(f"stage {rows} {name}", STAGERS, measure)
    finally:
        if "postgresql" in databases:
            child("staging.py", "drop", postgresql, **databases["postgresql"])


def show(result: dict) -> None:
    print(f"{'':<24}{'':<22}{'rows/s':>10}{'to ours':>9}{'peak MB':>9}{'grown MB':>10}")
    for case, speeds in result["rows_per_second"].items():
        for name, speed in speeds.items():
            ratio = result["ratios"].get(case, {}).get(name, 1)
            peak, grown = result["peak_mb"][case][name], result["grown_mb"][case][name]
            print(f"{case:<24}{name:<22}{speed:>10}{ratio:>9.2f}{peak:>9.0f}{grown:>10.1f}")
    for case, names in result["left_out"].items():
        for name, reason in names.items():
            print(f"Left out: {case}, {name}: {reason}")


def read(options) -> dict:
    measures, folder = Measures(), Path(tempfile.mkdtemp(prefix="credentials-benchmark-"))
    try:
        measure_reading(measures, folder, options.rows, options.rounds)
        if options.stage_rows:
            measure_staging(measures, folder, options.stage_rows, options.rounds, options.postgresql)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return measures.result()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parts = parser.add_subparsers(required=True)
    reading = parts.add_parser("read", help="readers of sheets, and check and staging")
    reading.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    reading.add_argument("--rounds", type=int, default=3)
    reading.add_argument("--stage-rows", type=int, default=5_000, help="0: no check and staging")
    reading.add_argument(
        "--postgresql", default=POSTGRESQL, help="a server on which a database may be made and dropped"
    )
    reading.add_argument("--json", action="store_true")
    reading.set_defaults(part=read)
    options = parser.parse_args()
    result = options.part(options)
    print(json.dumps(result, indent=2)) if options.json else show(result)


if __name__ == "__main__":
    main()
