"""CSV: what divides cells and lines, how letters are stored, and damage, which is told by line."""

import codecs

from wagtail_credentials.domain.reading import ReadingOptions

from ..writers import csv_bytes
from .cases import ANN, GOOD, LI, ZOE, accepted, lines, named, person, rejected, row_errors

TOLD = "one, two; three | four"
WIDE = [["name", "story", "email"], ["Zoë", f'{TOLD}\t"five"\nsix', "zoe@example.org"]]
WIDE_ZOE = person(2, "Zoë", "zoe@example.org", story=f'{TOLD} "five"\nsix')
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
ENDINGS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}

DIVIDED = [
    accepted(f"{delimiter}-{ending}", csv_bytes(WIDE, DELIMITERS[delimiter], lineterminator=ENDINGS[ending]), WIDE_ZOE)
    for delimiter in DELIMITERS
    for ending in ENDINGS
]

UNICODE = [
    accepted("utf-8", csv_bytes(GOOD), ZOE, LI),
    accepted("utf-8-with-mark", csv_bytes(GOOD, encoding="utf-8-sig"), ZOE, LI),
    accepted("utf-16-le-with-mark", codecs.BOM_UTF16_LE + csv_bytes(GOOD, "\t", "utf-16-le"), ZOE, LI),
    accepted("utf-16-be-with-mark", codecs.BOM_UTF16_BE + csv_bytes(GOOD, ";", "utf-16-be"), ZOE, LI),
    accepted(
        "beyond-the-first-65536-letters",
        csv_bytes([*GOOD[:1], ["𠮷野 🎓", "y@example.org"]], encoding="utf-16"),
        person(2, "𠮷野 🎓", "y@example.org"),
    ),
    accepted("called-tsv", csv_bytes(GOOD, "\t"), ZOE, LI, name="people.tsv"),
    accepted("called-in-capitals", csv_bytes(GOOD), ZOE, LI, name="PEOPLE.CSV"),
    rejected("utf-32", csv_bytes(GOOD, encoding="utf-32"), (1, "", "encoding"), words=("UTF-32",)),
]

#: {encoding: (what is guessed of it where it is not named, "" for whatever, names it holds)}
ENCODED = {
    "cp1252": ("Windows-1252", ("José Ñúñez – “œ”", "Björn Müller", "Françoise Lefèvre")),
    "iso8859-1": ("Windows-1252", ("José Ñúñez", "Björn Müller", "Françoise Lefèvre")),
    "iso8859-15": ("", ("Œuvre Šárka €", "Žofie", "Björn")),
    "mac-roman": ("", ("José Ñúñez", "Björn Müller", "Françoise")),
    "cp1250": ("", ("Łukasz Žižka", "Őry Gergő", "Dvořák")),
    "iso8859-2": ("", ("Łukasz Žižka", "Őry Gergő", "Dvořák")),
    "cp1257": ("", ("Ģirts Šķēle", "Ąžuolas", "Jānis")),
    "cp1251": ("Windows-1251", ("Иванов Пётр", "Ґалаґан Оксана", "Анна Смирнова")),
    "koi8-r": ("KOI8-R", ("Иванов Пётр", "Анна Смирнова", "Ольга Соколова")),
    "koi8-u": ("KOI8-R", ("Ґалаґан Їжак", "Анна Смирнова", "Єва Іванова")),
    "iso8859-5": ("ISO-8859-5", ("Иванов Пётр", "Анна Смирнова", "Ольга Соколова")),
    "cp1253": ("Windows-1253", ("Άννα Παπαδοπούλου", "Νίκος Γεωργίου", "Ελένη")),
    "iso8859-7": ("Windows-1253", ("Άννα Παπαδοπούλου", "Νίκος Γεωργίου", "Ελένη")),
    "cp1254": ("", ("Işıl Çağdaş", "Göğüş", "Ümit Şahin")),
    "iso8859-9": ("", ("Işıl Çağdaş", "Göğüş", "Ümit Şahin")),
    "cp1255": ("Windows-1255", ("דוד כהן", "שרה לוי", "משה")),
    "cp1256": ("Windows-1256", ("محمد علي", "فاطمة", "زينب")),
    "cp1258": ("", ("Đăng Ngoc", "Đưc", "Ân")),
    "cp874": ("Windows-874", ("สมชาย ใจดี", "สมหญิง", "กานดา")),
    "gb18030": ("GB18030", ("李小龙 𠮷", "王大明", "陈美丽")),
    "cp950": ("Big5", ("李小龍", "王大明", "陳美麗")),
    "cp932": ("Shift_JIS", ("髙橋 ①～ ひろし", "やまだ たろう", "アンナ")),
    "euc_jp": ("EUC-JP", ("山田 太郎", "鈴木 さくら", "アンナ")),
    "cp949": ("EUC-KR", ("홍길동", "김철수", "이영희")),
    "utf-16-le": ("UTF-16", ("Zoë Ångström", "李小龙", "Anna")),
    "utf-16-be": ("UTF-16", ("Zoë Ångström", "李小龙", "Anna")),
}


