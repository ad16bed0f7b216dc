"""Names as people write them, people who are there twice, and what nobody may be called."""

from ..writers import csv_bytes
from ..xlsx_shapes import Excel
from .cases import HEADINGS, accepted, lines, named, person, row_errors


def names(*found):
    """A CSV of people so called."""
    return csv_bytes([HEADINGS, *([name, f"p{line}@example.org"] for line, name in enumerate(found, 2))])


def kept(slug, *pairs, **more):
    """Names as they are written, and as they are kept."""
    people = (person(line, name, f"p{line}@example.org") for line, (_written, name) in enumerate(pairs, 2))
    return accepted(slug, names(*(written for written, _name in pairs)), *people, **more)


def as_written(slug, *found, **more):
    return kept(slug, *((name, name) for name in found), **more)


def refused(slug, code, *found, words=()):
    return row_errors(slug, names(*found), *((line, "name", code) for line in range(2, len(found) + 2)), words=words)


SCRIPTS = (
    "Zoë Ångström",
    "Łukasz Žižka",
    "Nguyễn Thị Minh",
    "Άννα Παπαδοπούλου",
    "Иванов Пётр",
    "Հայկ Սարգսյան",
    "დავით",
    "דוד כהן",
    "محمد علي",
    "نرگس می\u200cخواهم",
    "अमित शर्मा",
    "ক্ষমা",
    "শ্রী\u200dমতী",
    "தமிழ்",
    "ශ්\u200dරී",
    "สมชาย ใจดี",
    "ខ្មែរ",
    "မြန်မာ",
    "李小龙",
    "髙橋 さくら",
    "홍길동",
    "አበበ ቢቂላ",
    "ᏣᎳᎩ",
    "ᠮᠣᠩᠭᠣᠯ",
    "𞤀𞤁𞤂",
    "𠮷野",
    "ʻOkina",
    "Ħal Għargħur",
)
KEPT = [
    as_written("in-every-script", *SCRIPTS),
    as_written(
        "with-emoji",
        "Zoë 🎓",
        "👩\u200d🎓 Ann",
        "Eve 👩🏽\u200d❤️\u200d👨🏻",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "❤️",
    ),
    as_written(
        "with-apostrophes-and-signs",
        "O'Brien",
        "O’Brien",
        "D´Angelo",
        "AT&T & Söhne",
        "Smith-Jones",
        "J. R. R. Tolkien",
        "Anne <Annie> Lee",
        "{{ email }}",
        "[recipient.name]",
        "100% Me",
        "a\\b",
        "#1",
    ),
    as_written("that-look-like-nothing", "Null", "None", "nan", "NA", "TRUE", "undefined", "0", "-", "X Æ A-12"),
    as_written("that-look-like-formulas", "=1+1", "+1", "-1", "@SUM(A1)"),
    kept(
        "in-nfd-become-nfc",
        ("Zoe\u0308", "Zoë"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("한".encode().decode(), "한"),
        ("\u1112\u1161\u11ab", "한"),
    ),
    kept(
        "are-trimmed-and-folded",
        ("  Ann  Lee ", "Ann Lee"),
        ("\u00a0Bob\u00a0", "Bob"),
        ("李\u3000小龙", "李 小龙"),
        ("Eve\tMay", "Eve May"),
        ("Kim\u2003\u2009Lee", "Kim Lee"),
    ),
    as_written("of-two-hundred-letters", "é" * 200, "🎓" * 200, "李" * 200),
    as_written("with-direction-marks", "دوד\u200f", "Ann \u200e(A)"),
    as_written("in-two-scripts-word-by-word", "Анна Smith", "山田 Taro", "Άννα Lee"),
    as_written(
        "that-mix-letters-that-look-alike-are-noted", "Pаul", "Ann", "Αnna", notes=("look closely: line 2, 4.",)
    ),
]

REFUSED = [
    refused(
        "with-control-characters",
        "control_character",
        "a\x01b",
        "a\x1bb",
        "a\x7fb",
        "a\x85b",
        "a\x9fb",
        "a\u2028b",
        words=("U+0001", "U+001B", "U+007F", "U+0085"),
    ),
    refused(
        "with-bidi-overrides",
        "control_character",
        *(f"Ann{c}eeL" for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
        words=("U+202E",),
    ),
    refused(
        "of-nothing-that-can-be-seen",
        "invisible",
        "\u200b",
        "\u200d\u200c",
        "\u00ad",
        "\u2800",
        "\u3164",
        "\ufe0f",
        "\u034f",
        "\u200e\u200f",
        "\ufeff",
        "\u2060",
        "\U000e0067",
        "\u115f\u1160",
    ),
    refused("of-nothing", "required", " ", "\u00a0", "\u3000\t", words=("Nothing stands here",)),
    refused("of-noncharacters", "control_character", "a\ufdd0b", "a\uffffb", "a\ufff9b"),
    refused("of-201-letters", "too_long", "é" * 201, "🎓" * 201, words=("201 characters; at most 200",)),
    refused("that-failed-as-formulas", "error_cell", "#N/A", "#REF!", "Err:502", "#NAME?"),
    row_errors(
        "example-left-in",
        lines("name,email", "Zoë Ångström,zoe.angstrom@school.example"),
        (2, "name", "example_row"),
        words=("the example",),
    ),
    row_errors(
        "several-problems-in-a-row",
        lines("name,email,score,mark", ",nowhere,1;5,C"),
        (2, "name", "required"),
        (2, "email", "email"),
        (2, "score", "number"),
        (2, "mark", "choice"),
        words=("A, B",),
    ),
]


def twice(slug, *found, duplicates=()):
    """People as (name, address), and the lines of those who are there already."""
    people = (person(line, *pair) for line, pair in enumerate(found, 2))
    return accepted(slug, csv_bytes([HEADINGS, *found]), *people, duplicates=duplicates)


DUPLICATES = [
    twice(
        "twice",
        ("Ann Lee", "ann@example.org"),
        ("Bob", "bob@example.org"),
        ("Ann Lee", "ann@example.org"),
        duplicates=(4,),
    ),
    twice(
        "twice-in-another-case",
        ("Ann Lee", "ann@example.org"),
        ("ANN LEE", "Ann@example.org"),
        ("Straße", "s@example.org"),
        ("STRASSE", "s@example.org"),
        duplicates=(3, 5),
    ),
    accepted(
        "twice-in-nfd-and-with-spaces",
        csv_bytes(
            [
                HEADINGS,
                ("Zoë Ång", "z@example.org"),
                ("Zoe\u0308 A\u030ang", "z@example.org"),
                ("  Zoë   Ång ", " z@example.org "),
            ]
        ),
        *(person(line, "Zoë Ång", "z@example.org") for line in (2, 3, 4)),
        duplicates=(3, 4),
    ),
    twice("twice-but-for-a-joiner", ("می\u200cخواهم", "m@example.org"), ("میخواهم", "m@example.org"), duplicates=(3,)),
    accepted(
        "two-people-share-an-address",
        lines("name,email", "Ann Lee,family@example.org", "Bob Lee,Family@example.org", "Eve,eve@example.org"),
        person(2, "Ann Lee", "family@example.org"),
        person(3, "Bob Lee", "Family@example.org"),
        person(4, "Eve", "eve@example.org"),
        notes=("share an address on lines 2, 3.",),
    ),
    twice("two-people-share-a-name", ("Ann Lee", "ann@example.org"), ("Ann Lee", "lee@example.org")),
    accepted(
        "twice-in-a-workbook",
        Excel([HEADINGS, ["Ann", "ann@example.org"], [], ["ann", "ANN@example.org"]]).data(),
        person(2, "Ann", "ann@example.org"),
        person(4, "ann", "ANN@example.org"),
        duplicates=(4,),
        name="people.xlsx",
    ),
]

CASES = named("names", [*KEPT, *REFUSED, *DUPLICATES], "csv")
