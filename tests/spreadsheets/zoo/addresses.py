"""E-mail addresses that can be delivered to, and what is taken for one."""

from ..writers import csv_bytes
from .cases import HEADINGS, accepted, named, person, row_errors


def addresses(*found):
    return csv_bytes([HEADINGS, *([f"P {line}", address] for line, address in enumerate(found, 2))])


def delivered(slug, *pairs):
    people = (person(line, f"P {line}", address) for line, (_written, address) in enumerate(pairs, 2))
    return accepted(slug, addresses(*(written for written, _address in pairs)), *people)


def undeliverable(slug, code, *found):
    return row_errors(slug, addresses(*found), *((line, "email", code) for line in range(2, len(found) + 2)))


DELIVERED_AND_NOT = [
    delivered(
        "plain",
        ("zoe@example.org", "zoe@example.org"),
        ("  zoe@example.org\u00a0", "zoe@example.org"),
        ("Zoe.Smith+course@Example.ORG", "Zoe.Smith+course@example.org"),
        ("o'brien@example.org", "o'brien@example.org"),
        ("zoe@sub.example.co.uk", "zoe@sub.example.co.uk"),
        ("z@1-2.example.org", "z@1-2.example.org"),
    ),
    delivered(
        "in-other-scripts",
        ("zoe@BÜCHER.example", "zoe@bücher.example"),
        ("li@例え.jp", "li@例え.jp"),
        ("z@xn--bcher-kva.example", "z@bücher.example"),
        ("i@почта.рф", "i@почта.рф"),
        ("z@bu\u0308cher.example", "z@bücher.example"),
    ),
    undeliverable(
        "that-are-two",
        "email_one",
        "a@x.org, b@x.org",
        "a@x.org;b@x.org",
        "a@x.org b@x.org",
        "Zoe <zoe@example.org>",
        "a@b@example.org",
        "a@x.org / b@x.org",
    ),
    undeliverable(
        "with-a-header",
        "email_one",
        "zoe@example.org\nBcc: eve@example.org",
        "zoe@example.org\r\n\r\nbody",
        "zoe@example.org\rCc:eve@x.org",
    ),
    undeliverable(
        "with-a-header-in-percents", "email_domain", "zoe@example.org%0ABcc:eve.org", "zoe@example.org?cc=eve.org"
    ),
    undeliverable(
        "with-letters-nobody-sees",
        "email_invisible",
        "zoe@exa\u200bmple.org",
        "zoe\u00ad@example.org",
        "\ufeffzoe@example.org",
        "zoe@example.org\u200f",
        "zo\u2060e@example.org",
    ),
    undeliverable("with-a-space-nobody-sees", "email_one", "zoe\u00a0@example.org", "zoe@exam\u2009ple.org"),
    undeliverable(
        "on-local-hosts",
        "email_domain",
        "zoe@localhost",
        "zoe@printer.local",
        "zoe@intranet",
        "zoe@mail.internal",
        "zoe@nas.lan",
        "zoe@x.localdomain",
        "zoe@LOCALHOST.",
    ),
    undeliverable(
        "on-numbers",
        "email_domain",
        "zoe@127.0.0.1",
        "zoe@[127.0.0.1]",
        "zoe@[IPv6:::1]",
        "zoe@2130706433",
        "zoe@10.0.0.1",
    ),
    undeliverable("that-are-none", "email", "zoe", "@example.org", "zoe@", "https://example.org/", "n/a"),
    undeliverable(
        "with-a-wrong-domain",
        "email_domain",
        "zoe@-example.org",
        "zoe@example..org",
        "zoe@example.org.",
        "zoe@exam_ple.org",
        "zoe@example.o",
        "zoe@" + "a" * 64 + ".org",
        "zoe@\u2024.org",
    ),
    undeliverable(
        "with-a-wrong-beginning",
        "email_local",
        "zoe..s@example.org",
        ".zoe@example.org",
        "=cmd@example.org",
        "zoë@example.org",
        "a" * 65 + "@example.org",
        "mailto:zoe@example.org",
        '"z"@example.org',
    ),
    row_errors(
        "with-control-characters",
        addresses("zoe\x00@example.org".replace("\x00", "\x01"), "zoe@example.org\u202e"),
        (2, "email", "control_character"),
        (3, "email", "control_character"),
    ),
]

CASES = named("addresses", DELIVERED_AND_NOT, "csv")
