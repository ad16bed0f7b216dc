"""Spoil good sheets in every way and read them: a table or a refusal, soon and small. See README.md."""

import argparse
import json
import multiprocessing
import os
import random
import re
import resource
import sys
import time
import traceback
import warnings
import zipfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEGABYTES = 5, 300
ROWS = [
    ["name", "email", "hours", "day"],
    ["Zoë Ångström", "zoe@example.org", 12, "2026-11-21"],
    ["李小龍 'x'", "li@example.org", 1.5, "=1+1"],
    ["Ann\nLee", "ann@example.org", True, ""],
]
#: What a forger would put in: numbers beyond all bounds, markup, letters that are none.
TOKENS = [
    *(
        b"0",
        b"-1",
        b"1e999",
        b"nan",
        b"99999999999999999999",
        b"2147483648",
        b"1048576",
        b"1048577",
        b"16385",
        b"_xD800_",
    ),
    *(b"<", b">", b"&", b"&#0;", b"&#xD800;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<!--", b"]]>", b"<![CDATA["),
    *(b'"', b"'", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\n", b",", b";", b"\t", b"\\"),
    *(b'r="A1"', b'r="XFD1048576"', b't="s"', b't="e"', b't="d"', b't="b"', b's="9"', b"<f/>", b"<v>7</v>", b"<rPh>"),
    *(b"<table:table-row/>", b'table:number-columns-repeated="999999999"', b'table:number-rows-repeated="999999999"'),
    *(b"../../../etc/passwd", b'Target=""', b'encoding="utf-16"', b'encoding="utf-7"', b'date1904="1"', b"<sheet/>"),
]


def good_files() -> list[tuple[str, bytes]]:
    from tests.spreadsheets import writers

    text = [[str(cell) for cell in row] for row in ROWS]
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c><c r="B{n}" s="1"><v>46085.5</v></c>'
        f'<c r="C{n}" t="str"><f>A1</f><v>x</v></c><c t="inlineStr"><is><r><t>y</t></r></is></c></row>'
        for n in (1, 2, 3)
    )
    styles = '<numFmts><numFmt numFmtId="170" formatCode="yyyy"/></numFmts><cellXfs><xf/><xf numFmtId="170"/></cellXfs>'
    shared = ["<t>name</t>", "<r><t>An</t></r><rPh><t>x</t></rPh>", "<t>_x000D_</t>"]
    table = (
        '<table:table table:name="One"><table:table-row table:number-rows-repeated="2"><table:table-cell '
        'office:value-type="float" office:value="1.5" table:number-columns-repeated="3"><text:p>1<text:s text:c="3"/>'
        '</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT9H5M"/>'
        '<table:covered-table-cell office:value-type="date" office:date-value="2026-11-21"/></table:table-row>'
        "</table:table>"
    )
    return [
        *(("csv", writers.csv_bytes(text, delimiter, code)) for delimiter, code in ((",", "utf-8"), (";", "utf-16"))),
        ("xlsx", writers.xlsx_bytes(ROWS)),
        ("xlsx", writers.xlsx_by_hand(rows, shared=shared, styles=styles, workbook='<workbookPr date1904="1"/>')),
        ("ods", writers.ods_bytes(text)),
        ("ods", writers.ods_by_hand(table, active="One")),
    ]


