"""XLSX: what cells hold, what surrounds them, which sheet is read, in every program's shape."""

from datetime import date, datetime

from openpyxl.comments import Comment

from wagtail_credentials.domain.reading import ReadingOptions

from ..writers import xlsx_bytes
from ..xlsx_shapes import (
    BLANK,
    DAY,
    DIGITS,
    FAILED,
    ISO_DAY,
    MOMENT,
    DotNet,
    Excel,
    LibreOffice,
    Minimal,
    Rich,
    Sheet,
    StrictExcel,
    XlsxWriter,
    Xml,
    formula,
    number,
)
from .cases import ANN, GOOD, HEADINGS, LI, ZOE, ZONES, accepted, named, person, rejected, row_errors

TYPED = [
    ["name", "email", "course", "score", "passed_on", "recipient_id"],
    ["Zoë Ångström", "zoe@example.org", 101, 1.5, date(2026, 3, 4), "00101"],
    ["李小龙", "li@example.org", True, 0.1 + 0.2, datetime(2026, 3, 4, 23, 30), "1E5"],
]
TYPED_PEOPLE = (
    person(
        2, "Zoë Ångström", "zoe@example.org", course="101", score="1.5", passed_on="2026-03-04", recipient_id="00101"
    ),
    person(3, "李小龙", "li@example.org", course="TRUE", score="0.3", passed_on="2026-03-04", recipient_id="1E5"),
)

WRITERS = {
    "excel": Excel,
    "excel-strict": StrictExcel,
    "libreoffice": LibreOffice,
    "dotnet": DotNet,
    "xlsxwriter": XlsxWriter,
    "minimal": Minimal,
}
TYPED_CELLS = [
    accepted("typed-cells-by-openpyxl", lambda: xlsx_bytes(TYPED), *TYPED_PEOPLE),
    *(accepted(f"typed-cells-by-{program}", write(TYPED).data(), *TYPED_PEOPLE) for program, write in WRITERS.items()),
    *(
        accepted(f"days-since-1904-by-{program}", WRITERS[program](TYPED, from_1904=True).data(), *TYPED_PEOPLE)
        for program in ("excel", "libreoffice")
    ),
    accepted("days-since-1904-by-openpyxl", lambda: xlsx_bytes(TYPED, since_1904), *TYPED_PEOPLE),
]


def since_1904(workbook, sheet):
    """The same days, counted from 1904 as Excel on a Mac did."""
    workbook.epoch = datetime(1904, 1, 1)
    sheet["E2"], sheet["E3"] = TYPED[1][4], TYPED[2][4]


def one(heading, value, **more):
    """A sheet with one cell under one more heading."""
    return Excel(Sheet([[*HEADINGS, heading], ["Ann", "ann@example.org", value]], **more)).data()


def ann(**values):
    return person(2, "Ann", "ann@example.org", **values)


