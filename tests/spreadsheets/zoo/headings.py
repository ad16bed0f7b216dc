"""Which column is which: by heading, whatever its place and spelling; the rest is refused, or ignored and said."""

from ..ods_shapes import ods, table
from ..writers import csv_bytes
from ..xlsx_shapes import Excel, Rich
from .cases import ANN, HEADINGS, accepted, named, person, rejected

VALUES = ["Ann", "ann@example.org", "Botany", "2026-03-04", "7"]
BOTANY = person(2, "Ann", "ann@example.org", course="Botany", passed_on="2026-03-04", recipient_id="7")
SPELLINGS = {
    "as-they-are": ["name", "email", "course", "passed_on", "recipient_id"],
    "in-capitals": ["NAME", "EMAIL", "COURSE", "PASSED_ON", "RECIPIENT_ID"],
    "with-spaces": [" Name ", "\u00a0e mail", "course  ", "Passed on", "Recipient  id"],
    "with-hyphens": ["name", "e-mail", "-course-", "passed-on", "recipient-ID"],
    "with-typographic-hyphens": ["name", "E\u2011Mail", "course", "passed\u2013on", "recipient\u2010id"],
    "with-labels": ["Name", "E-mail", "Course title", "passed on", "Recipient ID"],
    "with-line-breaks": ["name", "e-\nmail", "Course\r\ntitle", "passed\non", "recipient id"],
    "fullwidth": ["ｎａｍｅ", "ｅｍａｉｌ", "course", "passed_on", "recipient_id"],
    "with-letters-nobody-sees": ["\u200bname", "e\u00admail\ufeff", "course", "passed_on", "recipient_id"],
}

FOUND = [
    *(accepted(slug, csv_bytes([headings, VALUES]), BOTANY) for slug, headings in SPELLINGS.items()),
    accepted("in-another-order", csv_bytes([SPELLINGS["as-they-are"][::-1], VALUES[::-1]]), BOTANY),
    accepted(
        "labels-in-english-whatever-the-language", csv_bytes([SPELLINGS["with-labels"], VALUES]), BOTANY, language="fr"
    ),
    accepted("labels-translated", csv_bytes([["Nom", "E-mail"], VALUES[:2]]), ANN, language="fr"),
    accepted(
        "bold-heading",
        Excel([[Rich("<r><rPr><b/></rPr><t>na</t></r><r><t>me</t></r>"), "email"], VALUES[:2]]).data(),
        ANN,
        name="people.xlsx",
    ),
    accepted("below-blank-lines", Excel([[], [], HEADINGS, VALUES[:2]]).data(), (4, ANN[1]), name="people.xlsx"),
]

MISSING = "Line 1, where the headings should stand, has: "
REFUSED = [
    rejected(
        "missing-column",
        csv_bytes([["name", "course"], ["Ann", "Botany"]]),
        (1, "email", "missing_column"),
        words=("“email” is missing", MISSING + "name, course"),
    ),
    rejected(
        "missing-columns",
        csv_bytes([["first name", "e mail address"], ["Ann", "ann@example.org"]]),
        (1, "name", "missing_column"),
        (1, "email", "missing_column"),
        words=("“name” is missing", "“email” is missing", "first name, e mail address"),
    ),
    rejected(
        "repeated-column",
        csv_bytes([["name", "email", "NAME "], ["Ann", "ann@example.org", "Eve"]]),
        (1, "name", "repeated_column"),
        words=("“name” is there twice",),
    ),
    rejected(
        "repeated-by-its-label",
        csv_bytes([["name", "email", "course", "Course title"], ["Ann", "ann@example.org", "a", "b"]]),
        (1, "course", "repeated_column"),
        words=("“course”",),
    ),
    rejected(
        "no-headings",
        csv_bytes([["Ann", "ann@example.org"], ["Bob", "bob@example.org"]]),
        (1, "name", "missing_column"),
        (1, "email", "missing_column"),
        words=(MISSING + "Ann, ann@example.org",),
    ),
    rejected(
        "a-title-above",
        Excel([["Our students of 2026"], HEADINGS, VALUES[:2]]).data(),
        (1, "name", "missing_column"),
        (1, "email", "missing_column"),
        words=(MISSING + "Our students of 2026",),
        name="people.xlsx",
    ),
    rejected(
        "a-title-above-ods",
        ods(table([[], ["Our students"], HEADINGS, VALUES[:2]])),
        (2, "name", "missing_column"),
        (2, "email", "missing_column"),
        words=("Line 2",),
        name="people.ods",
    ),
    rejected(
        "columns-the-other-way-round",
        csv_bytes([["name", "Ann", "Bob"], ["email", "ann@example.org", "bob@example.org"]]),
        (1, "email", "missing_column"),
    ),
    rejected(
        "heading-that-cannot-be-shown",
        csv_bytes([["na\x01me", "email"], VALUES[:2]]),
        (1, "name", "missing_column"),
        words=("na[U+0001]me",),
    ),
]

OURS = [
    "id",
    "pk",
    "status",
    "uuid",
    "batch",
    "token",
    "holder_key",
    "person_key",
    "line",
    "pdf",
    "published_at",
    "values",
    "verdict",
    "_line",
    "_person",
]
IGNORED = [
    accepted(
        "unknown-columns",
        csv_bytes([["remark", *HEADINGS, "Phone"], ["x", "Ann", "ann@example.org", "1"]]),
        ANN,
        notes=("does not have were ignored: remark, Phone.",),
    ),
    accepted(
        "that-are-ours-to-set",
        csv_bytes(
            [
                [*HEADINGS, *OURS],
                [
                    "Ann",
                    "ann@example.org",
                    "1",
                    "1",
                    "published",
                    "0" * 32,
                    "1",
                    "0" * 32,
                    "1:x",
                    "x",
                    "99",
                    "a.pdf",
                    "2026-01-01",
                    '{"course": "x"}',
                    "held",
                    "7",
                    "x",
                ],
            ]
        ),
        ANN,
        notes=(f"ignored: {', '.join(OURS)}.",),
    ),
    accepted(
        "recipient-columns-of-the-model",
        csv_bytes(
            [[*HEADINGS, "recipient_name", "recipient_email"], ["Ann", "ann@example.org", "Eve", "eve@example.org"]]
        ),
        ANN,
        notes=("ignored: recipient_name, recipient_email.",),
    ),
    accepted(
        "values-without-a-heading",
        csv_bytes([["name", "", "email"], ["Ann", "x", "ann@example.org"]]),
        ANN,
        notes=("Column B has no heading",),
    ),
    accepted(
        "unknown-column-that-cannot-be-shown",
        csv_bytes([[*HEADINGS, "re\u202emark"], [*VALUES[:2], "1"]]),
        ANN,
        notes=("ignored: re[U+202E]mark",),
    ),
    accepted(
        "unknown-column-twice", csv_bytes([[*HEADINGS, "x", "x"], [*VALUES[:2], "1", "2"]]), ANN, notes=("ignored: x",)
    ),
]

CASES = named("headings", [*FOUND, *REFUSED, *IGNORED], "csv")