def spoil_bytes(data: bytes, chance: random.Random) -> bytes:
    """One to eight changes: other bytes, tokens put in, parts doubled, cut out or cut off."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(data) + 1)
        end = min(start + chance.choice((1, 2, 8, 64, 512)), len(data))
        change = chance.randrange(6)
        if change == 0:
            data[start:end] = chance.randbytes(end - start)
        elif change == 1:
            data[start:start] = chance.choice(TOKENS)
        elif change == 2:
            data[start:start] = data[start:end] * chance.choice((1, 2, 50, 5000))
        elif change == 3:
            del data[start:end]
        elif change == 4:
            data[start:end] = chance.choice(TOKENS)
        else:
            del data[start if chance.random() < 0.1 else len(data) :]
    return bytes(data[:20_000_000])


def spoil_xml(data: bytes, chance: random.Random) -> bytes:
    """Values of attributes and texts replaced, elements doubled, nested or moved: mostly well-formed still."""
    for _ in range(chance.randint(1, 4)):
        pattern = chance.choice(
            (rb'="([^"]*)"', rb">([^<]+)<", rb"<(\w[\w:]*)", rb"(<[^>]+/?>)", rb"(<(\w[\w:]*).*</\2>)")
        )
        found = list(re.finditer(pattern, data[:10_000], re.DOTALL))
        if not found:
            continue
        match, other = chance.choice(found), chance.choice(found)
        new = chance.choice(
            (chance.choice(TOKENS), other.group(1), match.group(1) * chance.choice((0, 2, 300)), b"9" * 30)
        )
        data = data[: match.start(1)] + new + data[match.end(1) :]
    return data


def spoil_members(data: bytes, chance: random.Random) -> bytes:
    """The archive packed anew with a part spoiled, dropped, doubled, misnamed or swollen."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(chance.randint(1, 2)):
        place = chance.randrange(len(parts))
        name, content = parts[place]
        change = chance.choice(("xml", "xml", "xml", "xml", "bytes", "drop", "double", "name", "swap", "swell"))
        if change == "xml":
            parts[place] = name, spoil_xml(content, chance)
        elif change == "bytes":
            parts[place] = name, spoil_bytes(content, chance)
        elif change == "drop" and len(parts) > 1:
            del parts[place]
        elif change == "double":
            parts.append((name, spoil_xml(content, chance)))
        elif change == "name":
            parts[place] = chance.choice((name.upper(), "/" + name, name + "x", "../" + name, "")), content
        elif change == "swap":
            parts[place] = name, chance.choice(parts)[1]
        elif change == "swell":
            middle = len(content) // 2
            unit = chance.choice(
                (b" ", b"a", b"<a>", b"<row/>", b"<c/>", b"<v>1</v>", b"<si><t>a</t></si>", b"<table:table-row/>")
            )
            parts[place] = (
                name,
                content[:middle]
                + unit * (chance.choice((10_000, 1_000_000, 9_000_000)) // len(unit))
                + content[middle:],
            )
    return packed(parts)


def packed(parts) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts:
            # Not by name, of which there may be two.
            archive.writestr(zipfile.ZipInfo(name or "x"), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def spoiled(files, seed: int) -> tuple[str, bytes]:
    """A kind and a file, the same for the same seed."""
    chance = random.Random(seed)
    warnings.simplefilter("ignore")  # zipfile's, of members with one name
    kind, data = chance.choice(files)
    if kind == "csv" or chance.random() < 0.2:
        return kind, spoil_bytes(data, chance)
    data = spoil_members(data, chance)
    return kind, spoil_bytes(data, chance) if chance.random() < 0.05 else data


def verdict(data: bytes, name: str) -> str:
    """ "table", "refused: code", or what went wrong, beginning with "CRASH"."""
    from wagtail_credentials.exceptions import SheetRejected
    from wagtail_credentials.spreadsheets.reader import read_sheet
    from wagtail_credentials.spreadsheets.tables import Table

    try:
        table = read_sheet(data, name)
        table.rows = [*table.rows]
    except SheetRejected as rejected:
        code = rejected.problems[0].code
        return f"refused: {code}"
    except BaseException:
        return f"CRASH {traceback.format_exc()}"
    return "table" if isinstance(table, Table) and sound(table) else "CRASH it is no sound table"


def sound(table) -> bool:
    """Lines in their order, cells under headings, text that any database and page can hold."""
    numbers = [line for line, _cells in table.rows]
    texts = [*table.headings, *(cell for _line, cells in table.rows for cell in cells)]
    return (
        numbers == sorted(set(numbers))
        and all(len(cells) == len(table.headings) for _line, cells in table.rows)
        and all(isinstance(text, str) for text in texts)
        and bool(json.dumps([problem.as_dict() for problem in table.problems]))
        and bool("".join([*texts, *table.notes]).encode("utf-8", "surrogatepass") or True)
    )


def set_up() -> None:
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False)
    django.setup()


def work(jobs, answers, megabytes: int) -> None:
    """Read until told to stop, in memory that ends where the bound does."""
    files = good_files()
    verdict(files[0][1], "warm.csv")
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1024 * 1024,) * 2)
    while (seed := jobs.recv()) is not None:
        kind, data = spoiled(files, seed)
        # The processor's seconds, not the clock's: others may be at work on the machine.
        started = time.process_time()
        answers.send((verdict(data, f"people.{kind}"), time.process_time() - started))


class Worker:
    """A process that reads spoiled files by their seed, and is replaced when it hangs or dies."""

    def __init__(self):
        self.process = None

    def start(self):
        here, there = multiprocessing.Pipe()
        self.pipe, self.process = (
            here,
            multiprocessing.Process(target=work, args=(there, there, MEGABYTES), daemon=True),
        )
        self.process.start()

    def used(self) -> float:
        """Seconds of the processor: by the clock a busy machine would look like a file without end."""
        times = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")

    def read(self, seed: int) -> tuple[str, float]:
        if self.process is None:
            self.start()
        try:
            self.pipe.send(seed)
            # Making the file, and starting, take time of their own.
            end = self.used() + 6 * SECONDS
            while not self.pipe.poll(1):
                if self.used() > end:
                    raise TimeoutError
            return self.pipe.recv()
        except TimeoutError:
            fault = "CRASH it did not end"
        except (EOFError, OSError):
            fault = "CRASH the process died"
        self.process.kill()
        self.process = None
        return fault, 0.0


def fuzz(seconds: float, seed: int, keep: Path | None) -> int:
    """How many files were neither read nor refused."""
    worker, outcomes, faults, slowest, end = Worker(), {}, 0, 0.0, time.monotonic() + seconds
    while time.monotonic() < end:
        outcome, took = worker.read(seed)
        if took > SECONDS:
            outcome = f"CRASH it took {took:.1f} s"
        slowest = max(slowest, took)
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        if outcome.startswith("CRASH"):
            faults += 1
            if outcomes[outcome] == 1:
                tell(seed, outcome, keep)
        seed += 1
    for outcome, count in sorted(outcomes.items(), key=lambda item: -item[1]):
        print(f"{count:>8}  {outcome.strip().splitlines()[-1]}")
    print(f"{sum(outcomes.values())} files, the slowest {slowest:.1f} s, {faults} neither read nor refused.")
    return faults


def tell(seed, outcome, keep):
    print(f"Seed {seed}: {outcome}", flush=True)
    if keep:
        kind, data = spoiled(good_files(), seed)
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{seed}.{kind}").write_bytes(data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1, help="the first file's; each next file has the next")
    parser.add_argument("--keep", type=Path, help="a folder for files that were neither read nor refused")
    options = parser.parse_args()
    set_up()
    sys.exit(1 if fuzz(options.seconds, options.seed, options.keep) else 0)


if __name__ == "__main__":
    main()
