"""Days as people write them: ISO always, another order only where it was chosen."""

from wagtail_credentials.domain.reading import AS_FOUND, ReadingOptions

from ..writers import csv_bytes
from .cases import HEADINGS, ZONES, accepted, lines, named, person, row_errors

DMY, MDY = ReadingOptions(date_format="dmy"), ReadingOptions(date_format="mdy")


def days(*found, heading="passed_on"):
    return csv_bytes([[*HEADINGS, heading], *([f"P {n}", f"p{n}@example.org", day] for n, day in enumerate(found, 2))])


def read_as(slug, *pairs, **more):
    people = (person(n, f"P {n}", f"p{n}@example.org", passed_on=day) for n, (_written, day) in enumerate(pairs, 2))
    return accepted(slug, days(*(written for written, _day in pairs)), *people, **more)


def no_day(slug, code, *found, words=(), options=AS_FOUND):
    problems = ((line, "passed_on", code) for line in range(2, len(found) + 2))
    return row_errors(slug, days(*found), *problems, words=words, options=options)


DAY = "2026-03-04"
READ_AND_NOT = [
    read_as(
        "iso",
        (DAY, DAY),
        (" 2026-03-04 ", DAY),
        ("2026-03-04 23:59:59", DAY),
        ("2026-03-04T00:00", DAY),
        ("2028-02-29", "2028-02-29"),
        ("1999-12-31", "1999-12-31"),
    ),
    *(read_as(f"iso-in-{place}", (DAY, DAY), (f"{DAY} 23:59", DAY), zone=zone) for place, zone in ZONES.items()),
    read_as("iso-whatever-was-chosen", (DAY, DAY), ("2026-12-31 23:30", "2026-12-31"), options=DMY),
    read_as(
        "day-first",
        ("04/03/2026", DAY),
        ("4.3.2026", DAY),
        ("04-03-2026", DAY),
        ("31/12/2026", "2026-12-31"),
        ("04.03.2026 23:59", DAY),
        options=DMY,
    ),
    read_as("month-first", ("03/04/2026", DAY), ("3/4/2026", DAY), ("12/31/2026", "2026-12-31"), options=MDY),
    no_day(
        "ambiguous",
        "date_format",
        "03/04/2026",
        "3.4.2026",
        "03-04-2026",
        words=("Dates are written as", "--date-format dmy or mdy", "2026-11-21"),
    ),
    no_day(
        "that-day-first-would-solve",
        "date_format",
        "21/11/2026",
        "31.12.2026",
        words=("Dates are written as", "--date-format dmy)"),
    ),
    no_day(
        "that-month-first-would-solve",
        "date_format",
        "11/21/2026",
        words=("Dates are written as", "--date-format mdy)"),
    ),
    no_day(
        "in-words-or-short",
        "date_format",
        "4 March 2026",
        "03/04/26",
        "2026-3-4",
        "March 2026",
        "2026/03/04",
        "20260304x",
        "٢٠٢٦-٠٣-٠٤",
        "today",
    ),
    no_day("with-a-zone", "date_format", "2026-03-04T23:30:00-08:00", "2026-03-04T23:30:00Z", "2026-03-04 23:30 UTC"),
    no_day("as-numbers", "date_number", "46085", "46085.5", "20260304", words=("This is a number",)),
    no_day(
        "that-never-come",
        "date_impossible",
        "2026-02-29",
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31",
        words=("no such day",),
    ),
    no_day(
        "that-never-come-in-any-order",
        "date_impossible",
        "31/11/2026",
        "30.02.2026",
        "2/30/2026",
        "99/99/2026",
        words=("no such day",),
    ),
    no_day(
        "day-first-that-are-none",
        "date_impossible",
        "31/11/2026",
        "30.02.2026",
        "99/99/2026",
        words=("no such day",),
        options=DMY,
    ),
    no_day(
        "day-first-that-month-first-would-solve",
        "date_impossible",
        "04/13/2026",
        words=("--date-format mdy)", "Dates are written as"),
        options=DMY,
    ),
    no_day(
        "month-first-that-day-first-would-solve",
        "date_impossible",
        "13/04/2026",
        words=("--date-format dmy)",),
        options=MDY,
    ),
    row_errors(
        "expiry-before-issue",
        lines("name,email,issued_on,expires_on", "Ann,ann@example.org,2026-05-02,2026-05-01"),
        (2, "expires_on", "expires_first"),
        words=("2026-05-02",),
    ),
    row_errors(
        "expiry-before-issue-day-first",
        lines("name,email,issued_on,expires_on", "Ann,ann@example.org,01/05/2026,02/04/2026"),
        (2, "expires_on", "expires_first"),
        options=DMY,
    ),
    accepted(
        "expiry-on-the-day-of-issue",
        lines(
            "name,email,issued_on,expires_on",
            "Ann,ann@example.org,2026-05-02,2026-05-02",
            "Bob,bob@example.org,,2026-05-02",
        ),
        person(2, "Ann", "ann@example.org", issued_on="2026-05-02", expires_on="2026-05-02"),
        person(3, "Bob", "bob@example.org", expires_on="2026-05-02"),
    ),
]

CASES = named("days", READ_AND_NOT, "csv")
