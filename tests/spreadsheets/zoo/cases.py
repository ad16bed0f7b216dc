"""A case of the zoo: a file, how it is to be read, and what has to come of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from wagtail_credentials.domain.columns import STANDARD
from wagtail_credentials.domain.reading import AS_FOUND, ReadingOptions

#: The template's own fields, all of which a sheet may leave out.
FIELDS = [
    {"name": "course", "label": "Course title"},
    {"name": "mark", "type": "choice", "choices": "A\nB"},
    {"name": "score", "type": "number"},
    {"name": "passed_on", "type": "date"},
    {"name": "story", "type": "long_text"},
]
BLANK_ROW = dict.fromkeys([*STANDARD, *(field["name"] for field in FIELDS)], "")

#: (line, {column: value})
Person = tuple[int, dict[str, str]]
#: (line, column, code)
Fault = tuple[int, str, str]


@dataclass(frozen=True)
class Case:
    """``make`` is the file, or what makes it; ``name`` what it is called.

    ``people`` are the rows of an accepted sheet, all and entire; ``problems`` are all there are; ``words`` stand in the
    problems' messages, ``notes`` in the notes. ``settings`` are other bounds; ``at_the_door`` the upload form itself
    refuses the file. ``known``: why the case does not pass yet.
    """

    id: str
    make: bytes | Callable[[], bytes]
    outcome: str
    name: str = ""
    people: tuple[Person, ...] = ()
    problems: tuple[Fault, ...] = ()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    duplicates: tuple[int, ...] = ()
    options: ReadingOptions = AS_FOUND
    settings: dict = field(default_factory=dict)
    language: str = "en"
    zone: str = "UTC"
    at_the_door: bool = False
    known: str = ""

    @cached_property
    def data(self) -> bytes:
        return self.make() if callable(self.make) else self.make


def person(line: int, name: str, email: str, **values) -> Person:
    """A row as it is kept."""
    return line, BLANK_ROW | {"name": name, "email": email} | values


def accepted(slug, make, *people: Person, **more) -> Case:
    return Case(slug, make, "accepted", people=people, **more)


def row_errors(slug, make, *problems: Fault, **more) -> Case:
    return Case(slug, make, "row_errors", problems=problems, **more)


def rejected(slug, make, *problems: Fault, **more) -> Case:
    return Case(slug, make, "rejected", problems=problems, **more)


def named(kind: str, cases: Iterable[Case], suffix="") -> list[Case]:
    """The cases under the kind's name; files that have none are called after it."""
    suffix = suffix or kind
    return [replace(case, id=f"{kind}-{case.id}", name=case.name or f"people.{suffix}") for case in cases]


def lines(*rows: str, ending="\n", encoding="utf-8") -> bytes:
    """A CSV as its lines stand in the file."""
    return "".join(row + ending for row in rows).encode(encoding)


HEADINGS = ["name", "email"]
ZOE, LI = person(2, "Zoë Ångström", "zoe@example.org"), person(3, "李小龙", "li@example.org")
GOOD = [HEADINGS, ["Zoë Ångström", "zoe@example.org"], ["李小龙", "li@example.org"]]
ANN = person(2, "Ann", "ann@example.org")
#: Hours before and behind UTC, where a shift would move a day.
ZONES = {"los-angeles": "America/Los_Angeles", "auckland": "Pacific/Auckland"}
