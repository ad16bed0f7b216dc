"""What can go wrong while issuing. Services raise these; edges turn them into messages."""


class CredentialsError(Exception):
    """Base of everything this package raises for a user's or an operator's eyes."""


class NotAllowedInThisState(CredentialsError):
    """The batch or credential has moved on (or not far enough) for this step."""


class SheetRejected(CredentialsError):
    """The file as a whole cannot be read as a sheet of recipients.

    ``problems`` is a list of ``domain.columns.Problem``.
    """

    def __init__(self, problems):
        self.problems = problems
        super().__init__("; ".join(str(problem.message) for problem in problems))


class RowsInvalid(CredentialsError):
    """The sheet was read, but some of its rows cannot be issued; see ``problems``."""

    def __init__(self, problems):
        self.problems = problems
        super().__init__("; ".join(str(problem.message) for problem in problems))


class FourEyesRequired(CredentialsError):
    """The group wants somebody other than the person who confirmed the batch to publish it."""


class ReviewOutdated(CredentialsError):
    """What would happen is not what was looked at."""


class RenderingFailed(CredentialsError):
    """The document of one credential could not be made."""


class TemplateInvalid(CredentialsError):
    """A template file or a template's design cannot be used; the message says where."""


class DesignUnreadable(CredentialsError):
    """What was sent as a design is none, or is more than can be drawn while somebody waits."""


class ArtworkRejected(CredentialsError):
    """A picture or document cannot become the background of a template; the message says why."""