def encoded(encoding):
    _guess, names = ENCODED[encoding]
    return csv_bytes(
        [["name", "email"], *([name, f"p{n}@example.org"] for n, name in enumerate(names, 2))], ";", encoding
    )


NAMED = [
    accepted(
        f"{encoding}-named",
        encoded(encoding),
        *(person(n, name, f"p{n}@example.org") for n, name in enumerate(names, 2)),
        options=ReadingOptions(encoding),
    )
    for encoding, (_guess, names) in ENCODED.items()
]
NOT_NAMED = [
    rejected(
        f"{encoding}-not-named",
        encoded(encoding),
        (1 if encoding.startswith("utf") else 2, "", "encoding"),
        words=(f"as {guess}. Save" if guess else "it seems, as", "or name its encoding"),
    )
    for encoding, (guess, _names) in ENCODED.items()
]
MISNAMED = [
    rejected(
        "utf-8-named-cp1252",
        csv_bytes(GOOD),
        (1, "", "encoding"),
        words=("as UTF-8, not as cp1252",),
        options=ReadingOptions("cp1252"),
    ),
    rejected(
        "utf-16-named-cp1252",
        csv_bytes(GOOD, encoding="utf-16"),
        (1, "", "encoding"),
        words=("UTF-16",),
        options=ReadingOptions("cp1252"),
    ),
    rejected(
        "ascii-named-utf-16",
        lines("name,email", "Anna,a@example.org"),
        (1, "", "encoding"),
        words=("not as utf-16-le",),
        options=ReadingOptions("utf-16-le"),
    ),
    rejected(
        "a-byte-that-cp1252-has-not",
        b"name,email\r\nZo\xeb,a@x.org\r\nB\x81b,b@x.org\r\n",
        (3, "", "encoding"),
        words=("line 3", "cp1252"),
        options=ReadingOptions("cp1252"),
    ),
]

SHAPES = [
    accepted(
        "sep-line",
        lines("sep=;", "name;email", "Lee, Ann, Dr | x;ann@example.org", ending="\r\n"),
        person(2, "Lee, Ann, Dr | x", "ann@example.org"),
    ),
    accepted("sep-line-utf-16", lines("sep=\t", "name\temail", "Ann\tann@example.org", encoding="utf-16"), ANN),
    accepted(
        "sep-line-for-one-that-would-not-be-found",
        lines("SEP=|", "name|email|a,b,c,d,e", "Ann|ann@example.org|x"),
        ANN,
        notes=("ignored: a,b,c,d,e",),
    ),
    accepted(
        "quoted-headings-with-another-delimiter",
        lines('"name";"email";"x, y, z"', '"Ann";ann@example.org;1'),
        ANN,
        notes=("x, y, z",),
    ),
    accepted(
        "doubled-quotes",
        lines("name,email", '"Ann ""Annie"" Lee",ann@example.org'),
        person(2, 'Ann "Annie" Lee', "ann@example.org"),
    ),
    accepted(
        "line-break-in-a-name",
        lines("name,email", '"Ann\r\nLee",ann@example.org', "Bob,bob@example.org", ending="\r\n"),
        person(2, "Ann Lee", "ann@example.org"),
        person(3, "Bob", "bob@example.org"),
    ),
    accepted(
        "blank-lines-and-lines-of-commas",
        lines("", "name,email,,", ",,,", "Ann,ann@example.org", "", "Bob,bob@example.org,,,,,"),
        person(4, "Ann", "ann@example.org"),
        person(6, "Bob", "bob@example.org"),
    ),
    accepted("no-line-ending-at-the-end", b"name,email\nAnn,ann@example.org", ANN),
    accepted(
        "text-that-looks-like-numbers",
        lines("name,email,recipient_id,course", "Ann,ann@example.org,00101,1E5"),
        person(2, "Ann", "ann@example.org", recipient_id="00101", course="1E5"),
    ),
    accepted(
        "escaped-formula-comes-back",
        lines("name,email,course", "Ann,ann@example.org,'=1+1"),
        person(2, "Ann", "ann@example.org", course="=1+1"),
    ),
    row_errors(
        "a-comma-too-many",
        lines("name,email,course", "Lee, Ann,ann@example.org,Botany", "Bob,bob@example.org,Botany"),
        (2, "", "ragged"),
        words=("4 cells", "3", "quotes"),
    ),
    row_errors("a-cell-too-few", lines("name,email,course", "Ann,ann@example.org"), (2, "", "ragged")),
]