BOLD = '<r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">Maria </t></r>'
RUNS = f"<r><t>Anna </t></r>{BOLD}<r><t>Lopez</t></r>"
CELLS = [
    accepted("number-in-a-text-column", one("course", number("101.0")), ann(course="101")),
    accepted("number-with-an-exponent", one("course", number("1.0100000000000001E2")), ann(course="101")),
    accepted("number-of-sixteen-digits", one("course", number("1234567890123456")), ann(course="1234567890123456")),
    accepted("number-in-scientific-storage", one("course", number("1.5E-7")), ann(course="0.00000015")),
    accepted("zeros-of-the-format", one("recipient_id", number("101", DIGITS)), ann(recipient_id="00101")),
    accepted("zeros-of-the-text", one("recipient_id", "007"), ann(recipient_id="007")),
    accepted("a-date-in-a-text-column", one("course", number("46085", ISO_DAY)), ann(course="2026-03-04")),
    accepted(
        "a-moment-before-midnight-stays-in-its-day",
        one("passed_on", number("46085.99999", MOMENT)),
        ann(passed_on="2026-03-04"),
    ),
    *(
        accepted(f"days-and-moments-in-{place}", Excel(TYPED).data(), *TYPED_PEOPLE, zone=zone)
        for place, zone in ZONES.items()
    ),
    accepted("a-date-as-text", one("passed_on", "2026-03-04"), ann(passed_on="2026-03-04")),
    accepted(
        "a-date-cell-whatever-order-was-chosen",
        one("passed_on", number("46085", DAY)),
        ann(passed_on="2026-03-04"),
        options=ReadingOptions(date_format="mdy"),
    ),
    row_errors("a-day-that-never-was", one("passed_on", number("60", DAY)), (2, "passed_on", "date_impossible")),
    row_errors("a-day-before-the-first", one("passed_on", number("-5", DAY)), (2, "passed_on", "date_impossible")),
    row_errors(
        "a-serial-number-for-a-day",
        one("passed_on", number("46085")),
        (2, "passed_on", "date_number"),
        words=("as a date",),
    ),
    accepted("rich-text", one("course", Rich(RUNS)), ann(course="Anna Maria Lopez")),
    accepted(
        "pronunciation-is-no-text",
        one("course", Rich('<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>')),
        ann(course="東京"),
    ),
    accepted(
        "rich-text-in-the-cell",
        one("course", Xml('<c r="{at}" t="inlineStr"><is><r><t>Anna </t></r><r><t>Maria</t></r></is></c>')),
        ann(course="Anna Maria"),
    ),
    accepted("escapes-of-excel", one("story", "one_x000D_\ntwo _x005F_x0041_"), ann(story="one\ntwo _x0041_")),
    accepted("text-that-was-quoted-to-be-text", one("course", "'=1+1"), ann(course="=1+1")),
    row_errors("nul-behind-an-escape", one("course", "a_x0000_b"), (2, "course", "control_character")),
    row_errors("lone-surrogate-behind-an-escape", one("course", "a_xD800_b"), (2, "course", "control_character")),
    accepted(
        "result-of-a-formula-text", one("course", formula('CONCAT("Bot","any")', "Botany", "str")), ann(course="Botany")
    ),
    accepted("result-of-a-formula-number", one("score", formula("1+1", "2")), ann(score="2")),
    accepted(
        "result-of-a-formula-date",
        one("passed_on", formula("TODAY()", "46085", style=DAY)),
        ann(passed_on="2026-03-04"),
    ),
    accepted("result-of-a-formula-blank-text", one("course", Xml('<c r="{at}" t="str"><f>""</f><v></v></c>')), ann()),
    row_errors(
        "formula-without-a-result", one("course", formula("1+1")), (2, "course", "no_result"), words=("no result",)
    ),
    row_errors(
        "formula-without-a-result-by-openpyxl",
        lambda: xlsx_bytes([HEADINGS, ["=A1", "ann@example.org"]]),
        (2, "name", "no_result"),
    ),
    row_errors(
        "shared-formula-without-a-result",
        one("course", Xml('<c r="{at}"><f t="shared" si="0"/></c>')),
        (2, "course", "no_result"),
    ),
    row_errors("error-cell", one("course", FAILED), (2, "course", "error_cell"), words=("formula failed",)),
    row_errors(
        "error-cell-in-a-name", Excel([HEADINGS, [FAILED, "ann@example.org"]]).data(), (2, "name", "error_cell")
    ),
    row_errors("error-as-text", one("course", "#N/A"), (2, "course", "error_cell")),
    row_errors(
        "errors-by-libreoffice",
        LibreOffice([[*HEADINGS, "course"], ["Ann", "ann@example.org", FAILED]]).data(),
        (2, "course", "error_cell"),
    ),
    accepted("error-in-a-column-nobody-asked-for", one("remark", FAILED), ANN, notes=("ignored: remark",)),
    row_errors("10001-characters", one("story", "x" * 10_001), (2, "story", "too_long"), words=("10000",)),
    accepted("10000-characters", one("story", "x" * 10_000), ann(story="x" * 10_000)),
]

BLANKS = [
    accepted(
        "blank-rows-between",
        Excel([[], HEADINGS, [], GOOD[1], [None, "  "], [], GOOD[2]]).data(),
        (4, ZOE[1]),
        (7, LI[1]),
    ),
    accepted(
        "formatted-blank-rows",
        Excel([*GOOD[:2], [BLANK, BLANK, BLANK], GOOD[2], *[[BLANK] * 20] * 300]).data(),
        ZOE,
        (4, LI[1]),
    ),
    accepted("formatted-blank-rows-by-openpyxl", lambda: xlsx_bytes(GOOD, format_far_cells), ZOE, LI),
    accepted(
        "formatted-blank-cells-beyond-every-bound",
        Excel([HEADINGS, [*GOOD[1], Xml('<c r="XFD2" s="1"/>')], GOOD[2]]).data(),
        ZOE,
        LI,
    ),
    accepted(
        "table-not-in-the-corner", Excel([[], [], [None, None, *HEADINGS], [None, BLANK, *GOOD[1]]]).data(), (4, ZOE[1])
    ),
    *(
        accepted(f"dimension-{what}", Excel(Sheet(GOOD, before=xml)).data(), ZOE, LI)
        for what, xml in {
            "missing": "",
            "too-small": '<dimension ref="A1"/>',
            "too-large": '<dimension ref="A1:XFD1048576"/>',
            "elsewhere": '<dimension ref="C7:D9"/>',
            "nonsense": '<dimension ref="?"/>',
        }.items()
    ),
]


