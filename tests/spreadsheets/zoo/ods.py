"""ODS: repetitions, gaps, spans, paragraphs, comments and sheets as LibreOffice writes them."""

from datetime import date

from wagtail_credentials.domain.reading import ReadingOptions

from ..ods_shapes import cell, ods, rows_alone, table, table_row, typed
from ..writers import ods_bytes
from ..xlsx_shapes import Xml
from .cases import ANN, GOOD, HEADINGS, LI, ZOE, accepted, named, person, rejected, row_errors
from .xlsx import OTHER, TYPED, TYPED_PEOPLE


def one(heading, cell):
    """A sheet with one cell under one more heading."""
    return ods(table([[*HEADINGS, heading], ["Ann", "ann@example.org", cell]]))


def ann(**values):
    return person(2, "Ann", "ann@example.org", **values)


COMMENT = (
    '<office:annotation draw:style-name="gr1" svg:width="2cm" xmlns:draw="d" xmlns:svg="s"><dc:creator xmlns:dc="c">HR'
    "</dc:creator><dc:date xmlns:dc='c'>2026-01-01T00:00:00</dc:date><text:p>call her Eve</text:p></office:annotation>"
)
WIDE = ["name", "id", "group", "email", "course", "mark"]
LINK = '<text:p>see <text:a xmlns:xlink="x" xlink:href="https://example.org/">here</text:a></text:p>'
FORMULA = typed("string", "Botany", ' table:formula="of:=&quot;Bot&quot;&amp;&quot;any&quot;"', string_value="Botany")
ERROR = ' table:formula="of:=A1" calcext:value-type="error"'
FAILED = typed("string", "#N/A", ERROR, string_value="")
DIVIDED = typed("float", "#DIV/0!", ERROR, value=0)
SPAN = cell("<text:p>Ann</text:p>", more=' table:number-columns-spanned="2"')

CELLS = [
    accepted("typed-cells", ods(table(TYPED)), *TYPED_PEOPLE),
    accepted("by-odfpy", lambda: ods_bytes(GOOD), ZOE, LI),
    accepted(
        "a-day-in-local-words",
        one("passed_on", typed("date", "4. März 2026", date_value="2026-03-04")),
        ann(passed_on="2026-03-04"),
    ),
    accepted(
        "a-moment-before-midnight",
        one("passed_on", typed("date", "04.03.26", date_value="2026-03-04T23:59:59.999999999")),
        ann(passed_on="2026-03-04"),
    ),
    row_errors(
        "a-moment-with-a-zone",
        one("passed_on", typed("date", "x", date_value="2026-03-04T23:30:00-08:00")),
        (2, "passed_on", "date_format"),
    ),
    accepted("a-date-in-a-text-column", one("course", date(2026, 3, 4)), ann(course="2026-03-04")),
    accepted("zeros-of-the-format", one("recipient_id", typed("float", "00101", value=101)), ann(recipient_id="00101")),
    accepted("currency", one("score", typed("currency", "1,50 €", currency="EUR", value="1.5")), ann(score="1.5")),
    accepted(
        "paragraphs",
        one("story", cell("<text:p>one</text:p><text:p/><text:p>three</text:p>")),
        ann(story="one\n\nthree"),
    ),
    accepted(
        "spans-in-a-paragraph",
        one(
            "course",
            cell(
                '<text:p>Anna <text:span text:style-name="T1">Ma</text:span><text:span>ria</text:span> Lopez</text:p>'
            ),
        ),
        ann(course="Anna Maria Lopez"),
    ),
    accepted(
        "spaces-tabs-and-breaks",
        one("story", cell('<text:p>one<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four</text:p>')),
        ann(story="one two three\nfour"),
    ),
    accepted(
        "a-file-that-was-indented",
        one("course", cell("\n  <text:p>\n    Botany\n    one\n  </text:p>\n")),
        ann(course="Botany one"),
    ),
    accepted("a-link", one("course", cell(LINK)), ann(course="see here")),
    accepted(
        "a-comment-is-no-text",
        ods(table([HEADINGS, [cell(f"{COMMENT}<text:p>Zoë Ångström</text:p>"), "zoe@example.org"]])),
        ZOE,
    ),
    accepted("a-comment-in-a-blank-cell", one("course", Xml(f"<table:table-cell>{COMMENT}</table:table-cell>")), ANN),
    accepted("result-of-a-formula", one("course", FORMULA), ann(course="Botany")),
    row_errors(
        "formula-without-a-result",
        one("course", Xml('<table:table-cell table:formula="of:=1+1"/>')),
        (2, "course", "no_result"),
    ),
    row_errors(
        "error-cells",
        ods(table([HEADINGS, [FAILED, "ann@example.org"], ["Bob", DIVIDED]])),
        (2, "name", "error_cell"),
        (3, "email", "error_cell"),
    ),
]