DAMAGE = [
    rejected("nul", b"name,email\nAnn,a@x.org\nB\x00b,b@x.org\n", (3, "", "nul"), words=("line 3",)),
    rejected("nul-cr", b"name,email\rAnn,a@x.org\rB\x00b,b@x.org\r", (3, "", "nul"), words=("line 3",)),
    rejected(
        "nul-named-encoding",
        b"name,email\nZo\xeb\x00,a@x.org\n",
        (2, "", "nul"),
        words=("line 2",),
        options=ReadingOptions("cp1252"),
    ),
    rejected(
        "stray-byte",
        "name,email\nZoë Ångström,a@x.org\nÜber".encode() + b"\xff,b@x.org\n",
        (3, "", "stray_byte"),
        words=("line 3",),
    ),
    rejected(
        "stray-byte-cr",
        "name,email\rZoë Ångström,a@x.org\rÜber".encode() + b"\xff,b@x.org\r",
        (3, "", "stray_byte"),
        words=("line 3",),
    ),
    rejected(
        "lone-surrogate-in-utf-8",
        "name,email\nZoë Ångström,a@x.org\nÜber".encode() + b"\xed\xa0\x80,b@x.org\n",
        (3, "", "stray_byte"),
        words=("line 3",),
    ),
    rejected(
        "lone-surrogate-among-ascii",
        b"name,email\nAnn,a@x.org\nBob\xed\xa0\x80,b@x.org\n",
        (3, "", "stray_byte"),
        words=("line 3",),
    ),
    rejected(
        "lone-surrogate-in-utf-16",
        codecs.BOM_UTF16_LE + "name,email\nAnn,a@x.org\n".encode("utf-16-le") + b"\x00\xd8B\x00\n\x00",
        (3, "", "stray_byte"),
        words=("line 3",),
    ),
    rejected(
        "lone-surrogate-behind-letters-with-0a",
        codecs.BOM_UTF16_LE + "name,email\nĊĊ,a@x.org\n".encode("utf-16-le") + b"\x00\xd8B\x00\n\x00",
        (3, "", "stray_byte"),
        words=("line 3",),
    ),
    rejected(
        "utf-16-cut-in-a-letter",
        lines("name,email", "Ann,ann@example.org", encoding="utf-16")[:-1],
        (2, "", "stray_byte"),
        words=("line 2",),
    ),
    rejected(
        "quote-that-does-not-close",
        lines("name,email", '"Ann,a@x.org', "Bob,b@x.org"),
        (2, "", "quotes"),
        words=("line 2",),
    ),
    rejected(
        "text-behind-a-quote",
        lines("name,email", "Bob,b@x.org", '"Ann" Lee,a@x.org'),
        (3, "", "quotes"),
        words=("line 3",),
    ),
    row_errors(
        "a-letter-lost-before", lines("name,email", "Z\ufffde,z@example.org"), (2, "name", "lost_letter"), words=("�",)
    ),
    row_errors(
        "iso-2022-jp-is-control-characters",
        lines("name,email", "山田,y@example.org", encoding="iso2022_jp"),
        (2, "name", "control_character"),
    ),
]

CASES = named("csv", [*DIVIDED, *UNICODE, *NAMED, *NOT_NAMED, *MISNAMED, *SHAPES, *DAMAGE])