def format_far_cells(_workbook, sheet):
    for line in range(4, 400):
        sheet.cell(line, 30).number_format = "@"


OTHER = [["secret", "x"], ["Eve", "eve@example.org"]]
HIDDEN_LINES = Sheet(GOOD, hidden=(3,))
MERGED = '<mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>'
LINK = '<hyperlinks><hyperlink ref="B2" r:id="h1" display="elsewhere"/></hyperlinks><legacyDrawing r:id="d1"/>'
COMMENTED = Sheet(GOOD, after=MERGED + LINK)


def comments(_workbook, sheet):
    sheet["A2"].comment = Comment("HR says: call her Eve", "HR")
    sheet["B2"].hyperlink = "mailto:eve@example.org"
    sheet["B2"].value = "zoe@example.org"
    sheet.merge_cells("A4:B4")


def chart_in_front():
    chart = Sheet([], "Chart1")
    chart.kind = "chartsheet"
    return Excel(chart, Sheet(GOOD, "People")).data()


def book(write=Excel, **more):
    """A sheet in front, another that can be seen, and two that cannot."""
    return write(
        Sheet([HEADINGS, ["Ann", "ann@example.org"]], "Autumn"),
        Sheet(GOOD, "Spring & Summer"),
        Sheet(OTHER, "Secret", state="hidden"),
        Sheet(OTHER, "Deep", state="veryHidden"),
        **more,
    ).data()


SHEETS = [
    accepted("hidden-lines-are-told", Excel(HIDDEN_LINES).data(), ZOE, LI, notes=("Hidden lines were read too: 3.",)),
    accepted(
        "hidden-lines-by-libreoffice-are-told",
        LibreOffice(HIDDEN_LINES).data(),
        ZOE,
        LI,
        notes=("Hidden lines were read too: 3.",),
    ),
    accepted(
        "the-sheet-in-front",
        book(),
        ANN,
        notes=("“Autumn” was read, not: Spring & Summer, Secret (hidden), Deep (hidden)",),
    ),
    accepted("the-second-sheet-in-front", book(active=1), ZOE, LI, notes=("“Spring & Summer” was read, not: Autumn",)),
    accepted(
        "the-second-sheet-in-front-by-libreoffice", book(LibreOffice, active=1), ZOE, LI, notes=("“Spring & Summer”",)
    ),
    accepted(
        "another-sheet-chosen",
        book(),
        ZOE,
        LI,
        notes=("“Spring & Summer” was read, not: Autumn",),
        options=ReadingOptions(sheet="spring & summer"),
    ),
    accepted("a-hidden-sheet-in-front-is-not-read", book(active=2), ANN, notes=("Secret (hidden)",)),
    rejected(
        "a-hidden-sheet-chosen",
        book(),
        (0, "", "no_such_sheet"),
        words=("“Secret”", "There are: Autumn, Spring & Summer."),
        options=ReadingOptions(sheet="Secret"),
    ),
    rejected(
        "an-unknown-sheet-chosen",
        book(),
        (0, "", "no_such_sheet"),
        words=("“Winter”",),
        options=ReadingOptions(sheet="Winter"),
    ),
    rejected(
        "every-sheet-hidden",
        Excel(Sheet(GOOD, state="hidden")).data(),
        (0, "", "no_sheet"),
        words=("no sheet that can be seen",),
    ),
    accepted("a-chart-in-front", chart_in_front, ZOE, LI),
    accepted("links-and-merged-cells-by-excel", Excel(COMMENTED).data(), ZOE, LI),
    accepted("comments-links-and-merged-cells-by-openpyxl", lambda: xlsx_bytes(GOOD, comments), ZOE, LI),
]

CASES = named("xlsx", [*TYPED_CELLS, *CELLS, *BLANKS, *SHEETS])
