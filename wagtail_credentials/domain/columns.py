"""The columns of a sheet of recipients, and what can be wrong with a value in one of them."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FieldType(TextChoices):
    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Choice")
    URL = "url", _("Web address")
    EMAIL = "email", _("E-mail address")


@dataclass(frozen=True)
class Column:
    """One column: ``name`` is its heading and its key, ``label`` what people read."""

    name: str
    label: str
    type: str = FieldType.TEXT
    required: bool = False
    max_length: int | None = None
    choices: tuple[str, ...] = ()
    help_text: str = ""
    example: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, and what to do. ``line`` is the spreadsheet program's row number; 0 is the whole file."""

    line: int
    column: str
    code: str
    message: str
    value: str = ""

    def as_dict(self) -> dict:
        return {
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "message": str(self.message),
            "value": self.value,
        }


@dataclass(slots=True)
class Row:
    """One recipient as read: ``values`` has a normalised string for each column, "" where nothing stands.

    ``person`` is the key of ``domain.names.person_key``, "" where name or address are wrong. ``verdict`` and ``report``
    are what ``models.Credential`` keeps of the check.
    """

    line: int
    values: dict[str, str] = field(default_factory=dict)
    person: str = ""
    verdict: str = "new"
    report: dict = field(default_factory=dict)


NAME, EMAIL, RECIPIENT_ID, ISSUED_ON, EXPIRES_ON = "name", "email", "recipient_id", "issued_on", "expires_on"
#: Columns that every sheet may have, whatever the template.
STANDARD = (NAME, EMAIL, RECIPIENT_ID, ISSUED_ON, EXPIRES_ON)
#: By it a sheet of corrections says which credential a row speaks of.
CREDENTIAL_ID = "credential_id"
#: Names that no template's field may take.
RESERVED = (*STANDARD, CREDENTIAL_ID)
OPTIONAL = (RECIPIENT_ID, ISSUED_ON, EXPIRES_ON)


def columns_for(fields: list[dict]) -> list[Column]:
    """The columns of a template whose extra fields are ``fields``, in the order in which a sheet shows them.

    Each field is a dictionary as in a template file: ``name``, ``label``, ``type``, ``required``, ``max_length``,
    ``choices`` (list of str), ``help_text``, ``example``; all but ``name`` may be left out.
    """
    own = [
        Column(
            name=field["name"],
            label=field.get("label") or field["name"],
            type=FieldType(field.get("type") or FieldType.TEXT),
            required=field.get("required", False),
            max_length=field.get("max_length"),
            choices=tuple(field.get("choices") or ()),
            help_text=field.get("help_text", ""),
            example=field.get("example", ""),
        )
        for field in fields
    ]
    return [
        Column(NAME, _("Name"), required=True, example="Zoë Ångström"),
        Column(EMAIL, _("E-mail"), FieldType.EMAIL, required=True, example="zoe.angstrom@school.example"),
        *own,
        Column(RECIPIENT_ID, _("Recipient ID"), max_length=100, help_text=_("Your own number for this person.")),
        Column(ISSUED_ON, _("Issued on"), FieldType.DATE, help_text=_("A date of this row's own: 2026-11-21.")),
        Column(EXPIRES_ON, _("Expires on"), FieldType.DATE, help_text=_("A date of this row's own: 2028-11-21.")),
    ]
