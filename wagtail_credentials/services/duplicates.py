"""Persons who are there twice in a sheet, or hold a credential of the group already, and what the rule makes of it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..domain.columns import EMAIL, NAME, Problem, Row
from ..domain.names import fold, mixed_scripts
from ..domain.statuses import HELD, REPLACEABLE
from ..domain.verdicts import DuplicateRule, Finding, Verdict
from ..models import Credential

#: Keys asked for at once; databases limit how many a query may name.
AT_ONCE = 500
#: The rules that make a person who is twice in one sheet a question for the editor: which of the two is meant?
ONE_OF_TWO = (DuplicateRule.REFUSE, DuplicateRule.REPLACE)
#: The codes of problems that are about other rows, so that a change of those may solve them.
DUPLICATE, ALREADY_HOLDS, NOT_PUBLISHED = "duplicate", "already_holds", "held_not_published"
CODES = (DUPLICATE, ALREADY_HOLDS, NOT_PUBLISHED)


def rule_for(group) -> DuplicateRule:
    """The group's rule; without a group people are told, and let pass."""
    return DuplicateRule(group.duplicate_rule) if group else DuplicateRule.WARN


def find_duplicates(rows: list[Row], group=None) -> dict[int, Finding]:
    """What is to be said of rows whose ``person`` is there already, by line. Rows without a person are left out."""
    first, found = {}, {}
    held = holders({row.person for row in rows if row.person}, group)
    for row in rows:
        if not row.person:
            continue
        line = first.setdefault(row.person, row.line)
        if line != row.line:
            found[row.line] = Finding(Verdict.DUPLICATE, line=line)
        elif row.person in held:
            found[row.line] = Finding(Verdict.HELD, credential=held[row.person][0], status=held[row.person][1])
    return found


def problem_with(finding: Finding, rule: DuplicateRule, row: Row) -> Problem | None:
    """Why the row cannot be issued under the rule; None where it can, or is skipped."""
    if finding.verdict == Verdict.DUPLICATE and rule in ONE_OF_TWO:
        message = _("The same person stands on line %(line)d. Delete one of the two lines.") % {"line": finding.line}
        return Problem(row.line, NAME, DUPLICATE, message, row.values[NAME])
    if finding.verdict == Verdict.HELD and rule == DuplicateRule.REFUSE:
        message = _("This person holds a credential of the group already. Delete the line, or revoke the other one.")
        return Problem(row.line, NAME, ALREADY_HOLDS, message, row.values[NAME])
    if finding.verdict == Verdict.HELD and rule == DuplicateRule.REPLACE and not finding.replaceable:
        message = _(
            "This person's credential is under way or suspended, so that no other can take its place. "
            "Publish, drop or revoke that one first, or delete the line."
        )
        return Problem(row.line, NAME, NOT_PUBLISHED, message, row.values[NAME])
    return None


def holders(keys: set[str], group) -> dict[str, tuple[str, str]]:
    """{person key: (id, status)} of the latest credential of the group that each holds, or is about to hold."""
    if not group:
        return {}
    ordered = sorted(keys)
    held = Credential.objects.filter(batch__group=group, status__in=HELD).order_by("pk")
    found = {}
    for start in range(0, len(ordered), AT_ONCE):
        part = held.filter(person_key__in=ordered[start : start + AT_ONCE])
        for key, uuid, status in part.values_list("person_key", "uuid", "status"):
            # One that is published counts before one that waits.
            if key not in found or status in REPLACEABLE or found[key][1] not in REPLACEABLE:
                found[key] = str(uuid), status
    return found


def duplicates_note(findings: dict[int, Finding], rule: DuplicateRule) -> list[str]:
    """What the rule makes of people who are there already, in a sentence; of those refused the problems tell."""
    lines = [line for line, finding in findings.items() if rule != DuplicateRule.REPLACE or finding.replaceable]
    text = {
        DuplicateRule.WARN: ngettext(
            "A person who is there already will get a second credential: line %s.",
            "Persons who are there already will get a second credential: lines %s.",
            len(lines),
        ),
        DuplicateRule.SKIP: ngettext(
            "A person who is there already is skipped: line %s.",
            "Persons who are there already are skipped: lines %s.",
            len(lines),
        ),
        DuplicateRule.REPLACE: ngettext(
            "A person's credential is replaced when the new one is published: line %s.",
            "Credentials of persons who hold one are replaced when the new ones are published: lines %s.",
            len(lines),
        ),
    }.get(rule)
    return [text % listed(lines)] if lines and text else []


def shared_addresses(rows: list[Row]) -> list[str]:
    """A note where different people have one address: nothing is wrong with that."""
    sharers = {}
    for row in rows:
        sharers.setdefault(fold(row.values[EMAIL]), []).append(row)
    shared = [group for group in sharers.values() if len(group) > 1 and len({row.person for row in group}) > 1]
    text = _("Different people share an address on lines %s.")
    return [text % listed([row.line for row in group]) for group in shared[:20]]


def mixed_names(rows: list[Row]) -> list[str]:
    """A note where a word of a name mixes letters that look alike: а for a."""
    lines = [row.line for row in rows if mixed_scripts(row.values[NAME])]
    if not lines:
        return []
    note = _("Letters of different scripts that look alike are mixed in one name; look closely: line %s.")
    return [note % listed(lines)]


def listed(lines: list[int]) -> str:
    """The first of the line numbers."""
    return ", ".join(map(str, lines[:20])) + (" …" if len(lines) > 20 else "")
