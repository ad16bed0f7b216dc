"""What the doctor says. Loads nothing that may be broken."""

from dataclasses import asdict, dataclass

LIBRARIES_ADVICE = "Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True)
class Finding:
    """``level``: ok, note or problem. ``advice`` says what to do about it."""

    level: str
    subject: str
    message: str
    advice: str = ""

    def as_dict(self) -> dict:
        return asdict(self)