REPEATED = [
    accepted(
        "two-blank-cells-in-a-row", ods(table([WIDE, ["Ann", None, None, "ann@example.org", None, "A"]])), ann(mark="A")
    ),
    accepted(
        "equal-neighbours",
        ods(table([WIDE, ["Ann", "A", "A", "ann@example.org", "A", "A"]])),
        ann(course="A", mark="A"),
    ),
    accepted(
        "equal-neighbours-across-a-gap",
        ods(
            table(
                [
                    WIDE,
                    ["Ann", None, None, "ann@example.org", None, None],
                    ["Bob", "x", "x", "bob@example.org", "A", "A"],
                ]
            )
        ),
        ANN,
        person(3, "Bob", "bob@example.org", course="A", mark="A"),
    ),
    accepted(
        "blank-rows-between",
        rows_alone(
            table_row(HEADINGS),
            table_row([None], repeated=3),
            table_row(GOOD[1]),
            table_row([None], repeated=1_048_570),
        ),
        (5, ZOE[1]),
    ),
    accepted(
        "a-row-that-is-repeated-is-two-people",
        rows_alone(table_row(HEADINGS), table_row(["Ann", "ann@example.org"], repeated=2)),
        ANN,
        (3, ANN[1]),
        duplicates=(3,),
    ),
    accepted(
        "covered-cells-of-a-span",
        ods(table([WIDE, [SPAN, Xml("<table:covered-table-cell/>"), None, "ann@example.org", "Botany"]])),
        ann(course="Botany"),
    ),
    accepted(
        "rows-in-groups-and-headers",
        rows_alone(
            f"<table:table-header-rows>{table_row(HEADINGS)}</table:table-header-rows>",
            f"<table:table-row-group>{table_row(GOOD[1])}<table:table-row-group>{table_row(GOOD[2])}</table:table-row-group></table:table-row-group>",
        ),
        ZOE,
        LI,
    ),
    accepted(
        "table-not-in-the-corner", ods(table([[None], [None, None, *HEADINGS], [None, None, *GOOD[1]]])), (3, ZOE[1])
    ),
]


def book(active="Autumn"):
    """A sheet that is in front, another that can be seen, and one that cannot."""
    return ods(
        table(OTHER, "Secret", visible=False),
        table([HEADINGS, ["Ann", "ann@example.org"]], "Autumn"),
        table(GOOD, "Spring"),
        active=active,
    )


SHEETS = [
    accepted(
        "hidden-lines-are-told", ods(table(GOOD, hidden=(3,))), ZOE, LI, notes=("Hidden lines were read too: 3.",)
    ),
    accepted(
        "filtered-lines-are-told",
        rows_alone(table_row(HEADINGS), table_row(GOOD[1], "filter")),
        ZOE,
        notes=("Hidden lines were read too: 2.",),
    ),
    accepted("the-sheet-in-front", book("Spring"), ZOE, LI, notes=("“Spring” was read, not: Secret (hidden), Autumn",)),
    accepted("a-hidden-sheet-in-front-is-not-read", book("Secret"), ANN, notes=("“Autumn” was read",)),
    accepted("no-sheet-said-to-be-in-front", book(""), ANN),
    accepted("another-sheet-chosen", book(), ZOE, LI, options=ReadingOptions(sheet="SPRING")),
    rejected(
        "a-hidden-sheet-chosen",
        book(),
        (0, "", "no_such_sheet"),
        words=("There are: Autumn, Spring.",),
        options=ReadingOptions(sheet="Secret"),
    ),
    rejected("every-sheet-hidden", ods(table(GOOD, visible=False)), (0, "", "no_sheet")),
]

CASES = named("ods", [*CELLS, *REPEATED, *SHEETS])
