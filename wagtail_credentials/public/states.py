"""What a verdict is called on public pages: one sentence to read first, one to act on."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class State:
    """``tone`` picks colour and icon: good, warning, bad or neutral. ``status`` is what a credential's page answers."""

    name: str
    tone: str
    label: str
    text: str
    status: int = 200

    @property
    def current(self) -> bool:
        """The document may be handed out: it is what was issued, and nobody took it back."""
        return self.name in ("valid", "expired", "not_yet_valid")


STATES = {
    state.name: state
    for state in (
        State(
            "valid",
            "good",
            _("Valid"),
            _("The record is current, and its document is exactly the one that was issued."),
        ),
        State("expired", "warning", _("Expired"), _("It was genuine and valid until its last day, which has passed.")),
        State("not_yet_valid", "warning", _("Not yet valid"), _("It is genuine, but its first day has not come yet.")),
        State(
            "suspended",
            "warning",
            _("Suspended"),
            _("The issuer has suspended it for the time being. Do not rely on it."),
        ),
        State(
            "replaced",
            "warning",
            _("Replaced"),
            _("The issuer has put a corrected copy in its place. Do not rely on this one."),
        ),
        State("revoked", "bad", _("Revoked"), _("The issuer has revoked it for good. Do not rely on it."), 410),
        State(
            "altered", "bad", _("Altered"), _("The stored document is not the one that was issued. Do not rely on it.")
        ),
        State(
            "unknown",
            "neutral",
            _("Not found"),
            _("No credential with this ID has been published here. Compare it with the document, letter by letter."),
            404,
        ),
        State(
            "could_not_check",
            "neutral",
            _("Could not be checked"),
            _("The check could not be carried out just now. This says nothing about the credential: try again later."),
        ),
    )
}
